import {
  clocksOf,
  lateAt,
  reachedAt,
  SOON_FROM,
  type Agreed,
  type Clock as ServiceClock,
  type Facts,
  type Moment,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { runsOf, type RunRow } from '../attainment/runsOf';
import type { AgreedBook } from '../agreements/AgreedBook';
import type { CountedRuns } from '../counted/CountedRuns';
import type { ClockRow, ClockStore } from './ClockStore';
import { planThresholds, type ToldRecord } from '../thresholds/planThresholds';
import { momentsOf, type ClockEntry } from './momentsOf';

/** Records whose clocks are told while the database writes those before. */
const PART = 100;

const partsOf = (recordIds: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(recordIds.length / PART) }, (_, i) =>
    recordIds.slice(i * PART, (i + 1) * PART),
  );

/** Lets what was begun be sent, and requests be served: to tell clocks of many records takes a while. */
const othersTurn = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve);
  });

/** Tells clocks from the journal and the agreements. */
export class Clocks {
  readonly #categories = new Map<string, string>();

  constructor(
    private readonly deps: {
      store: ClockStore;
      book: AgreedBook;
      clock: ItsmKernel['clock'];
      recordTypes: ItsmKernel['recordTypes'];
      due: ItsmKernel['due'];
      counted: CountedRuns;
    },
  ) {}

  /** A record by its journal as of now, and its clocks with their whole lives. */
  async told(recordId: string): Promise<ToldRecord & { now: number }> {
    const { book, clock } = this.deps;
    const agreed = await book.current();
    const now = clock.now();
    return { ...(await this.tellAt(recordId, agreed, now)), now };
  }

  /** What the journal knows of records, by record: the facts in force last. */
  async factsOf(recordIds: readonly string[]): Promise<Map<string, Facts>> {
    const entries = await this.deps.store.entriesOf(recordIds);
    return new Map(
      [...entries].map(([recordId, own]) => {
        const moments = this.#momentsOf(own);
        return [recordId, moments[moments.length - 1]?.facts ?? {}];
      }),
    );
  }

  /** What the journal knows of the services of records, by record. */
  async serviceFactsOf(
    recordIds: readonly string[],
  ): Promise<Map<string, Facts>> {
    const all = await this.factsOf(recordIds);
    return new Map(
      [...all].map(([recordId, facts]) => [
        recordId,
        Object.fromEntries(
          Object.entries(facts).flatMap(([key, value]) =>
            key.startsWith('service.')
              ? [[key.slice('service.'.length), value]]
              : [],
          ),
        ),
      ]),
    );
  }

  /** What was agreed, looked up now; outside of transactions. */
  prepare(): Promise<Agreed> {
    return this.deps.book.current({ fresh: true });
  }

  /** A record by its journal at an instant, and its clocks. */
  async tellAt(
    recordId: string,
    agreed: Agreed,
    now: number,
  ): Promise<ToldRecord> {
    const byRecord = await this.deps.store.entriesOf([recordId]);
    const entries = byRecord.get(recordId) ?? [];
    return { recordId, entries, clocks: this.#tell(entries, agreed, now) };
  }

  /** The clocks of records under each of several that could be agreed, by record. One query for all. */
  async under(
    recordIds: readonly string[],
    agreed: readonly Agreed[],
    now: number,
  ): Promise<Map<string, ServiceClock[][]>> {
    const entries = await this.deps.store.entriesOf(recordIds);
    return new Map(
      [...entries].map(([recordId, own]) => [
        recordId,
        agreed.map(each => this.#tell(own, each, now)),
      ]),
    );
  }

  /**
   * Brings the copy of the clocks of records up to date, and with them what is due at their
   * thresholds, and what counts in key performance indicators.
   */
  async refresh(
    tx: Parameters<ClockStore['replace']>[0],
    recordIds: readonly string[],
    agreed: Agreed,
  ): Promise<void> {
    const { store, clock, due, counted } = this.deps;
    const now = clock.now();
    await store.findByIndexes(tx);
    const counting = await counted.begin(tx, recordIds, now);
    // Where nothing was ever agreed there is nothing to tell.
    const entries =
      agreed.changes.length === 0
        ? new Map<string, ClockEntry[]>()
        : await store.entriesOf(recordIds, tx);
    const told: ToldRecord[] = [];
    const runs: RunRow[] = [];
    let writing: Promise<void> | undefined;
    try {
      // In order, so that two that write the same records do not wait for each other in a circle.
      for (const part of partsOf([...recordIds].sort())) {
        const written = part.flatMap(recordId => {
          const own = entries.get(recordId);
          return own ? this.#rowsOf(recordId, own, agreed, now) : [];
        });
        await writing;
        writing = store.replace(
          tx,
          part,
          written.flatMap(({ rows }) => rows),
          written.flatMap(one => one.runs),
        );
        // It is heard of below; until then somebody must have listened.
        writing.catch(() => {});
        told.push(...written.map(one => one.told));
        runs.push(...written.flatMap(one => one.runs));
        await othersTurn();
      }
    } finally {
      await writing;
    }
    await counted.end(tx, counting, runs);
    const planned = told.map(record => planThresholds(record, agreed, now));
    const cancel = planned.flatMap(p => p.cancel);
    const schedule = planned.flatMap(p => p.schedule);
    if (cancel.length > 0) await due.cancel(cancel, tx);
    if (schedule.length > 0) await due.schedule(schedule, tx);
  }

  /** A record's clocks, with the rows that are made of them. */
  #rowsOf(
    recordId: string,
    entries: readonly ClockEntry[],
    agreed: Agreed,
    now: number,
  ) {
    const moments = this.#momentsOf(entries);
    const clocks = clocksOf(moments, agreed, now);
    const told: ToldRecord = { recordId, entries, clocks };
    return {
      told,
      rows: clocks.map(one => rowOf(recordId, one, agreed, now)),
      runs: runsOf(recordId, clocks, moments, agreed, now),
    };
  }

  #tell(
    entries: readonly ClockEntry[],
    agreed: Agreed,
    now: number,
  ): ServiceClock[] {
    return clocksOf(this.#momentsOf(entries), agreed, now);
  }

  #momentsOf(entries: readonly ClockEntry[]): Moment[] {
    return momentsOf(entries, (type, status) => this.#categoryOf(type, status));
  }

  #categoryOf(type: string, status: string): string | undefined {
    if (this.#categories.size === 0) {
      for (const { type: name, lifecycle } of this.deps.recordTypes.all())
        for (const [state, { category }] of Object.entries(lifecycle.states))
          this.#categories.set(`${name} ${state}`, category);
    }
    return this.#categories.get(`${type} ${status}`);
  }
}

/** The newest run of a clock. */
function rowOf(
  recordId: string,
  told: ServiceClock,
  agreed: Agreed,
  now: number,
): ClockRow {
  const { cycles } = told;
  const cycle = cycles[cycles.length - 1];
  const { agreement, calendar, state, goal, elapsed } = cycle;
  return {
    recordId,
    clockId: told.id,
    type: told.type,
    metric: told.metric,
    groupRef: told.groupRef,
    agreement,
    calendar,
    state,
    goal,
    elapsed,
    evaluatedAt: now,
    startedAt: cycle.startedAt,
    dueAt: cycle.dueAt,
    soonAt: reachedAt(cycle, Math.ceil(goal * SOON_FROM), agreed, now),
    lateAt: lateAt(cycle, agreed, now),
    stoppedAt: cycle.stoppedAt,
    breached: cycle.breached,
    run: cycles.length,
    breaches: cycles.filter(c => c.breached).length,
  };
}
