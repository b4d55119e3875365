import {
  OBJECTIVE_ALERT_ENDED,
  OBJECTIVE_ALERT_STARTED,
  OBJECTIVE_SUBJECT,
  type AlertSeverity,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type ItsmKernel,
  type Job,
  type NewEntry,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { alertChanges, type AlertToStart } from './alertChanges';
import { evaluate, type Evaluation } from './evaluate';
import { MeasuringError } from './indicators/Indicator';
import { TroubledConnections } from './indicators/TroubledConnections';
import type { Measuring } from './Measuring';
import type { MeasurementStore } from './MeasurementStore';
import type { Objective, ObjectiveBook } from './ObjectiveBook';
import type { AlertRow, ObjectiveRow, ObjectiveStore } from './ObjectiveStore';

const MINUTE = 60_000;
/** So many are measured at a time. */
const AT_ONCE = 4;

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'clock' | 'database' | 'journal' | 'logger'
>;
type Tx = Parameters<Parameters<Kernel['database']['transaction']>[0]>[0];

/** What is known of an objective before a run. */
interface Known {
  row?: ObjectiveRow;
  running: readonly AlertRow[];
}

/**
 * Measures all objectives, adds up their windows and begins and ends their alerts, once a minute. One
 * backend does it at a time; should two, the row of the objective is held while alerts are
 * decided on, so that each begins and ends once. What cannot be measured is told on the
 * objective, and keeps no other from being.
 */
export class ObjectiveWork {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      book: ObjectiveBook;
      store: ObjectiveStore;
      measurements: MeasurementStore;
      measuring: Measuring;
    },
  ) {}

  /** The periodic job. */
  job(): Job {
    return { id: 'objectives', everyMs: MINUTE, run: () => this.run() };
  }

  /** Looks at all objectives. */
  async run(): Promise<void> {
    const { book, store } = this.deps;
    const [{ objectives }, rows] = await Promise.all([book.all(), store.all()]);
    const running = await store.running([...rows.keys()]);
    const known = (key: string): Known => ({
      row: rows.get(key),
      running: running.filter(({ objectiveKey }) => objectiveKey === key),
    });
    const troubled = new TroubledConnections();
    // Each run begins with another one: behind many slow queries everybody has their turn.
    const turn = Math.floor(this.kernel.clock.now() / MINUTE);
    const first = turn % Math.max(1, objectives.length);
    const waiting = [...objectives.slice(first), ...objectives.slice(0, first)];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        await this.#safely(
          next.key,
          this.#one(next, known(next.key), troubled),
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    const there = new Set(objectives.map(({ key }) => key));
    for (const row of rows.values())
      if (!there.has(row.key) && row.removedAt === undefined)
        await this.#safely(row.key, this.#removed(row.key));
  }

  async #safely(key: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.kernel.logger.error(
        `The objective ${key} could not be looked at; it is tried again in a minute`,
        error as Error,
      );
    }
  }

  async #one(
    objective: Objective,
    { row, running }: Known,
    troubled: TroubledConnections,
  ): Promise<void> {
    const { kernel, deps } = this;
    const now = kernel.clock.now();
    const entity =
      objective.entityRef === undefined
        ? undefined
        : await kernel.catalog.find(objective.entityRef);
    const current = {
      ...objective,
      entityRef: entity?.ref ?? objective.entityRef,
    };
    // What was measured under other terms is no use: it begins anew.
    const same = row?.series === objective.series ? row : undefined;
    const measured = await deps.measuring.measure(current, same, {
      now,
      troubled,
      keep: part =>
        kernel.database.transaction(async tx => {
          const held = await this.#held(tx, objective);
          await deps.measurements.replace(
            tx,
            objective.series,
            part.span,
            part.minutes,
            { budgeting: objective.budgeting, now },
          );
          await deps.store.keep(tx, {
            ...held,
            measuredUntil: Math.max(held.measuredUntil ?? 0, part.span.to),
            newestSample: part.newest ?? held.newestSample,
          });
        }),
    });
    const evaluation = await this.#evaluate(current, now, measured);
    const owner = groupOf(entity?.ownerRef);
    await kernel.database.transaction(tx =>
      this.#settle(tx, current, {
        now,
        owner,
        evaluation,
        failure: measured.failure,
        knownRunning: running,
      }),
    );
  }

  async #evaluate(
    objective: Objective,
    now: number,
    measured: { failure?: string },
  ): Promise<Evaluation | undefined> {
    if (!objective.measure) return undefined;
    try {
      const read = await this.deps.measuring.read(objective, now);
      return evaluate(objective, read, now);
    } catch (error) {
      if (!(error instanceof MeasuringError)) throw error;
      measured.failure ??= error.message;
      return undefined;
    }
  }

  /** The row of an objective, held, and without what was measured under other terms. */
  async #held(tx: Tx, { key, series }: Objective): Promise<ObjectiveRow> {
    const { store, measurements } = this.deps;
    const row = await store.hold(tx, key, series);
    if (row.series === series) return { ...row, removedAt: undefined };
    await measurements.drop(tx, row.series);
    return { key, series, journalHead: row.journalHead };
  }

  /** Keeps how it stands, and begins and ends alerts. */
  async #settle(
    tx: Tx,
    objective: Objective,
    found: {
      now: number;
      owner?: string;
      evaluation?: Evaluation;
      failure?: string;
      knownRunning: readonly AlertRow[];
    },
  ): Promise<void> {
    const { store, measurements } = this.deps;
    const { now, evaluation, failure } = found;
    const row = await this.#held(tx, objective);
    // Another backend was here with a later clock.
    if (row.evaluatedAt !== undefined && row.evaluatedAt > now) return;
    await measurements.forget(tx, objective.series, now);
    const running = await store.running([objective.key], tx);
    const changes = evaluation
      ? alertChanges(
          objective.rules,
          evaluation,
          new Set(running.map(({ severity }) => severity)),
        )
      : { start: [], end: [] };
    const entries: NewEntry[] = [];
    for (const start of changes.start)
      entries.push(
        await this.#start(tx, objective, start, {
          now,
          owner: found.owner,
          evaluation: evaluation!,
        }),
      );
    for (const severity of changes.end)
      entries.push(
        await this.#end(tx, alertOf(running, severity), {
          now,
          name: objective.name,
          owner: found.owner,
          entityRef: objective.entityRef,
          tells: tellsEnd(objective, severity),
          reason: 'recovered',
        }),
      );
    await this.#append(tx, entries, {
      ...row,
      evaluatedAt: now,
      evaluation,
      failure,
      failureSince: failure === undefined ? undefined : row.failureSince ?? now,
    });
  }

  async #start(
    tx: Tx,
    objective: Objective,
    { severity, rule, rate }: AlertToStart,
    found: { now: number; owner?: string; evaluation: Evaluation },
  ): Promise<NewEntry> {
    const id = uuidv7();
    const { long, short, threshold } = rule;
    const { now, owner, evaluation } = found;
    await this.deps.store.start(tx, {
      id,
      objectiveKey: objective.key,
      severity,
      startedAt: now,
      long,
      short,
      threshold,
      rate,
    });
    return {
      subjectType: OBJECTIVE_SUBJECT,
      subjectId: objective.key,
      kind: OBJECTIVE_ALERT_STARTED,
      at: now,
      payload: {
        alert: id,
        severity,
        name: objective.name,
        version: objective.version,
        rule: { long, short, threshold },
        rate,
        ...(evaluation.remaining !== undefined && {
          remaining: evaluation.remaining,
        }),
        ...(objective.entityRef !== undefined && {
          entity: objective.entityRef,
        }),
        ...(owner !== undefined && { owner }),
        files: objective.filesIncidents && severity === 'page',
      },
    };
  }

  async #end(
    tx: Tx,
    alert: AlertRow,
    what: {
      now: number;
      name: string;
      owner?: string;
      entityRef?: string;
      tells: boolean;
      reason: 'recovered' | 'removed';
    },
  ): Promise<NewEntry> {
    const { now, name, owner, entityRef, tells, reason } = what;
    await this.deps.store.end(tx, alert.id, now);
    return {
      subjectType: OBJECTIVE_SUBJECT,
      subjectId: alert.objectiveKey,
      kind: OBJECTIVE_ALERT_ENDED,
      at: now,
      payload: {
        alert: alert.id,
        severity: alert.severity,
        name,
        startedAt: alert.startedAt,
        reason,
        tells,
        ...(entityRef !== undefined && { entity: entityRef }),
        ...(owner !== undefined && { owner }),
      },
    };
  }

  /** Keeps the row with the end of its chain; the journal is the last statement. */
  async #append(tx: Tx, entries: readonly NewEntry[], row: ObjectiveRow) {
    const prepared = await this.kernel.journal.prepare(
      tx,
      SYSTEM_CALLER,
      entries,
      new Map([[row.key, row.journalHead]]),
    );
    await this.deps.store.keep(tx, {
      ...row,
      journalHead: prepared.heads.get(row.key) ?? row.journalHead,
    });
    await prepared.append();
  }

  /** Of what is defined no more the alerts end, and what was measured is forgotten. */
  async #removed(key: string): Promise<void> {
    const { store, measurements } = this.deps;
    const { clock, database } = this.kernel;
    const now = clock.now();
    await database.transaction(async tx => {
      const row = await store.hold(tx, key, '');
      if (row.removedAt !== undefined) return;
      await measurements.drop(tx, row.series);
      const entries: NewEntry[] = [];
      for (const alert of await store.running([key], tx))
        entries.push(
          await this.#end(tx, alert, {
            now,
            name: key,
            tells: false,
            reason: 'removed',
          }),
        );
      await this.#append(tx, entries, {
        key,
        series: '',
        removedAt: now,
        journalHead: row.journalHead,
      });
    });
  }
}

function alertOf(
  running: readonly AlertRow[],
  severity: AlertSeverity,
): AlertRow {
  return running.find(alert => alert.severity === severity)!;
}

function tellsEnd({ rules }: Objective, severity: AlertSeverity): boolean {
  return rules.some(rule => rule.severity === severity && rule.tellsEnd);
}

/** People stand in no payload of the journal. */
function groupOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('group:') ? ref : undefined;
}
