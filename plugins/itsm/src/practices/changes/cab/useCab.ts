import { cabRoutes } from '@callboard/plugin-itsm-common';
import type { CabAgenda, CabItem } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';

/** Changes of an agenda that begin on the same day, in the reader's time. */
export interface AgendaDay {
  /** `2026-12-01`; empty for those that are not planned yet. */
  day: string;
  items: CabItem[];
}

/** An agenda by day, in its order. */
export function byDay(items: readonly CabItem[]): AgendaDay[] {
  const days: AgendaDay[] = [];
  for (const item of items) {
    const start = item.change.plannedStart;
    const day = start ? DateTime.fromISO(start).toISODate() ?? '' : '';
    const last = days[days.length - 1];
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

/** The change that comes next to be decided: behind one, or else the first that waits. */
export function nextOpen(
  items: readonly CabItem[],
  number: string,
): string | undefined {
  const at = items.findIndex(({ change }) => change.number === number);
  const waits = ({ change, seat }: CabItem) =>
    seat.answer === 'open' && change.number !== number;
  const found = items.slice(at + 1).find(waits) ?? items.find(waits);
  return found?.change.number;
}

/** Whether a meeting is over, goes on, or is to come. */
export function standingOf(
  { meeting, board }: Pick<CabAgenda, 'meeting' | 'board'>,
  now: number,
): 'past' | 'now' | 'next' | 'later' {
  if (Date.parse(meeting.endsAt) <= now) return 'past';
  if (Date.parse(meeting.startsAt) <= now) return 'now';
  return board.next[0]?.startsAt === meeting.startsAt ? 'next' : 'later';
}

/** The board and meeting that the address names, the first board and its current meeting otherwise. */
export function useCab() {
  const url = useUrlValues();
  const boards = useItsmQuery(cabRoutes.boards, { live: true });
  const list = boards.data?.items;
  // Whoever is a member of one comes for that one.
  const usual = list?.find(({ isMine }) => isMine) ?? list?.[0];
  const key = url.get('board') || usual?.key;
  const meeting = url.get('meeting') || undefined;
  const agenda = useItsmQuery(cabRoutes.agenda, {
    params: { key: key ?? '' },
    query: { meeting },
    enabled: key !== undefined,
    live: true,
  });
  return {
    url,
    boards,
    agenda,
    key,
    meeting,
    chosen: url.get('item') || undefined,
    choose: (number: string | undefined, options?: { replace?: boolean }) =>
      url.set({ item: number }, options),
    isMinutes: url.get('show') === 'minutes',
  };
}

/** What {@link useCab} gives. */
export type Cab = ReturnType<typeof useCab>;
