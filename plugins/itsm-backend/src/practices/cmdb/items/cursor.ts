import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';
import { textSchema } from '@callboard/plugin-itsm-common';

/** The values that place a row in a sorted list, the last of which no other row has. */
export type Place = readonly (string | number)[];

/**
 * Where a page begins: behind a row that the caller saw, by its values; or behind one that they
 * may not see, by the catalog's id of it, which says nothing.
 */
export interface CiCursor {
  direction: 'next' | 'prev';
  place?: Place;
  uid?: string;
}

/** A short mark of what a list was asked for, so that a cursor is only used where it belongs. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);
}

/** Writes a cursor; opaque to clients. */
export function writeCursor(cursor: CiCursor, fingerprint: string): string {
  return Buffer.from(
    JSON.stringify([
      fingerprint,
      cursor.direction,
      cursor.place ?? cursor.uid ?? '',
    ]),
  ).toString('base64url');
}

const isValue = (kind: 'text' | 'number', value: unknown) =>
  kind === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' &&
      value.length <= 1000 &&
      textSchema.safeParse(value).success;

/**
 * Reads a cursor. It carries no right: what is behind it is checked anew.
 *
 * @param kinds - what the values of a place are
 * @throws InputError if it is no cursor, or one of another list
 */
export function readCursor(
  text: string,
  fingerprint: string,
  kinds: readonly ('text' | 'number')[],
): CiCursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  const [mark, direction, place] = Array.isArray(parsed) ? parsed : [];
  const isUid = typeof place === 'string' && /^[\w-]{1,64}$/.test(place);
  const isPlace =
    Array.isArray(place) &&
    place.length === kinds.length &&
    kinds.every((kind, i) => isValue(kind, place[i]));
  if (!['next', 'prev'].includes(direction) || (!isUid && !isPlace)) {
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  }
  if (mark !== fingerprint) {
    throw new InputError(
      'cursor: belongs to a list with other filters or another order; start again without it',
    );
  }
  return isPlace ? { direction, place } : { direction, uid: String(place) };
}
