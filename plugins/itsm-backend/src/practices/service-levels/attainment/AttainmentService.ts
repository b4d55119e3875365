import { InputError } from '@backstage/errors';
import {
  attainmentOf,
  MOST_GROUPS,
  MOST_POINTS,
  readPeriod,
  type Attainment,
  type AttainmentCounts,
  type AttainmentQuery,
  type AttainmentTrend,
  type AttainmentTrendQuery,
  type BreachExportQuery,
  type BreachListQuery,
  type BreachPage,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import { agreementNames } from './agreementNames';
import { BreachList, type BreachFile } from './BreachList';
import type { RunCount, RunFilter, RunQueriesStore } from './RunQueriesStore';
import { bucketsOf } from './buckets';

const YEAR_MS = 366 * 86_400_000;
/** Holders of time that an answer names. */
const MOST_HOLDERS = 50;

const iso = (instant: number) => new Date(instant).toISOString();

/** Counts with the percentage that they make. */
export const countsOf = ({ kept, breached }: RunCount): AttainmentCounts => {
  const attainment = attainmentOf(kept, breached);
  return { kept, breached, ...(attainment !== undefined && { attainment }) };
};

const sumOf = (counts: readonly RunCount[]): RunCount => ({
  kept: counts.reduce((all, { kept }) => all + kept, 0),
  breached: counts.reduce((all, { breached }) => all + breached, 0),
});

/** How promises are kept over time: one method a question. */
export interface AttainmentService {
  /** In a period by something. @throws InputError for a period that cannot be */
  attainment(caller: Caller, query: AttainmentQuery): Promise<Attainment>;
  /** From week to week or from month to month. @throws InputError */
  trend(caller: Caller, query: AttainmentTrendQuery): Promise<AttainmentTrend>;
  /** Promises that were not kept, the latest first. @throws InputError */
  breaches(caller: Caller, query: BreachListQuery): Promise<BreachPage>;
  /** The same as rows of cells. @throws InputError */
  exportBreaches(caller: Caller, query: BreachExportQuery): Promise<BreachFile>;
}

/** What the answers are made from. */
export interface AttainmentDeps
  extends Pick<ItsmKernel, 'catalog' | 'clock' | 'definitions' | 'csv'> {
  runs: RunQueriesStore;
  book: AgreedBook;
}

/** A period as the API asks for it. @throws InputError */
export function periodOf(
  asked: { from?: string; to?: string },
  now: number,
  usual?: number,
) {
  try {
    return readPeriod(asked, now, usual);
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}

/**
 * Answers from the runs that the projection keeps. A run counts once: when it was done in time, or at
 * the first instant at which it was late. So periods add up, and what is past stays as it was told,
 * unless something is learned late, a goal is changed, or what was done goes on after a reopening.
 */
export class DefaultAttainmentService implements AttainmentService {
  readonly #breaches: BreachList;

  constructor(private readonly deps: AttainmentDeps) {
    this.#breaches = new BreachList(deps);
  }

  async attainment(
    caller: Caller,
    query: AttainmentQuery,
  ): Promise<Attainment> {
    const { runs, clock, catalog, definitions } = this.deps;
    const now = clock.now();
    const period = periodOf(query, now);
    const { by } = query;
    const filter = this.filterOf(caller, query, period, now);
    const [counted, late, heldBy, names] = await Promise.all([
      runs.countBy(caller, by, filter, MOST_GROUPS),
      runs.countLate(caller, by, filter, now),
      by === 'team'
        ? runs.heldShares(caller, filter, MOST_HOLDERS)
        : Promise.resolve(undefined),
      agreementNames(definitions),
    ]);
    const { items, all, groups } = counted;
    const lateOf = new Map(late.map(each => [each.key, each.late]));
    const lateAll = late.reduce((sum, each) => sum + each.late, 0);
    // What is late is named, also if nothing was decided in the period.
    const known = new Set(items.map(({ key }) => key));
    const more = late
      .filter(({ key }) => !known.has(key))
      .slice(0, MOST_GROUPS - items.length)
      .map(({ key }): RunCount => ({ key, kept: 0, breached: 0 }));
    const named = [...items, ...more];
    const keys = named.flatMap(({ key }) => key ?? []);
    const rest = groups - items.length;
    const shown = sumOf(items);
    const refs = await catalog.describe([
      ...(by === 'service' || by === 'team' ? keys : []),
      ...(heldBy ?? []).map(({ ref }) => ref),
    ]);
    return {
      by,
      from: iso(period.from),
      to: iso(period.to),
      total: { ...countsOf(all), late: lateAll },
      items: named.map(count => ({
        ...(count.key !== undefined && { key: count.key }),
        ...countsOf(count),
        late: lateOf.get(count.key) ?? 0,
      })),
      ...(rest > 0 && {
        others: {
          groups: rest,
          ...countsOf({
            kept: all.kept - shown.kept,
            breached: all.breached - shown.breached,
          }),
          late:
            lateAll -
            named.reduce((sum, { key }) => sum + (lateOf.get(key) ?? 0), 0),
        },
      }),
      ...(heldBy && { heldBy }),
      agreements:
        by === 'agreement'
          ? Object.fromEntries(keys.map(key => [key, names.get(key) ?? key]))
          : {},
      refs,
    };
  }

  async trend(
    caller: Caller,
    query: AttainmentTrendQuery,
  ): Promise<AttainmentTrend> {
    const { runs, clock } = this.deps;
    const now = clock.now();
    const period = periodOf(query, now, YEAR_MS);
    const buckets = bucketsOf(period, query.bucket, query.zone);
    if (buckets.length > MOST_POINTS) {
      throw new InputError(
        `from: the period has ${buckets.length} ${query.bucket}s, at most ${MOST_POINTS} are told; ask for months or for less`,
      );
    }
    const bounds = [...buckets.map(({ from }) => from), period.to];
    const filter = this.filterOf(caller, query, period, now);
    const counts = await runs.countSpans(caller, filter, bounds);
    return {
      bucket: query.bucket,
      zone: query.zone,
      points: buckets.map(({ day, from, to }, i) => ({
        day,
        from: iso(from),
        to: iso(to),
        ...countsOf(counts[i]),
      })),
    };
  }

  breaches(caller: Caller, query: BreachListQuery): Promise<BreachPage> {
    const now = this.deps.clock.now();
    const period = periodOf(query, now);
    const filter = this.filterOf(caller, query, period, now);
    return this.#breaches.page(caller, filter, query);
  }

  exportBreaches(
    caller: Caller,
    query: BreachExportQuery,
  ): Promise<BreachFile> {
    const now = this.deps.clock.now();
    const period = periodOf(query, now);
    return this.#breaches.file(
      caller,
      this.filterOf(caller, query, period, now),
    );
  }

  /** What is asked for, as a store asks it: nothing that is not decided yet. */
  filterOf(
    caller: Caller,
    query: Omit<RunFilter, 'from' | 'to'>,
    { from, to }: { from: number; to: number },
    now: number,
  ): RunFilter {
    const { agreement, service, metric, type } = query;
    const team = query.team?.flatMap(ref =>
      ref === 'mine' ? caller.ownership : [ref],
    );
    return {
      from,
      to: Math.min(to, now + 1),
      agreement,
      service,
      team,
      metric,
      type,
    };
  }
}
