import {
  changePermissions,
  MOST_CALENDAR_ITEMS,
  type CalendarItem,
  type CalendarQuery,
  type ChangeCalendar,
} from '@callboard/plugin-itsm-common';
import {
  isPermittedSome,
  type Caller,
  type CatalogReader,
} from '@callboard/plugin-itsm-node';
import type { AroundChanges } from './AroundChanges';
import type { CalendarStore } from './CalendarStore';

/** The change calendar. */
export interface CalendarService {
  /** What the caller may see of a span. One statement, and one for names. */
  calendar(caller: Caller, query: CalendarQuery): Promise<ChangeCalendar>;
}

/** A list that is empty narrows nothing. */
export const someOf = <T>(list: readonly T[] | undefined) =>
  list && list.length > 0 ? list : undefined;

/** The groups that are meant: `mine` are the caller's. */
export function teamsOf(
  caller: Caller,
  teams: readonly string[] | undefined,
): string[] | undefined {
  if (!teams || teams.length === 0) return undefined;
  return [
    ...new Set(
      teams.flatMap(team =>
        team === 'mine'
          ? caller.ownership.filter(ref => ref.startsWith('group:'))
          : [team],
      ),
    ),
  ];
}

/** Whether a policy lets the caller change no change at all; of some, it is asked when one is moved. */
const changesNone = (caller: Caller) =>
  !isPermittedSome(caller, changePermissions.update);

const byStart = (a: { start: string; id: string }, b: typeof a) =>
  a.start < b.start || (a.start === b.start && a.id < b.id) ? -1 : 1;

/** {@link CalendarService} by the kernel's invariants and the caller's scopes. */
export class DefaultCalendarService implements CalendarService {
  constructor(
    private readonly deps: {
      store: CalendarStore;
      around: AroundChanges;
      catalog: Pick<CatalogReader, 'describe'>;
    },
  ) {}

  async calendar(
    caller: Caller,
    query: CalendarQuery,
  ): Promise<ChangeCalendar> {
    const { store, around, catalog } = this.deps;
    const { status, show } = query;
    const whose = {
      team: teamsOf(caller, query.team),
      service: someOf(query.service),
      type: someOf(query.type),
    };
    const from = Date.parse(query.from);
    const to = Date.parse(query.to);
    const shows = (kind: CalendarItem['kind']) => !show || show.includes(kind);
    const [changes, windows, meetings] = await Promise.all([
      shows('change')
        ? store.overlapping(
            caller,
            { from, to, ...whose, status: someOf(status) },
            MOST_CALENDAR_ITEMS + 1,
          )
        : [],
      shows('window') ? around.windows(caller, from, to, whose) : [],
      shows('cab') ? around.meetings(from, to) : [],
    ]);
    const all: CalendarItem[] = [
      ...changes.map(({ updatedAt, ...change }) =>
        changesNone(caller) ? { ...change, movable: undefined } : change,
      ),
      ...windows.map(({ version, ...window }) => window),
      ...meetings.map(({ version, ...meeting }) => meeting),
    ].sort(byStart);
    const items = all.slice(0, MOST_CALENDAR_ITEMS);
    const refs = await catalog.describe(
      items.flatMap(item =>
        item.kind === 'change'
          ? [item.serviceRef, item.ownerRef, item.assigneeRef]
          : [],
      ),
    );
    return { items, truncated: all.length > items.length, refs };
  }
}
