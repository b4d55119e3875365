import type { JournalEntry } from '@callboard/plugin-itsm-common';
import { takeNewest, takeOlder } from './seenEntries';
import type { JournalPage, SeenEntries } from './seenEntries';

const SIZE = 4;

function entry(position: number): JournalEntry {
  return {
    position,
    kind: 'record.changed',
    audience: 'requester',
    at: '2026-03-01T09:00:00.000Z',
    recordedAt: '2026-03-01T09:00:00.000Z',
    commandId: 'c',
    mode: 'enforce',
    changes: [],
  };
}

/** A journal of so many entries, read below a position as the server reads it. */
function read(length: number, below = length + 1): JournalPage {
  const items = [];
  for (let p = below - 1; p > 0 && items.length < SIZE; p--) {
    items.push(entry(p));
  }
  const last = items[items.length - 1]?.position ?? 0;
  return {
    items,
    pageInfo: last > 1 ? { nextCursor: String(last) } : {},
    refs: {},
  };
}

const positions = (seen: SeenEntries) => seen.entries.map(e => e.position);

/** All whole numbers from one down to another. */
function countDown(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, i) => from - i);
}

describe('reading a timeline', () => {
  it('goes back page by page to the beginning', () => {
    let seen = takeNewest(undefined, read(11));
    while (seen.nextCursor)
      seen = takeOlder(seen, read(11, Number(seen.nextCursor)));
    expect(positions(seen)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('keeps what was read when something new comes in', () => {
    let seen = takeNewest(undefined, read(9));
    seen = takeOlder(seen, read(9, Number(seen.nextCursor)));
    const before = seen.entries[1];
    seen = takeNewest(seen, read(11));
    expect(positions(seen)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expect(seen.entries[3]).toBe(before);
    expect(takeOlder(seen, read(11, Number(seen.nextCursor))).nextCursor).toBe(
      undefined,
    );
  });

  it('leaves pages that were read alone, so that they are not drawn again', () => {
    let seen = takeNewest(undefined, read(20));
    seen = takeOlder(seen, read(20, Number(seen.nextCursor)));
    seen = takeOlder(seen, read(20, Number(seen.nextCursor)));
    const [, ...pages] = seen.blocks;
    const news = { ...read(22), refs: { 'user:default/new': {} as never } };
    seen = takeNewest(seen, news);
    expect(seen.blocks.slice(1)).toEqual(pages);
    pages.forEach((block, i) => expect(seen.blocks[i + 1]).toBe(block));
    expect(Object.keys(seen.blocks[0].refs)).toEqual(['user:default/new']);
  });

  it('has no hole when more is new than a page holds', () => {
    let seen = takeNewest(undefined, read(6));
    seen = takeNewest(seen, read(30));
    expect(positions(seen)).toEqual([30, 29, 28, 27]);
    expect(seen.nextCursor).toBe('27');
  });

  it('is never out of order and has nothing twice, whatever comes when', () => {
    let random = 7;
    const next = (n: number) => {
      random = (random * 16807) % 2147483647;
      return random % n;
    };
    for (let run = 0; run < 200; run++) {
      let length = 1 + next(20);
      let seen = takeNewest(undefined, read(length));
      for (let step = 0; step < 12; step++) {
        if (next(2) && seen.nextCursor) {
          seen = takeOlder(seen, read(length, Number(seen.nextCursor)));
        } else {
          length += next(7);
          seen = takeNewest(seen, read(length));
        }
        const all = positions(seen);
        const lowest = all[all.length - 1];
        expect(all).toEqual(countDown(length, lowest));
        expect(seen.nextCursor).toBe(lowest > 1 ? String(lowest) : undefined);
      }
    }
  });
});
