import type { Entity } from '@backstage/catalog-model';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { HEALTH_DIMENSIONS } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { KernelParts } from '../kernel/buildKernel';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { partsOf } from '../practices/cmdb/parts';
import { buildHealth, type HealthParts } from '../practices/cmdb/health';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

export const DAY = 86_400_000;
/** Of the group that owns what is said to be payments'. */
export const maria = user('maria', ['payments']);
export const sam = user('sam', ['storefront']);
export const dana = user('dana', ['service-desk'], ['agent']);
export const zoe = user('zoe', [], ['admin']);

/** What a row of an item of which nothing is wrong has beside its names. */
export const NOTHING_WRONG = {
  kind: 'component',
  excused: 0,
  evaluated_at: 1,
  ...Object.fromEntries(
    HEALTH_DIMENSIONS.flatMap(d =>
      ['total', 'failed', 'findings'].map(name => [`${d}_${name}`, 0]),
    ),
  ),
};

/** What an entity of a story says of itself. */
export interface SaidOf {
  kind?: string;
  type?: string;
  title?: string;
  /** A reference, or the name of a group; `null` for none. */
  owner?: string | null;
  system?: string | null;
  lifecycle?: string;
  tags?: string[];
  annotations?: Record<string, string>;
  dependsOn?: readonly string[];
  uid?: string;
}

/** The reference of an owner, or of a group of that name. */
const ownerRef = (owner: string) =>
  owner.includes(':') ? owner : `group:default/${owner}`;

/** The kernel with a catalog that a test writes, where nothing happens by itself. */
export class HealthStories {
  #story = 0;

  private constructor(
    readonly knex: Knex,
    readonly kernel: KernelParts,
    readonly clock: FixedClock,
    readonly health: HealthParts,
    /** What people were notified of. */
    readonly told: NotificationSendOptions[],
  ) {}

  static async on(
    knex: Knex,
    options: { config?: any; clock?: FixedClock } = {},
  ): Promise<HealthStories> {
    const clock = options.clock ?? new FixedClock();
    const told: NotificationSendOptions[] = [];
    const kernel = await kernelOnDatabase(knex, {
      notifications: {
        send: async notification => {
          told.push(notification);
        },
      },
      clock,
      config: options.config,
      // What the catalog itself answers when a task is filed against an item.
      entities: Array.from({ length: 99 }, (_, i) => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'pay', namespace: `s${i}` },
      })),
    });
    const { health } = partsOf(kernel);
    return new HealthStories(knex, kernel, clock, health, told);
  }

  /** Begins a story in a namespace of its own, with nothing in the catalog. */
  async begin(): Promise<void> {
    this.#story += 1;
    await this.settle();
    for (const table of [
      'ci_health_days',
      'ci_health_waiting',
      'ci_findings',
      'ci_health',
      'ci_excuses',
      'ci_attestations',
      'ci_duplicates',
      'ci_values',
      'ci_claims',
      'ci_items',
      'catalog_entities',
      'catalog_relations',
      'ci_relations',
      'ci_versions',
    ])
      await this.knex(table).delete();
    await this.knex('ci_health_state').update({
      basis: null,
      evaluated_at: null,
      begun_basis: null,
      begun_at: null,
      next_day_at: null,
    });
    await this.knex('due_work').delete();
  }

  /** The reference of something of the story. */
  ref(name: string, kind = 'component'): string {
    return name.includes(':') ? name : `${kind}:s${this.#story}/${name}`;
  }

  /** An entity of the story. */
  entity(name: string, said: SaidOf = {}): Entity {
    const { kind = 'Component', owner = 'payments', system } = said;
    const namespace = `s${this.#story}`;
    const { dependsOn = [], annotations, tags } = said;
    const relations = [
      ...dependsOn.map(target => ({
        type: 'dependsOn',
        targetRef: this.ref(target),
      })),
      ...(system
        ? [{ type: 'partOf', targetRef: this.ref(system, 'system') }]
        : []),
      ...(owner ? [{ type: 'ownedBy', targetRef: ownerRef(owner) }] : []),
    ];
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name,
        namespace,
        uid: said.uid ?? uuidv7(),
        etag: uuidv7(),
        title: said.title ?? name,
        tags,
        annotations,
      },
      spec: {
        type: said.type ?? 'service',
        lifecycle: said.lifecycle ?? 'production',
        ...(owner && { owner }),
        ...(system && { system }),
      },
      relations,
    };
  }

  /** A group, as the catalog has it. */
  group(name: string): Entity {
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name, namespace: 'default', uid: uuidv7(), etag: uuidv7() },
      spec: { type: 'team', children: [] },
      relations: [],
    };
  }

  /** The catalog is read: it says these entities. */
  async read(...entities: Entity[]): Promise<void> {
    const { writer } = this.kernel.catalog;
    const reading = await writer.begin(this.clock.now());
    await writer.put(
      entities.map(e => copyEntity(e, [])),
      this.clock.now(),
      reading,
    );
    await writer.finish(reading);
  }

  /** The catalog has these no longer. */
  async gone(...refs: string[]): Promise<void> {
    await this.kernel.catalog.remove(
      refs.map(r => this.ref(r)),
      this.clock.now(),
    );
  }

  /** Followers and due work do what they have to, until they have nothing left to do. */
  async settle(): Promise<void> {
    for (let i = 0; i < 8; i += 1) {
      await this.kernel.followers.drain();
      if ((await this.kernel.due.runDue()) === 0) return;
    }
  }

  async pass(milliseconds: number): Promise<void> {
    this.clock.pass(milliseconds);
    await this.settle();
  }

  /** Defines something, and waits until it is known. */
  async define(kind: string, key: string, body: object): Promise<void> {
    await this.kernel.definitionService.write(zoe, kind, key, {
      body,
    } as never);
    await this.settle();
    await this.pass(5_000);
  }

  async undefine(kind: string, key: string): Promise<void> {
    await this.kernel.definitionService.remove(zoe, kind, key);
    await this.settle();
    await this.pass(5_000);
  }

  /** What sources say of an item, straight into the tables. */
  async said(
    ref: string,
    of: {
      class?: string;
      state?: string;
      source?: string;
      seenAt?: number;
      values?: Readonly<Record<string, unknown>>;
    } = {},
  ): Promise<string> {
    const id = uuidv7();
    const now = this.clock.now();
    await this.knex('ci_items').insert({
      id,
      ref,
      class: of.class ?? null,
      title: ref,
      state: of.state ?? 'active',
      owned: false,
      formerly: '[]',
      revision: 1,
      version: 1,
      created_at: now,
      updated_at: now,
    });
    await this.knex('ci_claims').insert({
      id: uuidv7(),
      item_id: id,
      home_id: id,
      source: of.source ?? 'inventory',
      external_id: ref,
      said: '{}',
      seen_at: of.seenAt ?? now,
    });
    for (const [key, value] of Object.entries(of.values ?? {}))
      await this.knex('ci_values').insert({
        item_id: id,
        key,
        value: JSON.stringify(value),
        word: String(value).slice(0, 100).toLowerCase(),
        number: typeof value === 'number' ? value : null,
        source: of.source ?? 'inventory',
        since: now,
      });
    return id;
  }

  /** Two items may be one. */
  async pair(a: string, b: string, value: string): Promise<void> {
    const [first, second] = a < b ? [a, b] : [b, a];
    await this.knex('ci_duplicates').insert({
      id: uuidv7(),
      a_id: first,
      b_id: second,
      rule: 'serial',
      value,
      state: 'open',
      found_at: this.clock.now(),
    });
  }

  /** Looks at all items, as it happens once a day. */
  async lookAtAll(): Promise<void> {
    await this.health.work.planAll();
    await this.settle();
  }

  /** The services as somebody meets them who may see some of the catalog; all if nothing is said. */
  as(isSeen?: (ref: string) => boolean): HealthParts {
    const kernel = {
      ...this.kernel,
      catalogAccess: {
        readable: async (_: Caller, all: readonly string[]) =>
          new Set(isSeen ? all.filter(isSeen) : all),
      },
      authorizer: {
        withScopes: async (caller: Caller) => caller,
        require: async () => {},
        readsWholeCatalog: async () => !isSeen,
      },
      readScope: { of: async (caller: Caller) => caller },
    };
    return buildHealth(
      { ...kernel, journal: this.kernel.journal } as never,
      partsOf(this.kernel).facts,
    );
  }
}
