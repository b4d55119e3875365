import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';

const NOT_OURS =
  'cursor: is not one that this API gave; start again without it';

/** A short mark of what a list was asked for, so that a cursor is only used where it belongs. */
const markOf = (question: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);

/** Writes where the next page begins: behind an outage, by its id, which says nothing. */
export function writeCursor(id: string, question: unknown): string {
  return Buffer.from(`${markOf(question)} ${id}`).toString('base64url');
}

/** The id of the outage that a page begins behind. @throws InputError if it is no cursor of the list */
export function readCursor(text: string, question: unknown): string {
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  const [, mark, id] = /^([0-9a-f]{12}) ([0-9a-f-]{36})$/.exec(plain) ?? [];
  if (!id) throw new InputError(NOT_OURS);
  if (mark !== markOf(question))
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  return id;
}
