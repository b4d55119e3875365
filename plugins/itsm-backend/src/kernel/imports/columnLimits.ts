import { InputError } from '@backstage/errors';
import { RECORD_FIELDS, textSchema } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { RegisteredType } from '../RecordTypes';

/** What a column takes. */
export interface ColumnLimit {
  /** Characters. */
  longest?: number;
  /** A whole number from minus this to this. */
  largest?: number;
}

/** Of the external id of a record; see its table. */
export const LONGEST_EXTERNAL_ID = 255;
/** Of every reference to a person or thing. */
export const LONGEST_REF = 512;

const WHOLE: Readonly<Record<string, number>> = {
  smallint: 32_767,
  integer: 2_147_483_647,
  bigint: Number.MAX_SAFE_INTEGER,
};

/**
 * What the columns of a record type's fields take, by the key of the field, as the database says it.
 * SQLite takes anything; PostgreSQL refuses a value that does not fit, and with it the thousand rows that
 * are written together. So each row is asked before.
 */
export async function columnLimits(
  knex: Knex,
  type: RegisteredType,
): Promise<ReadonlyMap<string, ColumnLimit>> {
  const own = new Set(RECORD_FIELDS.map(field => field.key));
  const records = await knex('records').columnInfo();
  const detail = type.detail ? await knex(type.detail.table).columnInfo() : {};
  const limits = new Map<string, ColumnLimit>();
  for (const { key, column } of type.fields.values()) {
    const info = (own.has(key) ? records : detail)[column];
    if (!info) continue;
    limits.set(key, {
      ...(info.maxLength ? { longest: Number(info.maxLength) } : {}),
      ...(WHOLE[info.type] ? { largest: WHOLE[info.type] } : {}),
    });
  }
  return limits;
}

/** @throws InputError naming the field, if a value does not fit its column */
export function requireFits(
  key: string,
  value: unknown,
  limit: ColumnLimit = {},
): void {
  if (typeof value === 'string') {
    if (limit.longest !== undefined && value.length > limit.longest)
      throw new InputError(
        `${key}: has ${value.length} characters, at most ${limit.longest} are kept`,
      );
    if (!textSchema.safeParse(value).success)
      throw new InputError(
        `${key}: must not contain the NUL character or half of a character`,
      );
  }
  if (typeof value === 'number' && limit.largest !== undefined) {
    if (!Number.isInteger(value))
      throw new InputError(`${key}: ${value} is no whole number`);
    if (Math.abs(value) > limit.largest)
      throw new InputError(
        `${key}: ${value} is out of range, at most ${limit.largest} is kept`,
      );
  }
}
