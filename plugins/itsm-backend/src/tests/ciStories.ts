import { randomUUID } from 'crypto';
import type { Entity } from '@backstage/catalog-model';
import type {
  CiClass,
  CiListItem,
  CiListQuery,
} from '@callboard/plugin-itsm-common';
import type { CatalogAccess } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../kernel/buildKernel';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { HistoryStore } from '../practices/cmdb/HistoryStore';
import {
  DefaultCiService,
  type CiService,
} from '../practices/cmdb/items/CiService';
import type { CiHealthReader } from '../practices/cmdb/items/CiItems';
import { CiStore } from '../practices/cmdb/items/CiStore';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

const HOUR = 3_600_000;
/** An export has at most so many rows here. */
export const MOST_ROWS = 40;
/** Who asks, in these stories. */
export const maria = user('maria', ['payments']);

/** What an item of a story says of itself. */
export interface Said {
  kind?: string;
  title?: string;
  type?: string;
  owner?: string;
  system?: string;
  lifecycle?: string;
  dependsOn?: readonly string[];
}

/** A catalog with its history and the lists of it. Every story has a namespace of its own. */
export class CiStories {
  #story = 0;
  /** The classes of the organisation. */
  classes: CiClass[] = [];

  private constructor(
    readonly knex: Knex,
    readonly kernel: KernelParts,
    readonly clock: FixedClock,
  ) {}

  static async on(knex: Knex): Promise<CiStories> {
    const clock = new FixedClock();
    return new CiStories(knex, await kernelOnDatabase(knex, { clock }), clock);
  }

  /** Begins a story: of what those before left, lists say nothing. The journal keeps it. */
  async begin(): Promise<void> {
    this.#story += 1;
    this.classes = [];
    for (const table of [
      'ci_values',
      'ci_claims',
      'ci_items',
      'catalog_entities',
      'catalog_reads',
      'ci_relations',
      'ci_versions',
    ])
      await this.knex(table).delete();
  }

  /** What sources say of an item: its class, who says it, and values. */
  async said(
    ref: string,
    of: {
      class?: string;
      owned?: boolean;
      sources?: readonly string[];
      values?: Readonly<Record<string, string | number>>;
    },
  ): Promise<void> {
    const id = randomUUID();
    const now = this.clock.now();
    await this.knex('ci_items').insert({
      id,
      ref,
      class: of.class ?? null,
      title: ref,
      state: 'active',
      owned: of.owned ?? false,
      formerly: '[]',
      revision: 1,
      version: 1,
      created_at: now,
      updated_at: now,
    });
    for (const source of of.sources ?? [])
      await this.knex('ci_claims').insert({
        id: randomUUID(),
        item_id: id,
        home_id: id,
        source,
        external_id: ref,
        said: '{}',
        seen_at: now,
      });
    for (const [key, value] of Object.entries(of.values ?? {}))
      await this.knex('ci_values').insert({
        item_id: id,
        key,
        value: JSON.stringify(value),
        word: String(value).slice(0, 100).toLowerCase(),
        number: typeof value === 'number' ? value : null,
        source: of.sources?.[0] ?? 'portal',
        since: now,
      });
  }

  get number(): number {
    return this.#story;
  }

  ref = (name: string, kind = 'component') =>
    `${kind}:story${this.#story}/${name}`;

  item(name: string, said: Said = {}): Entity {
    const { kind = 'Component', title, owner, system, dependsOn = [] } = said;
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name,
        namespace: `story${this.#story}`,
        title,
        uid: `${this.#story}-${kind}-${name}`,
      },
      spec: {
        type: said.type ?? 'service',
        lifecycle: said.lifecycle ?? 'production',
      },
      relations: [
        ...(owner
          ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
          : []),
        ...(system
          ? [{ type: 'partOf', targetRef: this.ref(system, 'system') }]
          : []),
        ...dependsOn.map(n => ({
          type: 'dependsOn',
          targetRef: this.ref(n),
        })),
      ],
    };
  }

  /** What the catalog says is read, an hour after the last time. */
  async read(...entities: Entity[]): Promise<void> {
    const { writer } = this.kernel.catalog;
    this.clock.pass(HOUR);
    const reading = await writer.begin(this.clock.now());
    await writer.put(
      entities.map(e => copyEntity(e, [])),
      this.clock.now(),
      reading,
    );
    await writer.finish(reading);
    await this.kernel.followers.drain();
  }

  async gone(...names: string[]): Promise<void> {
    this.clock.pass(HOUR);
    await this.kernel.catalog.remove(
      names.map(n => this.ref(n)),
      this.clock.now(),
    );
    await this.kernel.followers.drain();
  }

  /** The lists as somebody sees them who may read all of the catalog. */
  everything(health?: CiHealthReader): CiService {
    return this.#service(this.kernel.catalogAccess, true, health);
  }

  /** The lists as somebody sees them who may read some of the catalog. */
  seeing(isSeen: (ref: string) => boolean): CiService {
    return this.#service(
      { readable: async (_, all) => new Set(all.filter(isSeen)) },
      false,
    );
  }

  #service(
    catalogAccess: CatalogAccess,
    whole: boolean,
    health?: CiHealthReader,
  ): CiService {
    return new DefaultCiService(
      {
        ...this.kernel,
        csv: { ...this.kernel.csv, maxRows: MOST_ROWS },
        catalogAccess,
        authorizer: {
          withScopes: async caller => caller,
          require: async () => {},
          readsWholeCatalog: async () => whole,
        },
      },
      new CiStore(this.knex),
      new HistoryStore(this.knex),
      { classes: async () => this.classes },
      health,
    );
  }
}

/** All pages of a list, one after the other. */
export async function allPages(
  of: CiService,
  query: CiListQuery,
): Promise<CiListItem[]> {
  const found: CiListItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await of.list(maria, { ...query, cursor });
    found.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return found;
}

/** The rows of an export. */
export async function rowsOf(of: CiService, query = {}): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of (await of.export(maria, query)).rows) rows.push(row);
  return rows;
}

export const titlesOf = (page: { items: CiListItem[] }) =>
  page.items.map(i => i.title);
export const refsOf = (page: { items: { ref: string }[] }) =>
  page.items.map(i => i.ref);
