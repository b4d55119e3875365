import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';
import { textSchema } from '@callboard/plugin-itsm-common';

/** Where a page of a list ends: what it is sorted by, its reference last. */
export type Place = readonly (string | number)[];

const markOf = (question: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);

/** Writes a cursor behind a place; opaque to clients. */
export const writePlace = (question: unknown, place: Place): string =>
  Buffer.from(JSON.stringify([markOf(question), ...place])).toString(
    'base64url',
  );

const fits = (kind: 'text' | 'number', value: unknown) =>
  kind === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' &&
      textSchema.max(1_000).safeParse(value).success;

/**
 * Reads a cursor. It carries no right: what is behind it is checked anew.
 *
 * @param kinds - what the values of a place are
 * @throws InputError if it is no cursor, or one of another list
 */
export function readPlace(
  question: unknown,
  cursor: string,
  kinds: readonly ('text' | 'number')[],
): Place {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  const [mark, ...place] = Array.isArray(parsed) ? parsed : [];
  const isPlace =
    place.length === kinds.length && kinds.every((k, i) => fits(k, place[i]));
  if (!isPlace)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  if (mark !== markOf(question))
    throw new InputError(
      'cursor: belongs to a list with other filters or another order; start again without it',
    );
  return place;
}
