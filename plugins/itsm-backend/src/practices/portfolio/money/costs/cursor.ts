import { InputError } from '@backstage/errors';
import { createHash } from 'crypto';

const markOf = (question: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);

/** Writes a cursor behind a row of a list; opaque to clients. */
export function writeCostCursor(
  place: readonly [string, string],
  question: unknown,
): string {
  return Buffer.from(JSON.stringify([markOf(question), ...place])).toString(
    'base64url',
  );
}

/** The place that a cursor is behind. @throws InputError if it is none, or one of another list */
export function readCostCursor(
  text: string,
  question: unknown,
): readonly [string, string] {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    read = undefined;
  }
  if (
    !Array.isArray(read) ||
    read.length !== 3 ||
    !read.every(part => typeof part === 'string' && !part.includes('\0'))
  )
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  if (read[0] !== markOf(question))
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  return [read[1], read[2]];
}
