import { InputError } from '@backstage/errors';
import { textSchema } from '@callboard/plugin-itsm-common';
import { createHash } from 'crypto';

/** The values that place a row in a sorted list; no other row has the same. */
export type Place = readonly (number | string)[];

/** A short mark of what a list was asked for, so that a cursor is only used where it belongs. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);
}

/** Writes a cursor; opaque to clients. */
export function writePlace(place: Place, fingerprint: string): string {
  return Buffer.from(JSON.stringify([fingerprint, ...place])).toString(
    'base64url',
  );
}

const fits = (kind: 'number' | 'text', value: unknown) =>
  kind === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' &&
      value.length <= 1_000 &&
      textSchema.safeParse(value).success;

/**
 * Reads a cursor. It carries no right: what is behind it is checked anew.
 *
 * @param kinds - what the values of a place are
 * @throws InputError if it is no cursor, or one of another list
 */
export function readPlace(
  text: string,
  fingerprint: string,
  kinds: readonly ('number' | 'text')[],
): (number | string)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (
    !Array.isArray(parsed) ||
    parsed.length !== kinds.length + 1 ||
    !kinds.every((kind, i) => fits(kind, parsed[i + 1]))
  ) {
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  }
  if (parsed[0] !== fingerprint) {
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  }
  return parsed.slice(1);
}
