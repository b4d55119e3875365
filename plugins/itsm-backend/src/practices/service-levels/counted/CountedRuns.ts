import type { Clock, FactWriter, Job } from '@callboard/plugin-itsm-node';
import type { CountedStore, KnownFacts } from './CountedStore';
import { factsOfHolders, factsOfRun, type CountedRun } from './factsOfRun';
import { SLA_HELD, SLA_RUN } from './kinds';

type Transaction = Parameters<FactWriter['put']>[0];

/** Runs that are counted in one transaction. */
const AT_ONCE = 500;
const EVERY_MS = 60_000;

/** What was counted of records before they were looked at again. */
export interface Counting {
  known: KnownFacts;
  /** What is decided later does not count yet. */
  until: number;
}

/**
 * Keeps the facts of runs: what a run comes to counts from the instant on at which it is decided, and
 * not before, though clocks know beforehand when they will be late. Whoever looks at clocks counts
 * what was decided; what passes by itself the job counts, each minute.
 *
 * One at a time writes: all of them hold the row of `sl_counted`, first of all that they hold, so that
 * nobody waits in a circle.
 */
export class CountedRuns {
  constructor(
    private readonly deps: {
      store: CountedStore;
      facts: FactWriter;
      clock: Clock;
    },
  ) {}

  /** To be called before runs of records are written. */
  async begin(
    tx: Transaction,
    recordIds: readonly string[],
    now: number,
  ): Promise<Counting> {
    const { store } = this.deps;
    const counted = await store.hold(tx);
    return {
      known: await store.known(tx, recordIds),
      // Another backend's clock may be ahead: what it passed over must not be left out.
      until: Math.max(now, counted),
    };
  }

  /** Counts the runs of the records as they are now, and no more those that are none. */
  async end(
    tx: Transaction,
    { known, until }: Counting,
    runs: readonly CountedRun[],
  ): Promise<void> {
    const decided = runs.filter(run => run.decidedAt <= until);
    const put = await this.#put(tx, decided);
    const { facts } = this.deps;
    const goneRuns = known.runs.filter(id => !put.runs.has(id));
    const goneHeld = known.held.filter(id => !put.held.has(id));
    if (goneRuns.length > 0) await facts.remove(tx, SLA_RUN, goneRuns);
    if (goneHeld.length > 0) await facts.remove(tx, SLA_HELD, goneHeld);
  }

  async #put(tx: Transaction, runs: readonly CountedRun[]) {
    const restricted = await this.deps.store.restricted(tx, [
      ...new Set(runs.map(run => run.recordId)),
    ]);
    const ofRuns = runs.map(run =>
      factsOfRun(run, restricted.has(run.recordId)),
    );
    const ofHolders = runs.flatMap(run =>
      factsOfHolders(run, restricted.has(run.recordId)),
    );
    if (ofRuns.length > 0) await this.deps.facts.put(tx, SLA_RUN, ofRuns);
    if (ofHolders.length > 0)
      await this.deps.facts.put(tx, SLA_HELD, ofHolders);
    return {
      runs: new Set(ofRuns.map(({ id }) => id)),
      held: new Set(ofHolders.map(({ id }) => id)),
    };
  }

  /** Counts what was decided since it was last looked, in parts. */
  async catchUp(): Promise<void> {
    while (await this.#part());
  }

  async #part(): Promise<boolean> {
    const { store, clock } = this.deps;
    return store.knex.transaction(async tx => {
      const after = await store.hold(tx);
      const until = clock.now();
      if (until <= after) return false;
      const runs = await store.decided(tx, { after, until }, AT_ONCE);
      await this.#put(tx, runs);
      const more = runs.length >= AT_ONCE;
      await store.keep(tx, more ? runs[runs.length - 1].decidedAt : until);
      return more;
    });
  }

  /** Takes all of it away, to be counted again. */
  async clear(tx: Transaction): Promise<void> {
    await this.deps.store.hold(tx);
    await this.deps.facts.clear(tx, SLA_RUN);
    await this.deps.facts.clear(tx, SLA_HELD);
  }

  /** Counts what passes by itself. */
  job(): Job {
    return { id: 'counted', everyMs: EVERY_MS, run: () => this.catchUp() };
  }
}
