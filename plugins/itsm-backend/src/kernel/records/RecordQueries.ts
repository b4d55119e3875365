import {
  readPredicate,
  type RecordFilter,
} from '@callboard/plugin-itsm-common';
import {
  namesOfEntities,
  type Caller,
  type Clock,
  type RecordListOptions,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql, type SqlExpression } from '../access/sql';
import { isPostgres } from '../database';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RegisteredField } from '../fields/fieldSource';
import { fieldsFor, keysIn } from '../fields/fieldsFor';
import { filterSql } from '../fields/filterSql';
import type { RegisteredType } from '../RecordTypes';
import { matchSql, type SearchDialect } from '../search/matchSql';
import { applyFilters, namesOf } from './listFilters';

const NO_FIELDS: ReadonlyMap<string, RegisteredField> = new Map();

/** What records are asked for, ready for statements. */
export interface PreparedQuery {
  /** Makes a query over `records as r`. */
  base: () => Knex.QueryBuilder;
  /** The fields as the caller knows them; none if none were asked for. */
  fields: ReadonlyMap<string, RegisteredField>;
}

/** Builds the queries of lists, counts, exports and searches: permission first, then the filters. */
export class RecordQueries {
  readonly knex: Knex;
  readonly registry: FieldRegistry;
  readonly clock: Clock;
  readonly dialect: SearchDialect;

  constructor(deps: {
    knex: Knex;
    registry: FieldRegistry;
    clock: Clock;
    /** PostgreSQL's text search configuration. */
    language: string;
  }) {
    this.knex = deps.knex;
    this.registry = deps.registry;
    this.clock = deps.clock;
    this.dialect = {
      postgres: isPostgres(deps.knex),
      language: deps.language,
    };
  }

  #read(
    caller: Caller,
    fields: ReadonlyMap<string, RegisteredField>,
    predicate: unknown,
    name: string,
  ): RecordFilter {
    return readPredicate(
      predicate,
      this.registry.definitionsOf(fields),
      { now: this.clock.now(), me: caller.ref, mine: caller.ownership },
      name,
    );
  }

  /**
   * Reads what is asked for, and gives a maker of queries over `records as r` for it. Statements there are
   * only where an entity or services are asked for, for the names that these had, and where a field is asked
   * for that depends on who asks.
   *
   * @param name - what the predicate is called in errors
   * @throws InputError that names the path of the fault
   * @throws NotAllowedError for a field that the caller may not know
   */
  async prepare(
    caller: Caller,
    types: readonly RegisteredType[],
    options: RecordListOptions,
    name?: string,
  ): Promise<() => Knex.QueryBuilder> {
    return (await this.prepareWith(caller, types, options, { name })).base;
  }

  /**
   * See {@link prepare}.
   *
   * @param also - keys of fields that the statement sorts by or shows
   */
  async prepareWith(
    caller: Caller,
    types: readonly RegisteredType[],
    options: RecordListOptions,
    { name = 'filter', also = [] }: { name?: string; also?: readonly string[] },
  ): Promise<PreparedQuery> {
    const conditions: SqlExpression[] = [];
    const asksFields = options.filter !== undefined || also.length > 0;
    const all = asksFields ? this.registry.fieldsOf(types) : NO_FIELDS;
    const filter =
      options.filter === undefined
        ? undefined
        : this.#read(caller, all, options.filter, name);
    const keys = filter ? [...keysIn(filter), ...also] : also;
    const fields = await fieldsFor(caller, all, keys);
    if (filter) {
      const now = this.clock.now();
      const { postgres } = this.dialect;
      conditions.push(filterSql(filter, { fields, caller, now, postgres }));
    }
    if (options.q) conditions.push(matchSql(caller, options.q, this.dialect));
    const names = options.entity
      ? await namesOf(this.knex, options.entity)
      : undefined;
    const services = options.service?.length
      ? [...(await namesOfEntities(this.knex, options.service)).keys()]
      : undefined;
    const asked = { options, types, caller, names, services, conditions };
    const readable = readableSql(caller, types);
    const base = () => {
      const query = this.knex('records as r').whereRaw(
        readable.sql,
        readable.bindings,
      );
      if (types.length === 1) query.where('r.type', types[0].type);
      applyFilters(query, asked);
      return query;
    };
    return { base, fields };
  }
}
