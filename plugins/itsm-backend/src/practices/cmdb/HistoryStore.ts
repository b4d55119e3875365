import type {
  CiEventKind,
  EntityChange,
  EntityFields,
  EntityRelation,
} from '@callboard/plugin-itsm-common';
import { rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { chunksOf } from './classes/BulkStore';
import { closeRows, insertInBulk, listOf, rowsOf } from './HistoryRowsStore';
import type { NamedPart } from './ItemNamesStore';

/** A version of a configuration item. Instants are milliseconds since the epoch. */
export interface CiVersion {
  /** Of the journal entry that made it. */
  position: number;
  ref: string;
  what: CiEventKind;
  title: string;
  validFrom: number;
  validTo?: number;
  since?: number;
  fields: EntityFields;
  change: EntityChange;
}

/** A relation with its time. */
export interface CiRelationRow extends EntityRelation {
  sourceRef: string;
}

/** A relation as the projection writes it. */
export interface TimedRelation extends CiRelationRow {
  position: number;
  validFrom: number;
  validTo?: number;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toVersion(row: any): CiVersion {
  return {
    position: Number(row.position),
    ref: row.ref,
    what: row.what,
    title: row.title,
    validFrom: Number(row.valid_from),
    validTo: instant(row.valid_to),
    since: instant(row.since),
    fields: JSON.parse(row.fields),
    change: JSON.parse(row.changes),
  };
}

/** Leaves what is told under a name of one item. */
function within(
  query: Knex.QueryBuilder,
  { ref, after, upTo }: NamedPart,
): void {
  query.where('ref', ref);
  if (after !== undefined) query.where('position', '>', after);
  if (upTo !== undefined) query.where('position', '<=', upTo);
}

/** Names that are asked about in one statement. */
const NAMES_AT_ONCE = 100;

/** The SQL of the history of configuration items. */
export class HistoryStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Versions of an item under all its names, newest first.
   *
   * @param before - only what the journal told before that position
   */
  async versions(
    parts: readonly NamedPart[],
    limit: number,
    before?: number,
  ): Promise<CiVersion[]> {
    const query = this.knex('ci_versions')
      .where(w => {
        for (const part of parts) w.orWhere(own => within(own, part));
      })
      .orderBy('position', 'desc')
      .limit(limit);
    if (before !== undefined) query.where('position', '<', before);
    return (await query).map(toVersion);
  }

  /** When the history of an item begins. */
  async knownSince(parts: readonly NamedPart[]): Promise<number | undefined> {
    const rows = await this.#ofEach(parts, own =>
      own.orderBy(['valid_from', 'position']).limit(1).select('valid_from'),
    );
    const first = Math.min(...rows.map(row => Number(row.valid_from)));
    return Number.isFinite(first) ? first : undefined;
  }

  /**
   * The version of one item that held at an instant, under whichever name it had then; undefined if there was
   * none yet. While it was there by two names, the newer one counts.
   */
  async versionOf(
    parts: readonly NamedPart[],
    instantMs: number,
  ): Promise<CiVersion | undefined> {
    return (await this.versionsOf([{ parts, at: instantMs }]))[0];
  }

  /** What {@link HistoryStore.versionOf} says of each of some items, in their order, each at an instant of its own. */
  async versionsOf(
    asked: readonly { parts: readonly NamedPart[]; at: number }[],
  ): Promise<(CiVersion | undefined)[]> {
    const each = asked.flatMap(({ parts, at }) =>
      parts.map(part => ({ part, at })),
    );
    const rows = await this.#ofEach(
      each.map(({ part }) => part),
      (own, i) =>
        own
          .where('valid_from', '<=', each[i].at)
          .orderBy([
            { column: 'valid_from', order: 'desc' },
            { column: 'position', order: 'desc' },
          ])
          .limit(1)
          .select('*', { of_part: this.knex.raw('?', [i]) }),
    );
    const byPart = new Map(
      rows.map(row => [Number(row.of_part), toVersion(row)]),
    );
    let next = 0;
    return asked.map(({ parts, at }) => {
      const found = parts.flatMap(() => byPart.get(next++) ?? []);
      const [last] = [...found].sort(
        (a, b) => b.validFrom - a.validFrom || b.position - a.position,
      );
      return (
        found.find(
          ({ what, validTo = Infinity }) => what !== 'removed' && validTo > at,
        ) ?? last
      );
    });
  }

  /**
   * The version of each item that held at an instant; absent if there was none yet. One that says
   * `removed` means that the item was not there. Costs a look into an index for each item, however
   * many versions it had before or has had since.
   */
  async at(
    refs: readonly string[],
    instantMs: number,
  ): Promise<Map<string, CiVersion>> {
    const { from, bindings } = listOf(this.knex, [...new Set(refs)]);
    const answer = await this.knex.raw(
      `select v.* from ${from} n join ci_versions v on v.position = (
         select w.position from ci_versions w
         where w.ref = n.value and w.valid_from <= ?
         order by w.valid_from desc, w.position desc limit 1)`,
      [...bindings, instantMs],
    );
    const rows: any[] = answer.rows ?? answer;
    return new Map(rows.map(row => [row.ref, toVersion(row)]));
  }

  /**
   * The relations of items, as they say them themselves, at an instant.
   *
   * @param options - `since` adds those that held at any time since then; `types` leaves only some
   */
  async relationsAt(
    refs: readonly string[],
    instantMs: number,
    options: { since?: number; types?: readonly string[] } = {},
  ): Promise<CiRelationRow[]> {
    const { since = instantMs, types } = options;
    const found: CiRelationRow[] = [];
    for (const chunk of chunksOf(refs)) {
      const query = this.knex('ci_relations')
        .whereIn('source_ref', chunk)
        .where('valid_from', '<=', instantMs)
        .where(q => q.whereNull('valid_to').orWhere('valid_to', '>', since))
        .orderBy(['source_ref', 'type', 'target_ref'])
        .distinct('source_ref', 'type', 'target_ref');
      if (types) query.whereIn('type', [...types]);
      for (const row of await query) {
        found.push({
          sourceRef: row.source_ref,
          type: row.type,
          targetRef: row.target_ref,
        });
      }
    }
    return found;
  }

  /** The relations of items, as they say them themselves, each at an instant of its own. */
  async relationsOf(
    asked: readonly { ref: string; at: number }[],
  ): Promise<(CiRelationRow & { at: number })[]> {
    if (asked.length === 0) return [];
    const { from, bindings } = rowsOf(this.knex, ['ref', 'at'], asked);
    const answer = await this.knex.raw(
      `select distinct r.source_ref, r.type, r.target_ref, n.at
       from ${from} n join ci_relations r
         on r.source_ref = n.ref and r.valid_from <= n.at
         and (r.valid_to is null or r.valid_to > n.at)
       order by r.source_ref, r.type, r.target_ref`,
      bindings,
    );
    const rows: any[] = answer.rows ?? answer;
    return rows.map(row => ({
      sourceRef: row.source_ref,
      type: row.type,
      targetRef: row.target_ref,
      at: Number(row.at),
    }));
  }

  /**
   * What the catalog says has a relation to some items now. Of these its copy has an index, while the history
   * is found by where relations come from.
   */
  async needing(
    targets: readonly string[],
    types: readonly string[],
  ): Promise<string[]> {
    const rows = await rowsAmong(
      this.knex,
      'catalog_relations',
      'target_ref',
      targets,
      ['source_ref', 'type'],
    );
    return rows.flatMap(({ source_ref: ref, type }) =>
      types.includes(type) ? ref : [],
    );
  }

  /** What names one item had between two instants, each with its time of it; none if it was not there. */
  async namesBetween(
    parts: readonly NamedPart[],
    from: number,
    to: number,
  ): Promise<{ ref: string; from: number; to: number }[]> {
    const rows = await this.#ofEach(parts, own =>
      own
        .where('valid_from', '<=', to)
        .where(w => w.whereNull('valid_to').orWhere('valid_to', '>', from))
        .whereNot('what', 'removed')
        .groupBy('ref')
        .select('ref', {
          began: this.knex.raw('min(valid_from)'),
          ended: this.knex.raw(
            'case when count(valid_to) = count(*) then max(valid_to) end',
          ),
        }),
    );
    return rows.map(({ ref, began, ended }) => ({
      ref,
      from: Math.max(from, Number(began)),
      // From the instant on in which it ends it is so no more.
      to: ended === null ? to : Math.min(to, Number(ended) - 1),
    }));
  }

  /**
   * What became of items after an instant and up to another, newest first.
   *
   * @param parts - of more items, under the names that they had
   */
  async changes(
    refs: readonly string[],
    from: number,
    to: number,
    limit: number,
    parts: readonly NamedPart[] = [],
  ): Promise<CiVersion[]> {
    const between = (query: Knex.QueryBuilder) =>
      query
        .where('valid_from', '>', from)
        .where('valid_from', '<=', to)
        .orderBy('valid_from', 'desc')
        .orderBy('position', 'desc')
        .limit(limit);
    const rows = parts.length > 0 ? await this.#ofEach(parts, between) : [];
    for (const chunk of chunksOf(refs))
      rows.push(
        ...(await between(this.knex('ci_versions').whereIn('ref', chunk))),
      );
    const found = new Map(rows.map(row => [row.position, toVersion(row)]));
    return [...found.values()]
      .sort((a, b) => b.validFrom - a.validFrom || b.position - a.position)
      .slice(0, limit);
  }

  /**
   * What became of items across the catalog, newest first, each with its kind and owner as they are
   * now; to be seen for the first time is not among it.
   *
   * @param before - only what the journal told before that position
   */
  async told(
    limit: number,
    before?: number,
  ): Promise<{ version: CiVersion; kind?: string; ownerRef?: string }[]> {
    const newest = this.knex('ci_versions as v')
      .whereRaw(`(v.what <> 'added' or v.since is not null)`)
      .orderBy('v.position', 'desc')
      .limit(limit);
    if (before !== undefined) newest.where('v.position', '<', before);
    const rows = await this.knex
      .from(newest.as('v'))
      .leftJoin('catalog_entities as e', 'e.ref', 'v.ref')
      .orderBy('v.position', 'desc')
      .select('v.*', 'e.kind as item_kind', 'e.owner_ref as item_owner');
    return rows.map(row => ({
      version: toVersion(row),
      kind: row.item_kind ?? undefined,
      ownerRef: row.item_owner ?? undefined,
    }));
  }

  /** Rows that are asked of each name, a hundred in one statement: each is a look into an index. */
  async #ofEach(
    parts: readonly NamedPart[],
    ask: (own: Knex.QueryBuilder, i: number) => Knex.QueryBuilder,
  ): Promise<any[]> {
    const queries = parts.map((part, i) =>
      this.knex.select('*').from(
        ask(
          this.knex('ci_versions').where(own => within(own, part)),
          i,
        ).as(`n${i}`),
      ),
    );
    const found: any[] = [];
    for (const [first, ...rest] of chunksOf(queries, NAMES_AT_ONCE))
      found.push(...(await (rest.length > 0 ? first.unionAll(rest) : first)));
    return found;
  }

  /** The newest version of each of the items, for the projection. */
  async newest(
    tx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<Map<string, CiVersion>> {
    const found = new Map<string, CiVersion>();
    for (const chunk of chunksOf(refs)) {
      const rows = await tx('ci_versions')
        .whereIn('ref', chunk)
        .whereNull('valid_to');
      for (const row of rows) found.set(row.ref, toVersion(row));
    }
    return found;
  }

  /** Adds versions and relations, and ends those that are no longer so. */
  async write(
    tx: Knex.Transaction,
    made: {
      versions: readonly CiVersion[];
      relations: readonly TimedRelation[];
      endedVersions: ReadonlyMap<number, number>;
      endedRelations: readonly (CiRelationRow & { at: number })[];
    },
  ): Promise<void> {
    await closeRows(
      tx,
      'ci_versions',
      ['position'],
      [...made.endedVersions].map(([position, at]) => ({ position, at })),
    );
    await closeRows(
      tx,
      'ci_relations',
      ['source_ref', 'type', 'target_ref'],
      made.endedRelations.map(({ sourceRef, type, targetRef, at }) => ({
        source_ref: sourceRef,
        type,
        target_ref: targetRef,
        at,
      })),
    );
    await insertInBulk(
      tx,
      'ci_versions',
      made.versions.map(v => ({
        position: v.position,
        ref: v.ref,
        what: v.what,
        title: v.title,
        valid_from: v.validFrom,
        valid_to: v.validTo ?? null,
        since: v.since ?? null,
        fields: JSON.stringify(v.fields),
        changes: JSON.stringify(v.change),
      })),
    );
    await insertInBulk(
      tx,
      'ci_relations',
      made.relations.map(r => ({
        position: r.position,
        source_ref: r.sourceRef,
        type: r.type,
        target_ref: r.targetRef,
        valid_from: r.validFrom,
        valid_to: r.validTo ?? null,
      })),
    );
  }

  /** Empties the history, to be made again from the journal. */
  async clear(tx: Knex.Transaction): Promise<void> {
    await tx('ci_relations').delete();
    await tx('ci_versions').delete();
  }
}
