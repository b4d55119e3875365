import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';
import {
  FEASIBILITY_VERDICTS,
  type Feasible,
} from '@callboard/plugin-itsm-common';

/** Where a promise stands in the list: by verdict, then how much it is over, then by id. */
export type Place = readonly [verdict: number, excess: number, id: string];

/** The place of a promise. */
export const placeOf = ({ verdict, excess = -1, id }: Feasible): Place => [
  FEASIBILITY_VERDICTS.indexOf(verdict),
  excess,
  id,
];

/** The worst first. */
export function byPlace(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return b[1] - a[1];
  if (a[2] === b[2]) return 0;
  return a[2] < b[2] ? -1 : 1;
}

const markOf = (question: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);

/** Writes a cursor behind a place; opaque to clients. */
export const writeCursor = (place: Place, question: unknown): string =>
  Buffer.from(JSON.stringify([markOf(question), ...place])).toString(
    'base64url',
  );

/** @throws InputError if it is no cursor, or one of a list with other filters */
export function readCursor(text: string, question: unknown): Place {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  const [mark, verdict, excess, id] = Array.isArray(parsed) ? parsed : [];
  const isPlace =
    Number.isInteger(verdict) &&
    Number.isFinite(excess) &&
    typeof id === 'string';
  if (!isPlace) {
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  }
  if (mark !== markOf(question)) {
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  }
  return [verdict, excess, id];
}
