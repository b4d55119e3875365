import {
  CATALOG_SOURCE,
  KINDS_BESIDE,
  PORTAL_SOURCE,
  type CiClass,
  type CiClaimValue,
  type CiHealthFacts,
  type CiItemState,
  type HealthRelation,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { classFor } from '../classes';
import { chunksOf, rowsAmong } from '../classes/BulkStore';
import { parseRedundancy, type DeclaredRedundancy } from '../impact/redundancy';

const REDUNDANCY = 'annotations.callboard.dev/redundancy';
/** What says who owns something; whether there is an owner is a check of its own. */
const OWNERSHIP = new Set(['ownedBy', 'ownerOf']);
/** Kinds of which no health is kept. */
export const NOT_EVALUATED = ['user', ...KINDS_BESIDE];

/** What facts are read with, beside the database. */
export interface FactsBasis {
  classes: readonly CiClass[];
  /** Definitions of redundancy. */
  redundancies: readonly DeclaredRedundancy[];
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string) {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Reads what is known of configuration items, for checks. A dozen statements for any number. */
export class HealthFactsStore {
  /** @param knex - the database, or the transaction to read in */
  constructor(private readonly knex: Knex) {}

  /** Items from one on by reference, to look at all of them; those too that are gone. */
  async refsAfter(ref: string, limit: number): Promise<string[]> {
    const rows = await this.knex('catalog_entities')
      .where('ref', '>', ref)
      .whereNotIn('kind', NOT_EVALUATED)
      .orderBy('ref')
      .limit(limit)
      .select('ref');
    return rows.map(row => row.ref);
  }

  /** The facts of items, in the order asked; of what the catalog has not, there are none. */
  async read(
    refs: readonly string[],
    basis: FactsBasis,
  ): Promise<CiHealthFacts[]> {
    const { knex } = this;
    const all: any[] = await rowsAmong(knex, 'catalog_entities', 'ref', refs, [
      'ref',
      'kind',
      'title',
      'type',
      'lifecycle',
      'owner_ref',
      'system_ref',
      'fields',
      'removed_at',
    ]);
    const entities = all.filter(
      row => row.removed_at === null && !NOT_EVALUATED.includes(row.kind),
    );
    if (entities.length === 0) return [];
    const there = entities.map(row => row.ref as string);
    const relations: any[] = (
      await rowsAmong(knex, 'catalog_relations', 'source_ref', there)
    ).filter(
      row => !OWNERSHIP.has(row.type) && !row.target_ref.startsWith('user:'),
    );
    const named = [
      ...relations.map(row => row.target_ref as string),
      ...entities.flatMap(row => (row.owner_ref ? [row.owner_ref] : [])),
    ];
    const found = await rowsAmong(knex, 'catalog_entities', 'ref', named, [
      'ref',
      'removed_at',
    ]);
    const exists = new Set(
      found.filter(row => row.removed_at === null).map(row => row.ref),
    );
    const relationsOf = groupBy(relations, row => row.source_ref);
    const items = await this.#items(there);
    const times = await this.#times(there);
    const confirmed = new Map<string, number>(
      (
        await rowsAmong(knex, 'ci_attestations', 'ref', there, [
          'ref',
          'confirmed_at',
        ])
      ).flatMap(row =>
        row.confirmed_at === null ? [] : [[row.ref, Number(row.confirmed_at)]],
      ),
    );
    const declared = groupBy(basis.redundancies, r => r.ref);
    const classes = new Map(basis.classes.map(c => [c.key, c]));
    const byRef = new Map(
      entities.map((row): [string, CiHealthFacts] => {
        const { ref, kind } = row;
        const type = row.type ?? undefined;
        const fields = row.fields === null ? {} : JSON.parse(row.fields);
        const item = items.get(ref);
        const ciClass =
          classes.get(item?.class ?? '') ??
          classFor(basis.classes, { kind, type });
        return [
          ref,
          {
            ref,
            kind,
            type,
            title: row.title,
            lifecycle: row.lifecycle ?? undefined,
            tags: Array.isArray(fields.tags) ? fields.tags.map(String) : [],
            fields,
            class: ciClass,
            owner: row.owner_ref
              ? { ref: row.owner_ref, exists: exists.has(row.owner_ref) }
              : undefined,
            systemRef: row.system_ref ?? undefined,
            attributes: item?.values ?? {},
            relations: (relationsOf.get(ref) ?? []).map(
              (r): HealthRelation => ({
                type: r.type,
                target: r.target_ref,
                exists: exists.has(r.target_ref),
              }),
            ),
            sources: item?.sources,
            duplicates: item?.duplicates ?? [],
            redundancy: this.#redundancy(
              ref,
              fields[REDUNDANCY],
              declared.get(ref) ?? [],
            ),
            ...times.get(ref),
            confirmedAt: confirmed.get(ref),
          },
        ];
      }),
    );
    return refs.flatMap(ref => byRef.get(ref) ?? []);
  }

  #redundancy(
    ref: string,
    annotation: unknown,
    defined: readonly DeclaredRedundancy[],
  ): CiHealthFacts['redundancy'] {
    const said = typeof annotation === 'string' ? annotation : undefined;
    if (said === undefined && defined.length === 0) return undefined;
    const read =
      said === undefined
        ? { declared: [], faults: [] }
        : parseRedundancy(said, ref);
    return {
      faults: read.faults,
      declared: [...read.declared, ...defined].map(({ atLeast, of }) => ({
        atLeast,
        of,
      })),
    };
  }

  /** What sources say of items, by reference. */
  async #items(refs: readonly string[]): Promise<
    Map<
      string,
      {
        class?: string;
        values: Record<string, CiClaimValue>;
        sources: NonNullable<CiHealthFacts['sources']>;
        duplicates: CiHealthFacts['duplicates'][number][];
      }
    >
  > {
    const { knex } = this;
    const rows: any[] = (
      await rowsAmong(knex, 'ci_items', 'ref', refs, [
        'id',
        'ref',
        'class',
        'state',
      ])
    ).filter(row => row.state !== 'merged');
    const ids = rows.map(row => row.id as string);
    const values = groupBy(
      await rowsAmong(knex, 'ci_values', 'item_id', ids, [
        'item_id',
        'key',
        'value',
      ]),
      row => row.item_id,
    );
    const claims = groupBy(
      (
        await rowsAmong(knex, 'ci_claims', 'item_id', ids, [
          'item_id',
          'source',
          'seen_at',
        ])
      ).filter(
        row => row.source !== PORTAL_SOURCE && row.source !== CATALOG_SOURCE,
      ),
      row => row.item_id,
    );
    const pairs = await this.#pairs(ids);
    return new Map(
      rows.map(row => {
        const said = claims.get(row.id) ?? [];
        return [
          row.ref,
          {
            class: row.class ?? undefined,
            values: Object.fromEntries(
              (values.get(row.id) ?? []).map(v => [v.key, JSON.parse(v.value)]),
            ),
            sources: {
              state: row.state as CiItemState,
              names: [...new Set(said.map(c => c.source as string))].sort(),
              seenAt:
                said.length === 0
                  ? undefined
                  : Math.max(...said.map(c => Number(c.seen_at))),
            },
            duplicates: pairs.get(row.id) ?? [],
          },
        ];
      }),
    );
  }

  /** What each item may be the same as. */
  async #pairs(
    ids: readonly string[],
  ): Promise<Map<string, { ref: string; value: string }[]>> {
    const columns = ['id', 'a_id', 'b_id', 'value', 'state'];
    const { knex } = this;
    const found = new Map<string, any>();
    for (const side of ['a_id', 'b_id'])
      for (const row of await rowsAmong(
        knex,
        'ci_duplicates',
        side,
        ids,
        columns,
      ))
        if (row.state === 'open') found.set(row.id, row);
    const rows = [...found.values()];
    const refs = new Map<string, string>(
      (
        await rowsAmong(
          knex,
          'ci_items',
          'id',
          rows.flatMap(row => [row.a_id, row.b_id]),
          ['id', 'ref'],
        )
      ).map(row => [row.id, row.ref]),
    );
    const pairs = new Map<string, { ref: string; value: string }[]>();
    for (const { a_id: a, b_id: b, value } of rows)
      for (const [own, other] of [
        [a, b],
        [b, a],
      ])
        pairs.set(own, [
          ...(pairs.get(own) ?? []),
          { ref: refs.get(other)!, value },
        ]);
    return pairs;
  }

  /** When items were first known, and when they last changed. */
  async #times(
    refs: readonly string[],
  ): Promise<Map<string, { createdAt?: number; changedAt?: number }>> {
    const times = new Map<string, { createdAt?: number; changedAt?: number }>();
    for (const chunk of chunksOf([...new Set(refs)])) {
      const rows: any[] = await this.knex('ci_versions')
        .whereIn('ref', chunk)
        .groupBy('ref')
        .select('ref')
        .min({ first: 'valid_from' })
        .max({ last: 'valid_from' });
      for (const row of rows)
        times.set(row.ref, {
          createdAt: instant(row.first),
          changedAt: instant(row.last),
        });
    }
    return times;
  }
}
