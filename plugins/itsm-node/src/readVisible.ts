/** Rows of a list that are looked at for one page, at most. */
export const MOST_ROWS_LOOKED = 2_000;
/** What the catalog is asked about in one call. */
const AT_ONCE = 200;

/** What was found of a list. */
export interface VisibleRows<R> {
  /** What the caller may see, in order. */
  rows: R[];
  /** Whether there may be more. */
  more: boolean;
  /** The row at which looking ended before the page was full, seen or not. */
  endedAt?: R;
}

/**
 * Reads a list until so many rows are found that the caller may see. Whoever may see all of the
 * catalog gets what the first reading gave; for others rows are read and checked in batches, and
 * looking ends after {@link MOST_ROWS_LOOKED} of them: a page that is not full is better than one that
 * does not come.
 *
 * @param wanted - how many rows
 * @param by.after - the next rows behind one, or from the beginning
 * @param by.visible - those that the caller may see
 * @param by.canEndAt - whether a row that is not seen can be named in a cursor
 */
export async function readVisible<R>(
  wanted: number,
  by: {
    whole: boolean;
    after: (row: R | undefined, limit: number) => Promise<R[]>;
    visible: (rows: readonly R[]) => Promise<readonly R[]>;
    canEndAt: (row: R) => boolean;
    mostLooked?: number;
  },
): Promise<VisibleRows<R>> {
  const most = by.mostLooked ?? MOST_ROWS_LOOKED;
  if (by.whole) {
    const rows = await by.after(undefined, wanted + 1);
    return { rows: rows.slice(0, wanted), more: rows.length > wanted };
  }
  const rows: R[] = [];
  let looked = 0;
  let last: R | undefined;
  for (;;) {
    const size = looked === 0 ? Math.min(AT_ONCE, wanted * 2 + 1) : AT_ONCE;
    const batch = await by.after(last, size);
    rows.push(...(await by.visible(batch)));
    if (rows.length > wanted)
      return { rows: rows.slice(0, wanted), more: true };
    if (batch.length < size) return { rows, more: false };
    looked += batch.length;
    last = batch[batch.length - 1];
    if (looked >= most && by.canEndAt(last))
      return { rows, more: true, endedAt: last };
  }
}
