import { InputError } from '@backstage/errors';
import { listFingerprint } from '../records/cursor';

const DEFAULT_LIMIT = 50;

interface Keyed {
  kind: string;
  key: string;
}

const placeOf = (row: Keyed) => `${row.kind}/${row.key}`;

function decode(cursor: string, fingerprint: string): [string, string] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  const [mark, direction, place] = Array.isArray(parsed) ? parsed : [];
  if (
    mark !== fingerprint ||
    !['next', 'prev'].includes(direction) ||
    typeof place !== 'string'
  ) {
    throw new InputError(
      'cursor: belongs to another list; start again without it',
    );
  }
  return [direction, place];
}

/** A keyset page of definitions that are in memory anyway, by kind and key. */
export function pageOf<T extends Keyed>(
  rows: readonly T[],
  question: object,
  cursor: string | undefined,
  limit = DEFAULT_LIMIT,
): { items: T[]; pageInfo: { nextCursor?: string; prevCursor?: string } } {
  const fingerprint = listFingerprint(['definitions', question]);
  const sorted = [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  let start = 0;
  if (cursor !== undefined) {
    const [direction, place] = decode(cursor, fingerprint);
    const after = sorted.findIndex(row => placeOf(row) > place);
    const at = sorted.findIndex(row => placeOf(row) >= place);
    const known = (index: number) => (index < 0 ? sorted.length : index);
    start =
      direction === 'next' ? known(after) : Math.max(0, known(at) - limit);
  }
  const items = sorted.slice(start, start + limit);
  const mark = (row: T, direction: string) =>
    Buffer.from(
      JSON.stringify([fingerprint, direction, placeOf(row)]),
    ).toString('base64url');
  return {
    items,
    pageInfo: {
      nextCursor:
        items.length > 0 && start + limit < sorted.length
          ? mark(items[items.length - 1], 'next')
          : undefined,
      prevCursor:
        items.length > 0 && start > 0 ? mark(items[0], 'prev') : undefined,
    },
  };
}
