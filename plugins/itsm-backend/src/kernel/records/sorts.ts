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

/** What stands for an empty field: beyond any value of a record, so that it comes last in either order. */
const EMPTY_NUMBER = {
  asc: Number.MAX_SAFE_INTEGER,
  desc: Number.MIN_SAFE_INTEGER,
};
const EMPTY_TEXT = { asc: '\u{10ffff}', desc: '' };

/** Who asks, and when: some values depend on it. */
interface SortContext {
  now: number;
  postgres: boolean;
  /** Whether the caller works on a record. */
  works: SqlExpression;
  /** The fields as the caller knows them. */
  fields: ReadonlyMap<string, RegisteredField>;
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
      return (source.field.rank ?? source.field.value)(context);
    default:
      return {
        sql: `(select sc.${definition.column} from custom_values sc where sc.record_id = r.id and sc.field_key = ?)`,
        bindings: [customKey(field)],
      };
  }
}

function fieldSort(
  field: RegisteredField,
  context: SortContext,
  asked: Sort['order'] | undefined,
): Sort {
  const { definition, source } = field;
  const { sql, bindings } = valueSql(field, context);
  const ranked = source.from === 'contributed' && source.field.rank;
  const numeric =
    Boolean(ranked) ||
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
        bindings: [...bindings, EMPTY_TEXT[asked ?? 'asc']],
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
  const order = definition.type === 'instant' ? 'desc' : 'asc';
  return {
    ...base,
    sql: {
      sql: `coalesce(cast(${number} as ${cast}), ?)`,
      bindings: [...bindings, EMPTY_NUMBER[asked ?? order]],
    },
    kind: 'number',
    cast,
    order,
  };
}

/** Added to sums, so that all have as many digits, and are in the order of their texts. */
const ALIKE = 20_000_000_000_000;

/**
 * Sums are in order within each currency: those in the usual one first, the others behind them by currency.
 * Which of two currencies is more, nobody can say here.
 */
function sumSort(
  { definition }: RegisteredField,
  currency: RegisteredField,
  order: Sort['order'],
): Sort {
  const [sum, code] = [definition, currency.definition].map(
    ({ column }) => `d.${column}`,
  );
  const [usual, other] = order === 'asc' ? ['0', '1'] : ['1', '0'];
  return {
    key: definition.key,
    sql: {
      sql: `coalesce(case when ${code} = ? then '${usual}' else '${other}' end || ${code} || cast(${sum} + ${ALIKE} as text), ?)`,
      bindings: [definition.usualCurrency ?? '', EMPTY_TEXT[order]],
    },
    kind: 'text',
    cast: 'text',
    detail: true,
    indexed: false,
    order: 'asc',
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
 * @param order - in which order, if that was asked for: what is empty comes last whichever it is
 * @throws InputError for what is no field, or none to sort by
 */
export function sortOf(
  given: string | undefined,
  types: readonly RegisteredType[],
  registry: FieldRegistry,
  context: SortContext,
  order?: Sort['order'],
): Sort {
  const asked = given ?? 'updated';
  const key = Object.hasOwn(SAME, asked) ? SAME[asked] : asked;
  if (Object.hasOwn(INDEXED, key)) return INDEXED[key];
  if (key === 'number' && types.length === 1) return numberSort(types[0]);
  const { fields } = context;
  const field = registry.require(fields, key, 'sort');
  if (!isSortable(field.definition) || key === 'number') {
    throw new InputError(
      `sort: lists cannot be sorted by ${field.definition.label}; try updated, created or priority`,
    );
  }
  const currency = fields.get(field.definition.currencyIn ?? '');
  return currency && field.source.from === 'detail'
    ? sumSort(field, currency, order ?? 'asc')
    : fieldSort(field, context, order);
}
