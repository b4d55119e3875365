import type { RecordCondition } from '@callboard/plugin-itsm-node';

/**
 * Whether a column has one of any number of values, which are one parameter. Never NULL where the column is
 * not.
 */
export const amongSql = (
  column: string,
  values: readonly string[],
  postgres: boolean,
): RecordCondition => ({
  sql: postgres
    ? `${column} in (select jsonb_array_elements_text(cast(? as jsonb)))`
    : `${column} in (select value from json_each(?))`,
  bindings: [JSON.stringify(values)],
});
