import { NotAllowedError } from '@backstage/errors';
import type {
  AgreementDetail,
  AgreementSummary,
  CalendarSummary,
  CalendarYear,
  ClockExplanation,
  ClockView,
  ListedClock,
  RecordClocks,
  RefInfo,
  WorkingTime,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordView,
} from '@callboard/plugin-itsm-node';
import type { AgreedBook } from './agreements/AgreedBook';
import type { AgreementService } from './agreements/AgreementService';
import type { CalendarService } from './calendars/CalendarService';
import type { Clocks } from './clocks/Clocks';
import { counting, type ClockViews } from './clocks/ClockViews';
import { ListedClocksStore } from './clocks/ListedClocksStore';
import { nearestOf } from './clocks/nearest';

const iso = (instant: number) => new Date(instant).toISOString();
const isoOrNot = (instant: number | undefined) =>
  instant === undefined ? undefined : iso(instant);

const worksOn = ({ viewer }: RecordView) => viewer.standing.includes('worker');

/** What was promised, and how it is kept: one method a question. */
export interface ServiceLevelService {
  /** Agreements in the order in which they go before each other. */
  agreements(
    caller: Caller,
  ): Promise<{ items: AgreementSummary[]; refs: Record<string, RefInfo> }>;
  /**
   * One of them, also one that was withdrawn or does not hold yet, and what goes beside it.
   *
   * @throws NotFoundError
   */
  agreement(caller: Caller, key: string): Promise<AgreementDetail>;
  /** The types of records that agreements are about. */
  coveredTypes(caller: Caller): Promise<string[]>;
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
      'records' | 'catalog' | 'clock' | 'database'
    > & {
      clocks: Clocks;
      views: ClockViews;
      book: AgreedBook;
      agreementService: AgreementService;
      calendarService: CalendarService;
    },
  ) {
    this.#listed = new ListedClocksStore(deps.database);
  }

  agreements(_: Caller) {
    return this.deps.agreementService.list();
  }

  agreement(caller: Caller, key: string): Promise<AgreementDetail> {
    return this.deps.agreementService.get(caller, key);
  }

  coveredTypes(_: Caller): Promise<string[]> {
    return this.deps.agreementService.coveredTypes();
  }

  calendars(_: Caller): Promise<CalendarSummary[]> {
    return this.deps.calendarService.list();
  }

  calendarYear(_: Caller, key: string, year: number): Promise<CalendarYear> {
    return this.deps.calendarService.year(key, year);
  }

  async clocks(caller: Caller, id: string): Promise<RecordClocks> {
    const { record, worker, told } = await this.#seen(caller, id);
    const { catalog, views } = this.deps;
    const clocks = await views.of(told, told.now, { thresholds: worker });
    return {
      number: record.number,
      type: record.type,
      at: iso(told.now),
      mayExplain: worker,
      clocks,
      refs: await catalog.describe([
        ...clocks.map(({ groupRef }) => groupRef),
        ...groupsTold(clocks),
      ]),
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
    const { record, worker, told } = await this.#seen(caller, id);
    if (!worker) {
      throw new NotAllowedError(
        `Who had ${record.number} and for how long is for those who work on it`,
      );
    }
    const { catalog, views } = this.deps;
    const [shown, names] = await Promise.all([
      views.of(told, told.now, { thresholds: true }),
      views.names(told),
    ]);
    const refs = await catalog.describe([
      ...told.clocks.flatMap(({ cycles }) =>
        cycles.flatMap(({ stretches }) => stretches.map(s => s.ownerRef)),
      ),
      ...groupsTold(shown),
      ...views.namedBy(told),
    ]);
    const cycles = await views.cycles(told, refs);
    return {
      number: record.number,
      type: record.type,
      at: iso(told.now),
      clocks: shown.map((view, i) => ({ ...view, cycles: cycles[i] })),
      refs,
      ...names,
    };
  }

  /** A record that the caller may read, with those of its clocks that are for them. */
  async #seen(caller: Caller, id: string) {
    const view = await this.deps.records.view(caller, id);
    const told = await this.deps.clocks.told(view.record.id);
    const worker = worksOn(view);
    // What teams and suppliers promise each other is no matter of the requester.
    const clocks = worker
      ? told.clocks
      : told.clocks.filter(clock => clock.type === 'sla');
    return { record: view.record, worker, told: { ...told, clocks } };
  }
}

/** The groups that thresholds told or will tell something. */
function groupsTold(clocks: readonly ClockView[]): string[] {
  return clocks.flatMap(({ thresholds }) =>
    [
      ...(thresholds?.passed ?? []).flatMap(({ tells }) => tells),
      ...(thresholds?.next?.actions ?? []).flatMap(action => {
        if (action.do === 'notify') return action.to;
        return action.do === 'reassign' ? [action.to] : [];
      }),
    ].filter(ref => ref.includes(':')),
  );
}

/** Working time from one instant to another; negative if the other is before it. */
function signedBetween(working: WorkingTime, from: number, to: number) {
  return to >= from ? working.between(from, to) : -working.between(to, from);
}
