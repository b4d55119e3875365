import { InputError } from '@backstage/errors';
import {
  CI_COUNT_TO,
  CI_SORT_ORDERS,
  type CiCount,
  type CiExportQuery,
  type CiFacets,
  type CiListQuery,
  type CiPage,
  type CiQuestion,
  type CiRecentPage,
  type CiRecentQuery,
  type CiRecordPage,
  type CiRecordsQuery,
  type CiSort,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import type { HistoryStore } from '../HistoryStore';
import { CiExports, type CiExport } from './CiExports';
import { CiFacetCache } from './CiFacetCache';
import { CiItems, type CiHealthReader } from './CiItems';
import { askedCis } from './ciQuestion';
import { CiRows } from './CiRows';
import { SORTS, type CiRow, type CiStore } from './CiStore';
import {
  fingerprintOf,
  readCursor,
  writeCursor,
  type CiCursor,
} from './cursor';
import { recentChanges } from './recentChanges';
import { touchingRecords } from './touchingRecords';

const DEFAULT_LIMIT = 25;

/** Lists of configuration items, and what touches them: one method a question. */
export interface CiService {
  /** Items, as a keyset page. @throws InputError for a cursor of another list */
  list(caller: Caller, query: CiListQuery): Promise<CiPage>;
  /** How many items meet each question. */
  counts(
    caller: Caller,
    queries: Readonly<Record<string, CiQuestion>>,
  ): Promise<Record<string, CiCount>>;
  /** How many items there are of each kind and type. */
  facets(caller: Caller): Promise<CiFacets>;
  /** Items as rows of cells. */
  export(caller: Caller, query: CiExportQuery): Promise<CiExport>;
  /** What changed across the catalog, newest first. */
  recent(caller: Caller, query: CiRecentQuery): Promise<CiRecentPage>;
  /**
   * Records that touch an item and that the caller may read, open ones first.
   *
   * @throws NotFoundError for an item that is not there, or that the caller may not see
   */
  records(caller: Caller, query: CiRecordsQuery): Promise<CiRecordPage>;
}

type Kernel = Pick<
  ItsmKernel,
  'authorizer' | 'catalog' | 'catalogAccess' | 'clock' | 'csv' | 'records'
>;

/**
 * Answers from the kernel's copy of the catalog and from the history. What the caller may not see in
 * the catalog is not there: no row, no count, no line of an export.
 */
export class DefaultCiService implements CiService {
  readonly #rows: CiRows;
  readonly #items: CiItems;
  readonly #facets: CiFacetCache;
  readonly #exports: CiExports;

  constructor(
    private readonly kernel: Kernel,
    private readonly store: CiStore,
    private readonly history: HistoryStore,
    private readonly facts: Pick<CiFactsReader, 'classes'>,
    health?: CiHealthReader,
  ) {
    this.#rows = new CiRows(kernel, store);
    this.#items = new CiItems(this.#rows, store, facts, health);
    this.#facets = new CiFacetCache(kernel, store, this.#rows, facts);
    this.#exports = new CiExports(kernel, this.#rows, this.#items, facts);
  }

  async list(caller: Caller, query: CiListQuery): Promise<CiPage> {
    const {
      cursor: text,
      limit = DEFAULT_LIMIT,
      attributes,
      ...question
    } = query;
    const sort = query.sort ?? 'title';
    const order = query.order ?? CI_SORT_ORDERS[sort];
    const fingerprint = fingerprintOf({ ...question, sort, order });
    const cursor =
      text === undefined
        ? undefined
        : readCursor(text, fingerprint, SORTS[sort].kinds);
    const forward = cursor?.direction !== 'prev';
    const backwards = order === 'asc' ? 'desc' : 'asc';
    const found = await this.#rows.read(caller, {
      asked: askedCis(caller, query, await this.#context()),
      sort,
      order: forward ? order : backwards,
      after: await this.#placeOf(cursor, sort),
      wanted: limit,
    });
    const rows = forward ? found.rows : [...found.rows].reverse();
    const edge = (
      row: CiRow | undefined,
      direction: CiCursor['direction'],
    ): string | undefined => {
      // Where looking ended may be a row that is not for the caller: it is named by its id.
      const unseen = found.endedAt && (direction === 'next') === forward;
      if (unseen)
        return writeCursor({ direction, uid: found.endedAt!.uid }, fingerprint);
      return row && writeCursor({ direction, place: row.place }, fingerprint);
    };
    const items = await this.#items.of(caller, rows, { attributes });
    return {
      items,
      pageInfo: {
        nextCursor: (forward ? found.more : true)
          ? edge(rows[rows.length - 1], 'next')
          : undefined,
        prevCursor: (forward ? cursor !== undefined : found.more)
          ? edge(rows[0], 'prev')
          : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.flatMap(item => [item.ownerRef, item.systemRef]),
      ),
    };
  }

  async counts(
    caller: Caller,
    queries: Readonly<Record<string, CiQuestion>>,
  ): Promise<Record<string, CiCount>> {
    const context = await this.#context();
    const asked = Object.fromEntries(
      Object.entries(queries).map(([name, query]) => [
        name,
        askedCis(caller, query, context),
      ]),
    );
    if (await this.kernel.authorizer.readsWholeCatalog(caller)) {
      const counts = await this.store.counts(asked, CI_COUNT_TO);
      return Object.fromEntries(
        Object.entries(counts).map(([name, n]) => [
          name,
          { count: Math.min(n, CI_COUNT_TO), more: n > CI_COUNT_TO },
        ]),
      );
    }
    const counted: Record<string, CiCount> = {};
    // One after the other: what the catalog said for one is known for the next.
    for (const [name, question] of Object.entries(asked)) {
      const { rows, more } = await this.#rows.read(caller, {
        asked: question,
        sort: 'title',
        order: 'asc',
        wanted: CI_COUNT_TO,
      });
      counted[name] = { count: rows.length, more };
    }
    return counted;
  }

  facets(caller: Caller): Promise<CiFacets> {
    return this.#facets.of(caller);
  }

  export(caller: Caller, query: CiExportQuery): Promise<CiExport> {
    return this.#exports.open(caller, query);
  }

  recent(caller: Caller, query: CiRecentQuery): Promise<CiRecentPage> {
    return recentChanges(this.kernel, this.history, caller, query);
  }

  records(caller: Caller, query: CiRecordsQuery): Promise<CiRecordPage> {
    return touchingRecords(this.kernel, caller, query);
  }

  async #placeOf(cursor: CiCursor | undefined, sort: CiSort) {
    if (!cursor || cursor.place) return cursor?.place;
    const place = await this.store.placeOf(cursor.uid!, sort);
    if (place) return place;
    throw new InputError(
      'cursor: where it points to nothing is any more; start again without it',
    );
  }

  async #context() {
    return {
      now: this.kernel.clock.now(),
      classes: await this.facts.classes(),
    };
  }
}
