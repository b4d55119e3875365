import {
  clocksOf,
  type Agreed,
  type Clock as ServiceClock,
  type Facts,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import type { ClockRow, ClockStore } from './ClockStore';
import { momentsOf, type ClockEntry } from './momentsOf';

/** Tells clocks from the journal and the agreements. */
export class Clocks {
  readonly #categories = new Map<string, string>();

  constructor(
    private readonly deps: {
      store: ClockStore;
      book: AgreedBook;
      clock: ItsmKernel['clock'];
      recordTypes: ItsmKernel['recordTypes'];
    },
  ) {}

  /** The clocks of a record as of now, with their whole lives. */
  async of(recordId: string): Promise<ServiceClock[]> {
    const { store, book, clock } = this.deps;
    const [entries, agreed] = await Promise.all([
      store.entriesOf([recordId]),
      book.current(),
    ]);
    return this.#tell(entries.get(recordId) ?? [], agreed, clock.now());
  }

  /** What the journal knows of the services of records, by record: the facts in force last. */
  async serviceFactsOf(
    recordIds: readonly string[],
  ): Promise<Map<string, Facts>> {
    const entries = await this.deps.store.entriesOf(recordIds);
    return new Map(
      [...entries].map(([recordId, own]) => {
        const moments = momentsOf(own, () => undefined);
        const facts = moments[moments.length - 1]?.facts ?? {};
        return [
          recordId,
          Object.fromEntries(
            Object.entries(facts).flatMap(([key, value]) =>
              key.startsWith('service.')
                ? [[key.slice('service.'.length), value]]
                : [],
            ),
          ),
        ];
      }),
    );
  }

  /** What was agreed, looked up now; outside of transactions. */
  prepare(): Promise<Agreed> {
    return this.deps.book.current({ fresh: true });
  }

  /** Brings the copy of the clocks of records up to date. */
  async refresh(
    tx: Parameters<ClockStore['replace']>[0],
    recordIds: readonly string[],
    agreed: Agreed,
  ): Promise<void> {
    const { store, clock } = this.deps;
    const now = clock.now();
    // Where nothing was ever agreed there is nothing to tell.
    const entries =
      agreed.changes.length === 0
        ? new Map<string, ClockEntry[]>()
        : await store.entriesOf(recordIds, tx);
    const rows = [...entries].flatMap(([recordId, own]) =>
      this.#tell(own, agreed, now).map(told => rowOf(recordId, told, now)),
    );
    await store.replace(tx, recordIds, rows);
  }

  #tell(
    entries: readonly ClockEntry[],
    agreed: Agreed,
    now: number,
  ): ServiceClock[] {
    const moments = momentsOf(entries, (type, status) =>
      this.#categoryOf(type, status),
    );
    return clocksOf(moments, agreed, now);
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
function rowOf(recordId: string, told: ServiceClock, now: number): ClockRow {
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
    stoppedAt: cycle.stoppedAt,
    breached: cycle.breached,
    run: cycles.length,
    breaches: cycles.filter(c => c.breached).length,
  };
}
