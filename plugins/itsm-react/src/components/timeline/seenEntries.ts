import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { Refs } from '../text/RefLabel';

/** A page of a timeline as the server answers it, newest first. */
export interface JournalPage {
  items: readonly JournalEntry[];
  pageInfo: { nextCursor?: string };
  refs: Refs;
}

/**
 * Entries that are drawn together, with what references in them are called. What is older than the
 * newest page never changes, so that it stays the same object and is not drawn again.
 */
export interface EntryBlock {
  entries: readonly JournalEntry[];
  refs: Refs;
}

/** What of a timeline was seen so far, newest first, and from where to read on. */
export interface SeenEntries {
  /** The newest entries, then one block for each page that was read below them. */
  blocks: readonly EntryBlock[];
  /** The entries of all blocks. */
  entries: readonly JournalEntry[];
  /** What references in all blocks are called. */
  refs: Refs;
  nextCursor?: string;
}

function seenOf(
  blocks: readonly EntryBlock[],
  nextCursor: string | undefined,
): SeenEntries {
  return {
    blocks,
    entries: blocks.flatMap(block => block.entries),
    refs: Object.assign({}, ...blocks.map(block => block.refs)),
    nextCursor,
  };
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
  const { items } = page;
  const fresh = seenOf(
    [{ entries: items, refs: page.refs }],
    page.pageInfo.nextCursor,
  );
  if (!seen) return fresh;
  const top = seen.entries[0]?.position;
  const last = items[items.length - 1]?.position;
  if (top === undefined || last === undefined || last > top) return fresh;
  const [head, ...pages] = seen.blocks;
  const known = new Map(seen.entries.map(e => [e.position, e]));
  const newest = items.map(entry => {
    const old = known.get(entry.position);
    return old && same(old, entry) ? old : entry;
  });
  const older = (block: EntryBlock): EntryBlock[] => {
    const entries = block.entries.filter(entry => entry.position < last);
    if (entries.length === block.entries.length) return [block];
    return entries.length > 0 ? [{ ...block, entries }] : [];
  };
  const left = older(head).flatMap(block => block.entries);
  const newHead = {
    entries: [...newest, ...left],
    refs: withRefs(head.refs, page.refs),
  };
  const below = pages.flatMap(older);
  const isAll = left.length === 0 && below.length === 0;
  return seenOf(
    [newHead, ...below],
    isAll ? page.pageInfo.nextCursor : seen.nextCursor,
  );
}

/** Adds the page that comes after what was seen. */
export function takeOlder(seen: SeenEntries, page: JournalPage): SeenEntries {
  const end = seen.entries[seen.entries.length - 1]?.position ?? Infinity;
  const entries = page.items.filter(entry => entry.position < end);
  return seenOf(
    [...seen.blocks, { entries, refs: page.refs }],
    page.pageInfo.nextCursor,
  );
}
