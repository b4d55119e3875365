import type { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import type { Caller, Practice, Role } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { buildKernel, type KernelParts } from '../kernel/buildKernel';
import { insertRows } from '../kernel/insertRows';
import { migrate } from '../kernel/migrate';
import { prepareBackground } from '../kernel/startBackground';
import { demoCatalog } from '../testing/demoCatalog';
import { registeredPractices } from './registeredPractices';

/** 2026-03-01T12:00:00.000Z, a Sunday. */
export const NOON = Date.UTC(2026, 2, 1, 12);

/** A clock that stands still until it is moved. */
export class FixedClock {
  constructor(private time = NOON) {}
  now = () => this.time;
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** A user with the groups and roles given, as the services take them. */
export function user(
  name: string,
  groups: string[] = [],
  roles: Role[] = [],
): Caller {
  const ref = `user:default/${name}`;
  return {
    kind: 'user',
    ref,
    ownership: [ref, ...groups.map(g => `group:default/${g}`)],
    roles: new Set(roles),
  };
}

/**
 * The kernel on a migrated database, without HTTP: for what cannot be said through the API.
 * Nothing runs in the background; `followers.drain()` and `due.runDue()` do what is to be done.
 */
export async function kernelOnDatabase(
  knex: Knex,
  options: {
    clock?: FixedClock;
    config?: JsonObject;
    entities?: Entity[];
    practices?: Practice[];
    notifications?: NotificationService;
    signals?: SignalsService;
  } = {},
): Promise<KernelParts> {
  const practices = options.practices ?? (await registeredPractices());
  await migrate(mockServices.database({ knex }), knex, practices);
  const kernel = buildKernel(
    {
      knex,
      config: mockServices.rootConfig({ data: options.config ?? {} }),
      logger: mockServices.logger.mock(),
      clock: options.clock ?? new FixedClock(),
      catalog: catalogServiceMock({
        entities: options.entities ?? demoCatalog,
      }),
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      userInfo: mockServices.userInfo(),
      permissions: mockServices.permissions.mock(),
      notifications: options.notifications,
      signals: options.signals,
    },
    practices,
  );
  await prepareBackground(kernel, [kernel.sending.background, ...practices]);
  return kernel;
}

/** A row of `records` as a test states it; what it leaves out is made up from its number. */
export interface SeedRecord {
  id?: string;
  number: number;
  status?: string;
  statusCategory?: string;
  title?: string;
  priority?: number;
  serviceRef?: string;
  ownerRef?: string;
  assigneeRef?: string;
  requesterRef?: string;
  requestedForRef?: string;
  visibility?: 'internal' | 'restricted';
  createdAt?: number;
  updatedAt?: number;
  ciRef?: string;
}

const LATIN = (n: number) => n.toString(16).padStart(12, '0');

/** The id that a seeded record has if the test gives none. */
export const seedId = (n: number) => `0190f3d4-0000-7000-8000-${LATIN(n)}`;

/**
 * Incidents straight into the tables, without door and journal: for lists and access, where
 * thousands are needed and only their columns matter.
 */
export async function seedIncidents(
  knex: Knex,
  records: readonly SeedRecord[],
): Promise<void> {
  await knex.transaction(async tx => {
    const id = (r: SeedRecord) => r.id ?? seedId(r.number);
    await insertRows(
      tx,
      'records',
      records.map(r => ({
        id: id(r),
        number: `INC-${r.number}`,
        type: 'incident',
        title: r.title ?? `Incident ${r.number}`,
        status: r.status ?? 'new',
        status_category: r.statusCategory ?? 'open',
        priority: r.priority ?? null,
        service_ref: r.serviceRef ?? null,
        owner_ref: r.ownerRef ?? null,
        assignee_ref: r.assigneeRef ?? null,
        requester_ref: r.requesterRef ?? null,
        requested_for_ref: r.requestedForRef ?? null,
        visibility: r.visibility ?? 'internal',
        version: 1,
        created_at: r.createdAt ?? NOON,
        updated_at: r.updatedAt ?? NOON,
      })),
    );
    await insertRows(
      tx,
      'incidents',
      records.map(r => ({ record_id: id(r), ci_ref: r.ciRef ?? null })),
    );
  });
}
