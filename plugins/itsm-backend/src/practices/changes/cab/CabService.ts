import { InputError, NotFoundError } from '@backstage/errors';
import {
  meetingAfter,
  meetingAt,
  meetingBefore,
  meetingsFrom,
  MOST_ON_AGENDA,
  type CabAgenda,
  type CabAgendaQuery,
  type CabBoard,
  type CabBoards,
  type CabBody,
  type CabItem,
  type Meeting,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  Definition,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { CabStore, SeatRow } from './CabStore';
import { CAB_KIND } from './kind';

const DAY_MS = 86_400_000;
/** Next meetings that a board is shown with. */
const NEXT = 5;
/** Emergency changes that are shown for information. */
const MOST_EMERGENCIES = 50;

/** Boards that decide on changes in meetings, and what the meetings are about. */
export interface CabService {
  boards(caller: Caller): Promise<CabBoards>;
  /** @throws NotFoundError without such a board, InputError if it does not meet then */
  agenda(
    caller: Caller,
    key: string,
    query: CabAgendaQuery,
  ): Promise<CabAgenda>;
}

const told = ({ startsAt, endsAt }: Meeting) => ({
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});

/** Puts agendas together from what is asked and what was decided. */
export class DefaultCabService implements CabService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'catalog' | 'clock' | 'definitions'
    > & { store: CabStore },
  ) {}

  async boards(caller: Caller): Promise<CabBoards> {
    const { catalog, definitions, store } = this.deps;
    const boards = await definitions.list<CabBody>(CAB_KIND);
    const groups = [...new Set(boards.map(({ body }) => body.group))];
    const [waiting, refs] = await Promise.all([
      store.waiting(caller, groups),
      catalog.describe(groups),
    ]);
    return {
      items: boards
        .map(board => this.#board(caller, board, waiting))
        .sort((a, b) => a.title.localeCompare(b.title, 'en-US')),
      refs,
    };
  }

  async agenda(
    caller: Caller,
    key: string,
    query: CabAgendaQuery,
  ): Promise<CabAgenda> {
    const { catalog, clock, definitions, store } = this.deps;
    const board = await definitions.find<CabBody>(CAB_KIND, key);
    if (!board) {
      throw new NotFoundError(
        `There is no change advisory board "${key}"; GET /changes/cab lists them`,
      );
    }
    const { body } = board;
    const now = clock.now();
    const meeting = findMeeting(board, query.meeting, now);
    const before = meetingBefore(body, meeting.startsAt);
    const after = meetingAfter(body, meeting);
    const until = Math.max(
      after?.startsAt ?? meeting.endsAt,
      meeting.startsAt + (body.looksAheadDays ?? 0) * DAY_MS,
    );
    // What still waits after a meeting is for the next one.
    const isOver = after !== undefined && after.startsAt <= now;
    const { group } = body;
    const some = MOST_ON_AGENDA + 1;
    const [open, later, decided, emergencies, waiting] = await Promise.all([
      isOver ? [] : store.openBefore(caller, group, until, some),
      isOver ? 0 : store.countOpenFrom(caller, group, until),
      store.decidedWithin(
        caller,
        group,
        meeting.startsAt,
        after?.startsAt ?? Number.MAX_SAFE_INTEGER,
        some,
      ),
      store.emergenciesWithin(
        caller,
        before?.startsAt ?? meeting.startsAt - 7 * DAY_MS,
        meeting.endsAt,
        MOST_EMERGENCIES + 1,
      ),
      store.waiting(caller, [group]),
    ]);
    const isMember = caller.ownership.includes(group);
    const items = inOrder([...open, ...decided]).map(row =>
      itemOf(row, meeting, isMember || row.works),
    );
    const shown = items.slice(0, MOST_ON_AGENDA);
    const informed = emergencies.slice(0, MOST_EMERGENCIES);
    const refs = await catalog.describe([
      group,
      ...[...shown.map(({ change }) => change), ...informed].flatMap(change => [
        change.serviceRef,
        change.ownerRef,
        change.assigneeRef,
        change.requesterRef,
      ]),
      ...shown.flatMap(({ seat }) => [seat.decidedByRef, seat.onBehalfOfRef]),
    ]);
    return {
      board: this.#board(caller, board, waiting),
      meeting: told(meeting),
      before: before && told(before),
      after: after && told(after),
      until: new Date(until).toISOString(),
      items: shown,
      later,
      emergencies: informed,
      truncated:
        items.length > MOST_ON_AGENDA || emergencies.length > MOST_EMERGENCIES,
      refs,
    };
  }

  #board(
    caller: Caller,
    { key, body }: Definition<CabBody>,
    waiting: ReadonlyMap<string, number>,
  ): CabBoard {
    const now = this.deps.clock.now();
    const previous = meetingBefore(body, now);
    return {
      key,
      title: body.title,
      description: body.description,
      groupRef: body.group,
      timezone: body.timezone,
      durationMinutes: body.durationMinutes,
      isMine: caller.ownership.includes(body.group),
      next: meetingsFrom(body, now, NEXT).map(told),
      previous: previous && told(previous),
      waiting: waiting.get(body.group) ?? 0,
    };
  }
}

/** The meeting that is asked for; the one that goes on or comes next, or else the last one. */
function findMeeting(
  { key, body }: Definition<CabBody>,
  asked: string | undefined,
  now: number,
): Meeting {
  const [next] = meetingsFrom(body, now, 1);
  if (asked === undefined) {
    const found = next ?? meetingBefore(body, now);
    if (found) return found;
    throw new NotFoundError(`The board "${key}" has no meeting`);
  }
  const found = meetingAt(body, Date.parse(asked));
  if (found) return found;
  const when = next && new Date(next.startsAt).toISOString();
  throw new InputError(
    `meeting: the board "${key}" does not meet at ${asked}${
      when ? `; its next meeting begins at ${when}` : ''
    }`,
  );
}

/**
 * Each change once, by its planned start: with the seat that waits, or else with what was decided
 * last. A group may have several seats.
 */
function inOrder(rows: readonly SeatRow[]): SeatRow[] {
  const byChange = new Map<string, SeatRow>();
  for (const row of rows) {
    const known = byChange.get(row.change.id);
    if (known?.seat.answer !== 'open') byChange.set(row.change.id, row);
  }
  const start = (row: SeatRow) => row.plannedStart ?? 0;
  return [...byChange.values()].sort(
    (a, b) => start(a) - start(b) || (a.change.id < b.change.id ? -1 : 1),
  );
}

function itemOf(
  { change, seat, plannedStart }: SeatRow,
  meeting: Meeting,
  seesNote: boolean,
): CabItem {
  const { note, ...rest } = seat;
  return {
    change,
    seat: { ...rest, ...(seesNote && note !== undefined && { note }) },
    // After the fact it is never too late.
    missed:
      !seat.after &&
      seat.answer === 'open' &&
      plannedStart !== undefined &&
      plannedStart < meeting.startsAt,
  };
}
