import {
  capitalsOf,
  CUSTOM_PREFIX,
  type FieldTest,
  type FilterValue,
} from '@callboard/plugin-itsm-common';
import type { SqlExpression } from '../access/sql';
import type { RegisteredField } from './fieldSource';

/** The column of `custom_values` under which a custom field's values stand. */
export const customKey = (field: RegisteredField) =>
  field.definition.key.slice(CUSTOM_PREFIX.length);

const DAY = 86_400_000;

/** Whole days from filing until it was over, or until now. Integer division on both engines. */
export function openForDaysSql(now: number): SqlExpression {
  return {
    sql: `((coalesce(r.resolved_at, r.closed_at, cast(? as bigint)) - r.created_at) / ${DAY})`,
    bindings: [now],
  };
}

/** {@link openForDaysSql} in memory. */
export function openForDays(
  record: { createdAt: number; resolvedAt?: number; closedAt?: number },
  now: number,
): number {
  const until = record.resolvedAt ?? record.closedAt ?? now;
  return Math.trunc((until - record.createdAt) / DAY);
}

/** A text folded for A to Z only; both engines agree on that much by themselves. */
export function lowerSql(sql: string, postgres: boolean): string {
  return postgres ? `lower(${sql} collate "C")` : `lower(${sql})`;
}

/** A text folded as `foldCase` does, as far as the folded texts it is compared with can tell. */
function foldSql(
  column: string,
  folded: readonly string[],
  postgres: boolean,
): SqlExpression {
  let sql = lowerSql(column, postgres);
  const bindings: string[] = [];
  for (const [capital, small] of capitalsOf(folded.join(''))) {
    sql = `replace(${sql}, ?, ?)`;
    bindings.push(capital, small);
  }
  return { sql, bindings };
}

/** A value as the columns of its field hold it. */
function valueSql(field: RegisteredField, value: FilterValue): SqlExpression {
  const { type, custom } = field.definition;
  if (type === 'instant')
    return { sql: 'cast(? as bigint)', bindings: [value] };
  if (typeof value === 'boolean')
    return custom
      ? { sql: 'cast(? as integer)', bindings: [value ? 1 : 0] }
      : { sql: '?', bindings: [value] };
  if (typeof value === 'number') {
    const small = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    // An integer column compared with a number of another type would not go by its index.
    const as = small ? 'integer' : 'numeric';
    return { sql: `cast(? as ${as})`, bindings: [value] };
  }
  return { sql: '?', bindings: [value] };
}

function oneOfSql(
  field: RegisteredField,
  column: string,
  values: readonly FilterValue[],
  folds: boolean,
  postgres: boolean,
): SqlExpression {
  const left = folds
    ? foldSql(column, values.map(String), postgres)
    : { sql: column, bindings: [] };
  const right = values.map(value => valueSql(field, value));
  return {
    sql: `${left.sql} in (${right.map(r => r.sql).join(', ')})`,
    bindings: [...left.bindings, ...right.flatMap(r => r.bindings)],
  };
}

/**
 * A test over a column that has a value. Not to be used on a NULL.
 *
 * @param folds - whether case is ignored
 */
export function testSql(
  field: RegisteredField,
  column: string,
  test: FieldTest,
  folds: boolean,
  postgres: boolean,
): SqlExpression {
  switch (test.is) {
    case 'present':
      return { sql: '1 = 1', bindings: [] };
    case 'oneOf':
      return test.values.length === 0
        ? { sql: '1 = 0', bindings: [] }
        : oneOfSql(field, column, test.values, folds, postgres);
    case 'prefix': {
      const left = field.definition.capitals
        ? { sql: column, bindings: [] }
        : foldSql(column, [test.prefix], postgres);
      return {
        sql: `substr(${left.sql}, 1, ${[...test.prefix].length}) = ?`,
        bindings: [...left.bindings, test.prefix],
      };
    }
    default: {
      const parts = test.bounds.map(b => {
        const value = valueSql(field, b.value);
        return {
          sql: `${column} ${b.by} ${value.sql}`,
          bindings: value.bindings,
        };
      });
      return {
        sql: `(${parts.map(p => p.sql).join(' and ')})`,
        bindings: parts.flatMap(p => p.bindings),
      };
    }
  }
}
