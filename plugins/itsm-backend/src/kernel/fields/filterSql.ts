import {
  ignoresCase,
  type FieldTest,
  type RecordFilter,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { allOf, anyOf, FALSE, TRUE, type SqlExpression } from '../access/sql';
import { worksOnSql } from '../access/worksOn';
import { customKey, openForDaysSql, testSql } from './fieldSql';
import type { RegisteredField } from './fieldSource';

/** Under which a filter is compiled. */
export interface FilterContext {
  fields: ReadonlyMap<string, RegisteredField>;
  caller: Caller;
  /** Milliseconds since the epoch. */
  now: number;
  postgres: boolean;
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');

function existsSql(
  from: string,
  inner: SqlExpression,
  ...bindings: string[]
): SqlExpression {
  return {
    sql: `exists (select 1 from ${from} and ${inner.sql})`,
    bindings: [...bindings, ...inner.bindings],
  };
}

/**
 * Who takes part is for those who work on the record; whether oneself does, everybody may ask.
 */
function participantsSql(
  role: string,
  test: FieldTest,
  context: FilterContext,
): SqlExpression {
  const { caller } = context;
  const among = (refs: readonly string[]): SqlExpression =>
    refs.length === 0
      ? FALSE
      : existsSql(
          `participants fp where fp.record_id = r.id and fp.role = '${role}'`,
          {
            sql: `fp.principal_ref in (${marks(refs)})`,
            bindings: [...refs],
          },
        );
  if (test.is !== 'oneOf') {
    const anybody = existsSql(
      `participants fp where fp.record_id = r.id and fp.role = '${role}'`,
      TRUE,
    );
    return anyOf(among(caller.ownership), allOf(worksOnSql(caller), anybody));
  }
  const asked = test.values as readonly string[];
  const own = asked.filter(ref => caller.ownership.includes(ref));
  const others = asked.filter(ref => !caller.ownership.includes(ref));
  if (others.length === 0) return among(own);
  return anyOf(among(own), allOf(worksOnSql(caller), among(others)));
}

/** Tests what is worked out. The value stands once per bound, and with it its bindings. */
function valueSql(
  value: SqlExpression,
  field: RegisteredField,
  test: FieldTest,
  context: FilterContext,
): SqlExpression {
  const folds = ignoresCase(field.definition);
  const times = test.is === 'range' ? test.bounds : [undefined];
  const parts = times.map(bound => {
    const inner = testSql(
      field,
      value.sql,
      bound ? { is: 'range', bounds: [bound] } : test,
      folds,
      context.postgres,
    );
    const uses = inner.sql.includes(value.sql);
    return {
      sql: inner.sql,
      bindings: [...(uses ? value.bindings : []), ...inner.bindings],
    };
  });
  return allOf(...parts);
}

function sourceSql(
  field: RegisteredField,
  test: FieldTest,
  context: FilterContext,
): SqlExpression {
  const { definition, source } = field;
  const folds = ignoresCase(definition);
  const of = (column: string) =>
    testSql(field, column, test, folds, context.postgres);
  switch (source.from) {
    case 'record': {
      const column = `r.${definition.column}`;
      const inner = of(column);
      return {
        sql: `(${column} is not null and ${inner.sql})`,
        bindings: inner.bindings,
      };
    }
    case 'detail': {
      const column = `fd.${definition.column}`;
      return existsSql(
        `${source.table} fd where fd.record_id = r.id and ${column} is not null`,
        of(column),
      );
    }
    case 'custom': {
      const column = `fc.${definition.column}`;
      return existsSql(
        `custom_values fc where fc.record_id = r.id and fc.field_key = ? and ${column} is not null`,
        of(column),
        customKey(field),
      );
    }
    case 'derived':
      return valueSql(openForDaysSql(context.now), field, test, context);
    case 'contributed': {
      const { caller, now, postgres } = context;
      const works = worksOnSql(caller);
      const within = { now, works, postgres };
      const made = source.field.test?.(test, within);
      if (made) return made;
      const value = source.field.value(within);
      return allOf(
        { sql: `${value.sql} is not null`, bindings: value.bindings },
        valueSql(value, field, test, context),
      );
    }
    case 'participants':
      return participantsSql(source.role, test, context);
    default: {
      const column = `fx.${definition.column}`;
      return existsSql(
        `${source.table} fx where fx.${source.key} = r.id and ${column} is not null`,
        of(column),
      );
    }
  }
}

/**
 * Compiles a filter to SQL over `records r` that never yields NULL. Values are bound; nothing that
 * a client wrote becomes SQL. A field that is for those who work on the record is empty on others,
 * so that nobody learns from a filter what a page does not show them.
 */
export function filterSql(
  filter: RecordFilter,
  context: FilterContext,
): SqlExpression {
  switch (filter.op) {
    case 'all':
      return allOf(...filter.of.map(part => filterSql(part, context)));
    case 'any':
      return anyOf(...filter.of.map(part => filterSql(part, context)));
    case 'not': {
      const inner = filterSql(filter.of, context);
      return { sql: `(not ${inner.sql})`, bindings: inner.bindings };
    }
    default: {
      const field = context.fields.get(filter.field.key)!;
      const asked = sourceSql(field, filter.test, context);
      const hidden =
        field.definition.audience === 'internal' &&
        field.source.from !== 'participants';
      return hidden ? allOf(worksOnSql(context.caller), asked) : asked;
    }
  }
}
