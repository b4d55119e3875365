import type {
  Breach,
  BreachPage,
  WorkingTime,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { AttainmentDeps } from './AttainmentService';
import { fingerprintOf, readPlace, writePlace } from '../places';
import { agreementNames } from './agreementNames';
import {
  runKey,
  type BreachPlace,
  type BreachRow,
  type RunFilter,
} from './RunQueriesStore';

const DEFAULT_LIMIT = 50;
/** Rows of a file that are read in one go. */
const BATCH = 1_000;
const MINUTE_MS = 60_000;

const iso = (instant: number) => new Date(instant).toISOString();

const HEADER = [
  'Number',
  'Title',
  'Type',
  'Status',
  'Priority',
  'Service',
  'Team',
  'Agreement',
  'Kind of agreement',
  'Promise',
  'Goal (min)',
  'Elapsed (min)',
  'Over by (min)',
  'Started',
  'Due',
  'Stopped',
  'Most of the time had',
  'Its share (%)',
  'Time by who had it (min)',
];

const PLACE = ['number', 'text', 'text', 'number'] as const;

const breachPlace = (place: readonly (string | number)[]): BreachPlace => ({
  decidedAt: Number(place[0]),
  recordId: String(place[1]),
  clockId: String(place[2]),
  // What no run can be is behind all of them.
  run: Math.min(Math.abs(Number(place[3])), 2 ** 31 - 1),
});

const placeOf = ({ decidedAt, recordId, clockId, run }: BreachRow) => ({
  decidedAt,
  recordId,
  clockId,
  run,
});

/** A file of breaches. */
export interface BreachFile {
  header: readonly string[];
  rows: AsyncGenerator<string[]>;
}

/** Promises that were not kept, as pages and as a file. */
export class BreachList {
  constructor(private readonly deps: AttainmentDeps) {}

  async page(
    caller: Caller,
    filter: RunFilter,
    asked: { limit?: number; cursor?: string },
  ): Promise<BreachPage> {
    const limit = asked.limit ?? DEFAULT_LIMIT;
    const { from: _, to: __, ...question } = filter;
    const fingerprint = fingerprintOf(question);
    const rows = await this.deps.runs.breaches(
      caller,
      filter,
      asked.cursor === undefined
        ? undefined
        : breachPlace(readPlace(asked.cursor, fingerprint, PLACE)),
      limit + 1,
    );
    const items = await this.present(rows.slice(0, limit));
    return {
      items,
      pageInfo:
        rows.length > limit
          ? {
              nextCursor: writePlace(
                Object.values(placeOf(rows[limit - 1])),
                fingerprint,
              ),
            }
          : {},
      refs: await this.refsOf(items),
    };
  }

  /** What breaches refer to. */
  refsOf(breaches: readonly Breach[]) {
    return this.deps.catalog.describe(
      breaches.flatMap(({ serviceRef, teamRef, heldBy }) => [
        serviceRef,
        teamRef,
        ...(heldBy ?? []).map(({ ref }) => ref),
      ]),
    );
  }

  async file(caller: Caller, filter: RunFilter): Promise<BreachFile> {
    return { header: HEADER, rows: this.#rows(caller, filter) };
  }

  async *#rows(caller: Caller, filter: RunFilter): AsyncGenerator<string[]> {
    const { runs, csv } = this.deps;
    let after: BreachPlace | undefined;
    let left = csv.maxRows;
    for (;;) {
      const wanted = Math.min(BATCH, left + 1);
      const rows = await runs.breaches(caller, filter, after, wanted);
      const items = await this.present(rows.slice(0, left));
      for (const item of items) yield cellsOf(item);
      if (rows.length > left) {
        yield [`Stopped after ${csv.maxRows} rows; filter to get the others`];
        return;
      }
      left -= rows.length;
      if (rows.length < wanted) return;
      after = placeOf(rows[rows.length - 1]);
    }
  }

  /** Runs as the API shows them. Two statements whatever their number, beside the book. */
  async present(rows: readonly BreachRow[]): Promise<Breach[]> {
    if (rows.length === 0) return [];
    const { runs, book, clock, definitions } = this.deps;
    const worked = rows.filter(row => row.worked);
    const [held, agreed, names] = await Promise.all([
      runs.heldBy([...new Set(worked.map(({ recordId }) => recordId))]),
      book.current(),
      agreementNames(definitions),
    ]);
    const now = clock.now();
    return rows.map((row): Breach => {
      const working = agreed.calendarAt(row.calendarKey, now)?.working;
      const elapsed = elapsedOf(row, working, now);
      return {
        id: runKey(row.recordId, row.clockId, row.run),
        record: {
          id: row.recordId,
          number: row.number,
          type: row.recordType,
          title: row.title,
          status: row.status,
          priority: row.priority,
        },
        clock: row.clockId,
        run: row.run,
        type: row.type,
        metric: row.metric,
        agreement: {
          key: row.agreementKey,
          name: names.get(row.agreementKey) ?? row.agreementKey,
        },
        serviceRef: row.serviceRef,
        teamRef: row.teamRef,
        goal: row.goal,
        elapsed,
        overBy: elapsed - row.goal,
        startedAt: iso(row.startedAt),
        dueAt: iso(row.dueAt ?? row.decidedAt),
        lateAt: iso(row.decidedAt),
        ...(row.stoppedAt !== undefined && { stoppedAt: iso(row.stoppedAt) }),
        ...(row.worked && {
          heldBy: held.get(runKey(row.recordId, row.clockId, row.run)) ?? [],
        }),
      };
    });
  }
}

/** What counts now: one that runs went on since it was looked at. */
function elapsedOf(
  row: BreachRow,
  working: WorkingTime | undefined,
  now: number,
): number {
  if (row.state !== 'running' || !working || row.dueAt === undefined)
    return row.elapsed;
  return row.goal + working.between(row.dueAt, Math.max(row.dueAt, now));
}

const minutes = (ms: number) => String(Math.round(ms / MINUTE_MS));

function cellsOf(breach: Breach): string[] {
  const { record, agreement, heldBy = [] } = breach;
  const all = heldBy.reduce((sum, { elapsed }) => sum + elapsed, 0);
  const [first] = heldBy;
  return [
    record.number,
    record.title,
    record.type,
    record.status,
    record.priority === undefined ? '' : String(record.priority),
    breach.serviceRef ?? '',
    breach.teamRef ?? '',
    agreement.name,
    breach.type,
    breach.metric,
    minutes(breach.goal),
    minutes(breach.elapsed),
    minutes(breach.overBy),
    breach.startedAt,
    breach.dueAt,
    breach.stoppedAt ?? '',
    first ? first.ref ?? 'nobody' : '',
    first ? String(Math.round((first.elapsed / all) * 100)) : '',
    heldBy
      .map(({ ref, elapsed }) => `${ref ?? 'nobody'}: ${minutes(elapsed)}`)
      .join('; '),
  ];
}
