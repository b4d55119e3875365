import { InputError } from '@backstage/errors';
import { createHash } from 'crypto';

/** A short mark of what a list was asked for, so that a cursor is only used where it belongs. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);
}

/** Writes a cursor behind a row, by its key or id; opaque to clients. */
export function writeCursor(row: string, fingerprint: string): string {
  return Buffer.from(`${fingerprint} ${row}`).toString('base64url');
}

/**
 * The row that a cursor is behind. It carries no right: what is behind it is checked anew.
 *
 * @throws InputError if it is no cursor, or one of another list
 */
export function readCursor(text: string, fingerprint: string): string {
  const [mark, row, ...more] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split(' ');
  if (!/^[\w.-]{1,64}$/.test(row ?? '') || more.length > 0)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  if (mark !== fingerprint)
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  return row;
}
