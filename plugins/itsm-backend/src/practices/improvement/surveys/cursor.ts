import { InputError } from '@backstage/errors';
import type { AnswerPlace } from './ResultStore';

/** Writes a cursor behind an answer; opaque to clients. */
export const writePlace = ({ answeredAt, id }: AnswerPlace): string =>
  Buffer.from(`${answeredAt} ${id}`).toString('base64url');

/** The answer that a cursor is behind. @throws InputError if it is none */
export function readPlace(cursor: string): AnswerPlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, answeredAt, id] = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!id)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  return { answeredAt: Number(answeredAt), id };
}
