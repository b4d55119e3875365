import { InputError } from '@backstage/errors';
import { rankOf, tierRankOf, type ContinuityEntry } from './ContinuityBook';

/** Where a page of the list ends. */
export interface Place {
  rank: number;
  tier: number;
  title: string;
  ref: string;
}

/** An entry with its place in the list. */
export interface PlacedEntry {
  entry: ContinuityEntry;
  place: Place;
}

/** Where an entry stands. */
export const placed = (entry: ContinuityEntry): PlacedEntry => ({
  entry,
  place: {
    rank: rankOf(entry),
    tier: tierRankOf(entry),
    title: entry.service.title.toLocaleLowerCase('en-US'),
    ref: entry.service.ref,
  },
});

/** Byte by byte, as the database compares what stands in it. */
const order = (a: string, b: string) =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Which of two places comes first. */
export const byPlace = (a: Place, b: Place): number =>
  a.rank - b.rank ||
  a.tier - b.tier ||
  order(a.title, b.title) ||
  order(a.ref, b.ref);

/** A place as clients hand it back; opaque to them. */
export const writePlace = ({ rank, tier, title, ref }: Place): string =>
  Buffer.from(JSON.stringify([rank, tier, title, ref])).toString('base64url');

/** @throws InputError for what this API did not give */
export function readPlace(cursor: string): Place {
  try {
    const [rank, tier, title, ref] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    if (
      Number.isInteger(rank) &&
      Number.isInteger(tier) &&
      typeof title === 'string' &&
      typeof ref === 'string'
    )
      return { rank, tier, title, ref };
  } catch {
    // Told below.
  }
  throw new InputError(
    'cursor: is not one that this API gave; start again without it',
  );
}
