import { InputError } from '@backstage/errors';
import { textSchema } from '@callboard/plugin-itsm-common';
import { sha256 } from '../journal/canonical';

/** The sort value of a row. */
export type CursorValue = number | string;

/** A place in a keyset-paged list. */
export interface Cursor<V extends CursorValue = CursorValue> {
  /** The sort value of the row at the edge of the page. */
  value: V;
  /** The tie-breaker of that row. */
  id: string;
  /** Which way to read from there. */
  direction: 'next' | 'prev';
}

/** A short mark of what a list was asked for, so that a cursor is only used where it belongs. */
export function listFingerprint(question: unknown): string {
  return sha256(JSON.stringify(question)).slice(0, 12);
}

/** Writes a cursor; opaque to clients. */
export function encodeCursor(cursor: Cursor, fingerprint: string): string {
  return Buffer.from(
    JSON.stringify([fingerprint, cursor.value, cursor.id, cursor.direction]),
  ).toString('base64url');
}

const IS_VALUE = {
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  text: (value: unknown) =>
    typeof value === 'string' &&
    value.length <= 1000 &&
    textSchema.safeParse(value).success,
} as const;

/** What the sort values of a list are. */
export type CursorKind = keyof typeof IS_VALUE;

/**
 * Reads a cursor. It carries no right: the page behind it is authorized anew.
 *
 * @param kind - what the sort values of the list are
 * @throws InputError if it is no cursor, or one of another list
 */
export function decodeCursor<K extends CursorKind = 'integer'>(
  text: string,
  fingerprint: string,
  kind: K = 'integer' as K,
): Cursor<K extends 'text' ? CursorValue : number> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (
    !Array.isArray(parsed) ||
    parsed.length !== 4 ||
    !IS_VALUE[kind](parsed[1]) ||
    !/^[\w-]{0,36}$/.test(parsed[2]) ||
    !['next', 'prev'].includes(parsed[3])
  ) {
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  }
  if (parsed[0] !== fingerprint) {
    throw new InputError(
      'cursor: belongs to a list with other filters or another order; start again without it',
    );
  }
  return { value: parsed[1], id: parsed[2], direction: parsed[3] };
}
