import { InputError } from '@backstage/errors';
import { isNumeric, isSortable } from '@callboard/plugin-itsm-common';
import type { SqlExpression } from '../access/sql';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RegisteredField } from '../fields/fieldSource';
import { customKey, lowerSql, openForDaysSql } from '../fields/fieldSql';
import type { RegisteredType } from '../RecordTypes';

/** A field that lists without an index are sorted by must leave no more records than this. */
export const SORTS_UP_TO = 10_000;

/** How a list is sorted: by a value that no record lacks, then by id. */
export interface Sort {
  key: string;
  sql: SqlExpression;
  /** How the value at the edge of a page is kept in a cursor. */
  kind: 'integer' | 'number' | 'text';
  /** The type to which a value from a cursor is cast. */
  cast: string;
  /** Whether it looks at the practice's table, as `d`. */
  detail?: boolean;
  /** Whether an index has it in order. */
  indexed: boolean;
  /** The order if none is asked for. */
  order: 'asc' | 'desc';
}

const instant = (key: string, sql: string): Sort => ({
  key,
  sql: { sql, bindings: [] },
  kind: 'integer',
  cast: 'bigint',
  indexed: true,
  order: 'desc',
});

const INDEXED: Record<string, Sort> = {
  updated: instant('updated', 'r.updated_at'),
  created: instant('created', 'r.created_at'),
  // No priority comes last.
  priority: {
    ...instant('priority', 'coalesce(r.priority, 9)'),
    order: 'asc',
  },
};
const SAME: Record<string, string> = {
  updatedAt: 'updated',
  createdAt: 'created',
};

/** Greater than any value of a record, so that empty fields come last. */
const LAST_NUMBER = Number.MAX_SAFE_INTEGER;
const LAST_TEXT = '\u{10ffff}';

/** Who asks, and when: some values depend on it. */
interface SortContext {
  now: number;
  postgres: boolean;
  /** Whether the caller works on a record. */
  works: SqlExpression;
}

function valueSql(field: RegisteredField, context: SortContext): SqlExpression {
  const { definition, source } = field;
  switch (source.from) {
    case 'record':
      return { sql: `r.${definition.column}`, bindings: [] };
    case 'detail':
      return { sql: `d.${definition.column}`, bindings: [] };
    case 'derived':
      return openForDaysSql(context.now);
    case 'contributed':
      return source.field.value(context);
    default:
      return {
        sql: `(select sc.${definition.column} from custom_values sc where sc.record_id = r.id and sc.field_key = ?)`,
        bindings: [customKey(field)],
      };
  }
}

function fieldSort(field: RegisteredField, context: SortContext): Sort {
  const { definition, source } = field;
  const { sql, bindings } = valueSql(field, context);
  const numeric =
    isNumeric(definition) ||
    definition.type === 'instant' ||
    definition.type === 'boolean';
  const detail = source.from === 'detail';
  const base = { key: definition.key, indexed: false, detail };
  if (!numeric) {
    const text = lowerSql(sql, context.postgres);
    return {
      ...base,
      sql: {
        sql: `coalesce(${text}, ?)`,
        bindings: [...bindings, LAST_TEXT],
      },
      kind: 'text',
      cast: 'text',
      order: 'asc',
    };
  }
  const number =
    definition.type === 'boolean' && !definition.custom
      ? `(case when ${sql} then 1 else 0 end)`
      : sql;
  const cast = context.postgres ? 'double precision' : 'real';
  return {
    ...base,
    sql: {
      sql: `coalesce(cast(${number} as ${cast}), ?)`,
      bindings: [...bindings, LAST_NUMBER],
    },
    kind: 'number',
    cast,
    order: definition.type === 'instant' ? 'desc' : 'asc',
  };
}

/** Numbers are sorted as numbers, INC-9 before INC-10; only within one type do they say anything. */
function numberSort(type: RegisteredType): Sort {
  return {
    key: 'number',
    sql: {
      sql: `cast(substr(r.number, ${type.prefix.length + 2}) as bigint)`,
      bindings: [],
    },
    kind: 'integer',
    cast: 'bigint',
    indexed: false,
    order: 'desc',
  };
}

/**
 * What a list is sorted by.
 *
 * @throws InputError for what is no field, or none to sort by
 */
export function sortOf(
  given: string | undefined,
  types: readonly RegisteredType[],
  registry: FieldRegistry,
  context: SortContext,
): Sort {
  const asked = given ?? 'updated';
  const key = Object.hasOwn(SAME, asked) ? SAME[asked] : asked;
  if (Object.hasOwn(INDEXED, key)) return INDEXED[key];
  if (key === 'number' && types.length === 1) return numberSort(types[0]);
  const fields = registry.fieldsOf(types);
  const field = registry.require(fields, key, 'sort');
  if (!isSortable(field.definition) || key === 'number') {
    throw new InputError(
      `sort: lists cannot be sorted by ${field.definition.label}; try updated, created or priority`,
    );
  }
  return fieldSort(field, context);
}
