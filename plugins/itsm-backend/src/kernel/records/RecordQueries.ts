import { readPredicate } from '@callboard/plugin-itsm-common';
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
import { filterSql } from '../fields/filterSql';
import type { RegisteredType } from '../RecordTypes';
import { matchSql, type SearchDialect } from '../search/matchSql';
import { applyFilters, namesOf } from './listFilters';

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

  /** A predicate that a client wrote, as SQL. @throws InputError that names the path of the fault */
  predicateSql(
    caller: Caller,
    types: readonly RegisteredType[],
    predicate: unknown,
    name = 'filter',
  ): SqlExpression {
    const fields = this.registry.fieldsOf(types);
    const now = this.clock.now();
    const filter = readPredicate(
      predicate,
      this.registry.definitionsOf(fields),
      { now, me: caller.ref, mine: caller.ownership },
      name,
    );
    const { postgres } = this.dialect;
    return filterSql(filter, { fields, caller, now, postgres });
  }

  /**
   * Reads what is asked for, and gives a maker of queries over `records as r` for it. Statements there are
   * only where an entity or services are asked for: for the names that these had.
   *
   * @param name - what the predicate is called in errors
   */
  async prepare(
    caller: Caller,
    types: readonly RegisteredType[],
    options: RecordListOptions,
    name?: string,
  ): Promise<() => Knex.QueryBuilder> {
    const conditions: SqlExpression[] = [];
    if (options.filter !== undefined) {
      conditions.push(this.predicateSql(caller, types, options.filter, name));
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
    return () => {
      const query = this.knex('records as r').whereRaw(
        readable.sql,
        readable.bindings,
      );
      if (types.length === 1) query.where('r.type', types[0].type);
      applyFilters(query, asked);
      return query;
    };
  }
}
