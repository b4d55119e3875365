import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  continuityPlanInputSchema,
  newRiskSchema,
  riskPatchSchema,
  riskRecordSchema,
  riskTransitionSchema,
  type RiskRecord,
} from '@callboard/plugin-itsm-common';
import { type Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { syncCatalog } from '../kernel/catalog/syncCatalog';
import { catalogOf } from './catalogOf';
import { demoCatalog } from './demoCatalog';
import { FixedClock, kernelOnDatabase, user } from '../tests/kernelOnDatabase';
import { registeredPractices } from '../tests/registeredPractices';
import { DefaultCandidateService } from '../practices/portfolio/risks/candidates/CandidateService';
import { CandidateStore } from '../practices/portfolio/risks/candidates/CandidateStore';
import { FactsStore } from '../practices/portfolio/risks/candidates/FactsStore';
import { RiskFinding } from '../practices/portfolio/risks/candidates/Finding';
import { RiskLooking } from '../practices/portfolio/risks/candidates/Looking';
import { ContinuityBook } from '../practices/portfolio/risks/continuity/ContinuityBook';
import { DefaultContinuityService } from '../practices/portfolio/risks/continuity/ContinuityService';
import { ContinuityStore } from '../practices/portfolio/risks/continuity/ContinuityStore';
import { UnplannedStore } from '../practices/portfolio/risks/continuity/UnplannedStore';
import { DefaultRiskService } from '../practices/portfolio/risks/RiskService';
import { RiskStore } from '../practices/portfolio/risks/RiskStore';
import { readRiskSettings } from '../practices/portfolio/risks/settings';

export const DAY = 86_400_000;
export const CART = 'component:default/cart';
export const CHECKOUT = 'component:default/checkout';
export const SHOP = 'system:default/shop';
export const DB = 'resource:default/db';
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
export const maria = seesAll(user('maria', ['payments']));
export const sam = seesAll(user('sam', ['storefront']));
export const dana = seesAll(user('dana', ['service-desk'], ['agent']));
export const rita = seesAll(user('rita', ['marketing']));
export const iso = (at: number) => new Date(at).toISOString();

/** Who works in the team that a service belongs to. */
const member = (name: string, team: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: team, uid: `uid-group-${team}`, etag: `m-${team}` },
  spec: { type: 'team', children: [] },
  relations: [{ type: 'hasMember', targetRef: `user:default/${name}` }],
});
const needing = (entity: Entity, ...refs: string[]): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, etag: `${entity.metadata.etag}-n` },
  relations: [
    ...(entity.relations ?? []),
    ...refs.map(targetRef => ({ type: 'dependsOn', targetRef })),
  ],
});
const database: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'db', title: 'Postgres', uid: 'uid-db', etag: 'e-db' },
  spec: { type: 'database', owner: 'payments' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};
/** The small shop with a database that all of it needs, and people in its teams. */
export const catalog: Entity[] = [
  ...demoCatalog
    .filter(
      ({ metadata: { name } }) => !['payments', 'storefront'].includes(name),
    )
    .map(entity =>
      ['cart', 'checkout', 'orphan'].includes(entity.metadata.name)
        ? needing(entity, DB)
        : entity,
    ),
  member('maria', 'payments'),
  member('sam', 'storefront'),
  database,
];

/** The kernel of all practices on a small shop, with what the part `risks` is made of. */
async function start(knex: Knex) {
  const clock = new FixedClock();
  const practices = await registeredPractices();
  const kernel = await kernelOnDatabase(knex, {
    clock,
    entities: catalog,
    practices,
  });
  for (const practice of practices) practice.services?.(kernel);
  const read = (entities: readonly Entity[]) =>
    syncCatalog({
      catalog: catalogOf(entities),
      credentials: mockCredentials.service(),
      store: kernel.catalog,
      annotations: [],
      clock,
      logger: mockServices.logger.mock(),
    });
  const store = new RiskStore(knex);
  const risks = new DefaultRiskService(kernel, store);
  const plans = new ContinuityStore(knex);
  const book = new ContinuityBook(kernel, plans, new UnplannedStore(knex));
  const kept = new CandidateStore(knex);
  const looking = new RiskLooking(kernel, {
    finding: new RiskFinding(kernel, {
      facts: new FactsStore(knex),
      book,
      settings: readRiskSettings(mockServices.rootConfig()),
    }),
    store: kept,
    risks: store,
  });
  const settle = async () => {
    for (let i = 0; i < 8; i += 1) {
      await kernel.followers.drain();
      if ((await kernel.due.runDue()) === 0) return;
    }
  };
  return {
    kernel,
    clock,
    read,
    store,
    risks,
    book,
    looking,
    settle,
    continuity: new DefaultContinuityService(kernel, {
      store: plans,
      book,
      mayWrite: () => true,
    }),
    candidates: new DefaultCandidateService(kernel, {
      store: kept,
      looking,
      riskStore: store,
      risks,
      decides: () => true,
    }),
  };
}

/** What stories of risks and continuity are told with. */
export async function riskScene(knex: Knex) {
  const world = await start(knex);
  const why = (asked: Promise<unknown>) =>
    asked.then(
      () => 'it was done',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const file = async (more: object = {}, by = maria) =>
    riskRecordSchema.parse(
      await world.risks.file(
        by,
        newRiskSchema.parse({
          title: 'Nobody knows how to restore the cart',
          serviceRef: CART,
          ...more,
        }),
      ),
    );
  const take = async (
    { number }: Pick<RiskRecord, 'number'>,
    transition: string,
    set: object = {},
    by = sam,
  ) =>
    riskRecordSchema.parse(
      await world.risks.transition(
        by,
        number,
        riskTransitionSchema.parse({ transition, ...set }),
      ),
    );
  const change = (number: string, patch: object, by = sam) =>
    world.risks.update(by, number, riskPatchSchema.parse(patch));
  const decide = async (
    { id }: Pick<RiskRecord, 'id'>,
    decision: 'approve' | 'reject',
    by: Caller,
  ) => {
    await world.settle();
    const seats = await knex('approval_seats').where({
      record_id: id,
      state: 'open',
    });
    const seat = seats.find(({ for_ref: ref }) => by.ownership.includes(ref));
    const round = await knex('approvals')
      .where({ record_id: id, state: 'asked' })
      .first();
    await world.kernel.records.changeRecord(by, {
      id,
      approval: {
        decide: {
          seatId: seat.id,
          decision,
          note: 'Heard',
          round: round.round,
        },
      },
    });
    await world.settle();
  };
  const tier = (ref: string, value: string) =>
    knex('service_profiles')
      .insert({
        ref,
        kind: ref.split(':')[0],
        title: ref,
        sort_title: ref,
        words: '',
        tier: value,
        section: 'known',
        checks: '[]',
        computed_at: 1,
      })
      .onConflict('ref')
      .merge(['tier']);
  /** A plan of how a service comes back, as whoever answers for everything writes it. */
  const planned = (ref: string, rtoMinutes: number) =>
    world.continuity.write(
      dana,
      ref,
      continuityPlanInputSchema.parse({ rtoMinutes, rpoMinutes: 15 }),
    );
  await world.read(catalog);
  return {
    planned,
    knex,
    world,
    why,
    file,
    take,
    change,
    decide,
    tier,
  };
}

export type RiskScene = Awaited<ReturnType<typeof riskScene>>;
