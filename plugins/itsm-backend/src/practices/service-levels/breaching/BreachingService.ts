import {
  DEFAULT_WITHIN_MS,
  type BreachingPage,
  type BreachingQuery,
  type WorkingTime,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import { agreementNames } from '../attainment/agreementNames';
import { counting } from '../clocks/ClockViews';
import { fingerprintOf, readPlace, writePlace } from '../places';
import type { BreachingQuestion, BreachingStore } from './BreachingStore';

const DEFAULT_LIMIT = 50;

const iso = (instant: number) => new Date(instant).toISOString();

/** Says what is late, or will be soon. */
export interface BreachingService {
  /** What was due first comes first. @throws InputError for a cursor of another list */
  list(caller: Caller, query: BreachingQuery): Promise<BreachingPage>;
}

/** Answers from the copy of the clocks: what a page of records knows within a second. */
export class DefaultBreachingService implements BreachingService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'clock' | 'catalog' | 'definitions'
    > & { store: BreachingStore; book: AgreedBook },
  ) {}

  async list(caller: Caller, query: BreachingQuery): Promise<BreachingPage> {
    const { store, book, clock, catalog, definitions } = this.deps;
    const now = clock.now();
    const limit = query.limit ?? DEFAULT_LIMIT;
    const { cursor, limit: _, ...asked } = query;
    const within = query.within ?? DEFAULT_WITHIN_MS;
    const question: BreachingQuestion = {
      now,
      until: within === 0 ? undefined : now + within,
      team: query.team?.flatMap(ref =>
        ref === 'mine' ? caller.ownership : [ref],
      ),
      service: query.service,
      assignee: query.mine ? caller.ref : undefined,
      agreement: query.agreement,
      metric: query.metric,
      type: query.type,
    };
    const fingerprint = fingerprintOf(asked);
    const place =
      cursor === undefined
        ? undefined
        : readPlace(cursor, fingerprint, ['number', 'text', 'text']);
    const after = place && {
      dueAt: Number(place[0]),
      recordId: String(place[1]),
      clockId: String(place[2]),
    };
    const [rows, counts, agreed, names] = await Promise.all([
      store.list(caller, question, after, limit + 1),
      store.counts(caller, question),
      book.current(),
      agreementNames(definitions),
    ]);
    const shown = rows.slice(0, limit);
    const last = shown[shown.length - 1];
    const refs = await catalog.describe(
      shown.flatMap(({ record, groupRef }) => [
        record.serviceRef,
        record.ownerRef,
        record.assigneeRef,
        groupRef,
      ]),
    );
    return {
      at: iso(now),
      items: shown.map(item => {
        const { record, agreementKey, calendarKey, lateAt, ...row } = item;
        const working = agreed.calendarAt(calendarKey, now)?.working;
        return {
          id: record.id,
          record,
          clock: {
            ...row,
            agreement: {
              key: agreementKey,
              name: names.get(agreementKey) ?? agreementKey,
            },
            elapsed: elapsedOf(row, working, now),
            dueAt: iso(row.dueAt),
            breached: lateAt !== undefined && lateAt <= now,
            ...counting(row.state, working, now),
          },
        };
      }),
      pageInfo:
        rows.length > limit
          ? {
              nextCursor: writePlace(
                [last.dueAt, last.record.id, last.id],
                fingerprint,
              ),
            }
          : {},
      counts,
      refs,
    };
  }
}

/** What counts by now: one that runs went on since the copy was made. */
function elapsedOf(
  row: { state: string; goal: number; elapsed: number; dueAt: number },
  working: WorkingTime | undefined,
  now: number,
): number {
  if (row.state !== 'running' || !working) return row.elapsed;
  const { goal, dueAt } = row;
  return dueAt >= now
    ? goal - working.between(now, dueAt)
    : goal + working.between(dueAt, now);
}
