import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { Refs } from '../text/RefLabel';

/** A page of a timeline as the server answers it, newest first. */
export interface JournalPage {
  items: readonly JournalEntry[];
  pageInfo: { nextCursor?: string };
  refs: Refs;
}

/** What of a timeline was seen so far, newest first, and from where to read on. */
export interface SeenEntries {
  entries: readonly JournalEntry[];
  nextCursor?: string;
  refs: Refs;
}

function same(a: JournalEntry, b: JournalEntry): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function withRefs(refs: Refs, more: Refs): Refs {
  const isNew = Object.entries(more).some(
    ([ref, info]) => JSON.stringify(refs[ref]) !== JSON.stringify(info),
  );
  // The same object as long as nothing is new, so that nothing is drawn again.
  return isNew ? { ...refs, ...more } : refs;
}

/**
 * Takes up the newest page of a timeline, asked for again. A journal only grows, so what was read
 * before stays; entries that both have are the page's. If so much is new that the page does not
 * reach what was seen, reading begins anew rather than with a hole.
 */
export function takeNewest(
  seen: SeenEntries | undefined,
  page: JournalPage,
): SeenEntries {
  const fresh: SeenEntries = {
    entries: page.items,
    nextCursor: page.pageInfo.nextCursor,
    refs: page.refs,
  };
  if (!seen) return fresh;
  const top = seen.entries[0]?.position;
  const last = page.items[page.items.length - 1]?.position;
  if (top === undefined || last === undefined || last > top) return fresh;
  const known = new Map(seen.entries.map(e => [e.position, e]));
  const newest = page.items.map(entry => {
    const old = known.get(entry.position);
    return old && same(old, entry) ? old : entry;
  });
  const older = seen.entries.filter(entry => entry.position < last);
  return {
    entries: [...newest, ...older],
    nextCursor: older.length > 0 ? seen.nextCursor : page.pageInfo.nextCursor,
    refs: withRefs(seen.refs, page.refs),
  };
}

/** Adds the page that comes after what was seen. */
export function takeOlder(seen: SeenEntries, page: JournalPage): SeenEntries {
  const end = seen.entries[seen.entries.length - 1]?.position ?? Infinity;
  return {
    entries: [
      ...seen.entries,
      ...page.items.filter(entry => entry.position < end),
    ],
    nextCursor: page.pageInfo.nextCursor,
    refs: withRefs(seen.refs, page.refs),
  };
}
