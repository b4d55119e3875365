import type { StatusCategory } from '@callboard/plugin-itsm-common';
import {
  formerNames,
  rowsAmong,
  type Caller,
  type RecordListOptions,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { SqlExpression } from '../access/sql';
import type { RegisteredType } from '../RecordTypes';

function people(values: readonly string[], caller: Caller): string[] {
  return values
    .map(v => (v === 'me' ? caller.ref : v))
    .filter(v => v !== 'none');
}

/**
 * What an entity stands for in a list: itself, the parts of a system, and what it was called
 * before it was renamed. Asked first, as a statement of its own: with the names at hand
 * PostgreSQL knows how few records they select and goes by the indexes; with a subquery in their
 * place it reads all records.
 */
export async function namesOf(knex: Knex, entity: string): Promise<string[]> {
  const [parts, former] = await Promise.all([
    rowsAmong(
      knex,
      'catalog_entities',
      'system_ref',
      [entity],
      ['system_ref', 'ref'],
    ),
    formerNames(knex, [entity]),
  ]);
  return [...new Set([entity, ...parts.map(row => row.ref), ...former])];
}

/** Leaves the records that touch one of the entities. */
export function filterEntity(
  query: Knex.QueryBuilder,
  names: readonly string[],
  types: readonly RegisteredType[],
): void {
  // Found by index in each table and united; an OR over tables would read all records.
  query.whereIn('r.id', ids => {
    ids.select('id').from('records').whereIn('service_ref', names);
    for (const type of types) {
      for (const field of type.detail?.fields ?? []) {
        if (field.type !== 'entity') continue;
        ids.union(u =>
          u
            .select('record_id')
            .from(type.detail!.table)
            .whereIn(field.column, names),
        );
      }
    }
    ids.union(u => u.select('from_id').from('links').whereIn('to_ref', names));
  });
}

/** What a list is asked for, with all that had to be looked up first. */
export interface ListQuestion {
  options: RecordListOptions;
  types: readonly RegisteredType[];
  caller: Caller;
  /** What the entity asked for stands for. */
  names?: readonly string[];
  /** The services asked for, under all names that they had. */
  services?: readonly string[];
  /** The predicate, the search words and the like, as SQL. */
  conditions: readonly SqlExpression[];
}

/** What statuses mean: it adds nothing, but indexes know categories only. */
function categoriesOf(
  statuses: readonly string[] | undefined,
  types: readonly RegisteredType[],
): StatusCategory[] | undefined {
  if (!statuses) return undefined;
  const found = types.flatMap(({ lifecycle }) =>
    statuses.flatMap(status => lifecycle.states[status]?.category ?? []),
  );
  return [...new Set(found)];
}

/** Leaves the records that the caller asks for. */
export function applyFilters(
  query: Knex.QueryBuilder,
  question: ListQuestion,
): void {
  const { options, caller, types, names, services } = question;
  if (options.status?.length) query.whereIn('r.status', options.status);
  const categories = options.category ?? categoriesOf(options.status, types);
  if (categories?.length) query.whereIn('r.status_category', categories);
  if (options.priority?.length) query.whereIn('r.priority', options.priority);
  if (services?.length) query.whereIn('r.service_ref', [...services]);
  if (options.owner?.length) {
    const owners = options.owner.flatMap(o =>
      o === 'mine' ? caller.ownership : [o],
    );
    query.whereIn('r.owner_ref', owners);
  }
  if (options.assignee?.length) {
    query.where(w => {
      w.whereIn('r.assignee_ref', people(options.assignee!, caller));
      if (options.assignee!.includes('none')) w.orWhereNull('r.assignee_ref');
    });
  }
  if (options.requester?.length) {
    const who = people(options.requester, caller);
    query.where(w =>
      w.whereIn('r.requester_ref', who).orWhereIn('r.requested_for_ref', who),
    );
  }
  if (names) filterEntity(query, names, types);
  for (const { sql, bindings } of question.conditions)
    query.whereRaw(sql, bindings);
}
