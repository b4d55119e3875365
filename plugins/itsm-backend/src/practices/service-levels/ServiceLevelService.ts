import { NotAllowedError } from '@backstage/errors';
import {
  readDuration,
  type AgreementBody,
  type AgreementSummary,
  type CalendarSummary,
  type CalendarYear,
  type Clock,
  type ClockCycle,
  type ClockExplanation,
  type ClockView,
  type ListedClock,
  type RecordClocks,
  type WorkingTime,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordView,
} from '@callboard/plugin-itsm-node';
import type { AgreedBook } from './agreements/AgreedBook';
import { openAt } from './calendars/openAt';
import type { CalendarService } from './calendars/CalendarService';
import type { Clocks } from './clocks/Clocks';
import type { ClockStore } from './clocks/ClockStore';
import { ListedClocksStore } from './clocks/ListedClocksStore';
import { nearestOf } from './clocks/nearest';
import { sentencesOf } from './clocks/sentences';

/** Spans that one stretch is drawn with at most. */
const MOST_SPANS = 400;

const iso = (instant: number) => new Date(instant).toISOString();
const isoOrNot = (instant: number | undefined) =>
  instant === undefined ? undefined : iso(instant);

const worksOn = ({ viewer }: RecordView) => viewer.standing.includes('worker');

/** What was promised, and how it is kept: one method a question. */
export interface ServiceLevelService {
  /** Agreements in the order in which they go before each other. */
  agreements(caller: Caller): Promise<AgreementSummary[]>;
  calendars(caller: Caller): Promise<CalendarSummary[]>;
  /** @throws NotFoundError */
  calendarYear(
    caller: Caller,
    key: string,
    year: number,
  ): Promise<CalendarYear>;
  /** The clocks of a record that the caller may read. @throws NotFoundError */
  clocks(caller: Caller, id: string): Promise<RecordClocks>;
  /** For each of the records that the caller may read, the clock that is nearest to its end. */
  listed(
    caller: Caller,
    recordIds: readonly string[],
  ): Promise<{ at: string; items: ListedClock[] }>;
  /**
   * How they came to be as they are, for those who work on the record.
   *
   * @throws NotFoundError, NotAllowedError
   */
  explain(caller: Caller, id: string): Promise<ClockExplanation>;
}

/** Answers from the journal and the agreements. */
export class DefaultServiceLevelService implements ServiceLevelService {
  readonly #listed: ListedClocksStore;

  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'definitions' | 'database'
    > & {
      clocks: Clocks;
      store: ClockStore;
      book: AgreedBook;
      calendarService: CalendarService;
    },
  ) {
    this.#listed = new ListedClocksStore(deps.database);
  }

  async agreements(_: Caller): Promise<AgreementSummary[]> {
    const { definitions, store, clock } = this.deps;
    const [found, counts] = await Promise.all([
      definitions.list<AgreementBody>('agreement'),
      store.countByAgreement(clock.now()),
    ]);
    const byKey = new Map(counts.map(count => [count.key, count]));
    return found
      .map(({ key, version, body }) => ({
        key,
        version,
        name: body.name,
        type: body.type,
        precedence: body.precedence,
        party: body.party,
        recordTypes: body.recordTypes,
        scope: body.scope,
        note: body.note,
        targets: body.targets.map(({ goals, thresholds: _t, ...target }) => ({
          ...target,
          goals: goals.map(({ when, within, calendar }) => ({
            when,
            within: readDuration(within)!,
            calendar,
          })),
        })),
        running: byKey.get(key)?.running ?? 0,
        late: byKey.get(key)?.late ?? 0,
      }))
      .sort((a, b) => a.precedence - b.precedence || (a.key < b.key ? -1 : 1));
  }

  calendars(_: Caller): Promise<CalendarSummary[]> {
    return this.deps.calendarService.list();
  }

  calendarYear(_: Caller, key: string, year: number): Promise<CalendarYear> {
    return this.deps.calendarService.year(key, year);
  }

  async clocks(caller: Caller, id: string): Promise<RecordClocks> {
    const { record, clocks } = await this.#seen(caller, id);
    const { catalog, clock } = this.deps;
    const [views, refs] = await Promise.all([
      this.#views(clocks),
      catalog.describe(clocks.map(({ groupRef }) => groupRef)),
    ]);
    return {
      number: record.record.number,
      at: iso(clock.now()),
      clocks: views,
      refs,
    };
  }

  async listed(caller: Caller, recordIds: readonly string[]) {
    const { records, clock, book } = this.deps;
    const [readable, worked, agreed] = await Promise.all([
      records.readableNumbers(caller, recordIds),
      records.workedOn(caller, recordIds),
      book.current(),
    ]);
    const rows = await this.#listed.unfinished([...readable.keys()]);
    const now = clock.now();
    const items = nearestOf(
      rows.filter(row => row.type === 'sla' || worked.has(row.recordId)),
    ).map((row): ListedClock => {
      const { calendarKey, dueAt, ...shown } = row;
      const working = agreed.calendarAt(calendarKey, now)?.working;
      // Running ones went on since the copy was made.
      const elapsed =
        row.state === 'running' && working && dueAt !== undefined
          ? row.goal - signedBetween(working, now, dueAt)
          : row.elapsed;
      return {
        ...shown,
        elapsed,
        dueAt: isoOrNot(dueAt),
        breached: row.breached || (dueAt !== undefined && dueAt < now),
        ...counting(row.state, working, now),
      };
    });
    return { at: iso(now), items };
  }

  async explain(caller: Caller, id: string): Promise<ClockExplanation> {
    const { record, clocks } = await this.#seen(caller, id);
    if (!worksOn(record)) {
      throw new NotAllowedError(
        `Who had ${record.record.number} and for how long is for those who work on it`,
      );
    }
    const { catalog, clock, book } = this.deps;
    const agreed = await book.current();
    const refs = await catalog.describe(
      clocks.flatMap(({ cycles }) =>
        cycles.flatMap(({ stretches }) => stretches.map(s => s.ownerRef)),
      ),
    );
    const views = await this.#views(clocks);
    return {
      number: record.record.number,
      at: iso(clock.now()),
      clocks: clocks.map(({ cycles }, i) => ({
        ...views[i],
        cycles: cycles.map(cycle => ({
          startedAt: iso(cycle.startedAt),
          stoppedAt: isoOrNot(cycle.stoppedAt),
          state: cycle.state,
          goal: cycle.goal,
          elapsed: cycle.elapsed,
          breached: cycle.breached,
          dueAt: isoOrNot(cycle.dueAt),
          heldBy: heldBy(cycle),
          stretches: cycle.stretches.map(stretch => {
            const { calendar, from, to } = stretch;
            const version = calendar && agreed.calendarAt(calendar.key, from);
            return {
              ...stretch,
              from: iso(from),
              to: iso(to),
              working: version
                ? firstOf(version.working.spans(from, to), MOST_SPANS).map(
                    span => ({ from: iso(span.from), to: iso(span.to) }),
                  )
                : [],
            };
          }),
          sentences: sentencesOf(cycle, refs),
        })),
      })),
      refs,
    };
  }

  /** A record that the caller may read, with those of its clocks that are for them. */
  async #seen(caller: Caller, id: string) {
    const record = await this.deps.records.view(caller, id);
    const clocks = await this.deps.clocks.of(record.record.id);
    // What teams and suppliers promise each other is no matter of the requester.
    const seen = worksOn(record)
      ? clocks
      : clocks.filter(clock => clock.type === 'sla');
    return { record, clocks: seen };
  }

  async #views(clocks: readonly Clock[]): Promise<ClockView[]> {
    const { definitions, book, clock: time } = this.deps;
    const [versions, agreed] = await Promise.all([
      definitions.history<AgreementBody>('agreement'),
      book.current(),
    ]);
    const now = time.now();
    const names = new Map(
      versions.map(v => [`${v.key}@${v.version}`, v.body?.name]),
    );
    return clocks.map(clock => {
      const cycle = clock.cycles[clock.cycles.length - 1];
      const { agreement, calendar, state, goal, elapsed } = cycle;
      const name = names.get(`${agreement.key}@${agreement.version}`);
      return {
        id: clock.id,
        type: clock.type,
        metric: clock.metric,
        agreement: { ...agreement, name: name ?? agreement.key },
        calendar,
        groupRef: clock.groupRef,
        state,
        goal,
        elapsed,
        startedAt: iso(cycle.startedAt),
        dueAt: isoOrNot(cycle.dueAt),
        stoppedAt: isoOrNot(cycle.stoppedAt),
        breached: cycle.breached,
        ...counting(state, agreed.calendarAt(calendar.key, now)?.working, now),
        run: clock.cycles.length,
        breaches: clock.cycles.filter(c => c.breached).length,
      };
    });
  }
}

/** Whether time counts for a clock at the moment, and when working time begins or ends. */
function counting(
  state: ClockView['state'],
  working: WorkingTime | undefined,
  now: number,
) {
  if (state !== 'running' || !working) return { counting: false };
  const { open, changesAt } = openAt(working, now);
  return {
    counting: open,
    ...(changesAt !== undefined && { changesAt: iso(changesAt) }),
  };
}

/** Working time from one instant to another; negative if the other is before it. */
function signedBetween(working: WorkingTime, from: number, to: number) {
  return to >= from ? working.between(from, to) : -working.between(to, from);
}

function heldBy({ heldBy: held }: ClockCycle) {
  return Object.entries(held)
    .map(([ref, elapsed]) => ({ ...(ref !== '' && { ref }), elapsed }))
    .sort((a, b) => b.elapsed - a.elapsed);
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length >= most) break;
    first.push(one);
  }
  return first;
}
