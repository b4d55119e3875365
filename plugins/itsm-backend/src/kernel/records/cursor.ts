import { InputError } from '@backstage/errors';
import { sha256 } from '../journal/canonical';

/** A place in a keyset-paged list. */
export interface Cursor {
  /** The sort value of the row at the edge of the page. */
  value: number;
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

/**
 * Reads a cursor. It carries no right: the page behind it is authorized anew.
 *
 * @throws InputError if it is no cursor, or one of another list
 */
export function decodeCursor(text: string, fingerprint: string): Cursor {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (
    !Array.isArray(parsed) ||
    parsed.length !== 4 ||
    !Number.isSafeInteger(parsed[1]) ||
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
