import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  recordedAvailability,
  OLDEST_OUTAGE_MS,
  serviceLevelsUpdatePermission,
  type AvailabilityQuery,
  type AvailabilityView,
  type NewOutage,
  type Outage,
  type OutageCorrection,
  type OutageEnd,
  type OutageExportQuery,
  type OutageListQuery,
  type OutagePage,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { fingerprintOf, readPlace, writePlace } from '../places';
import { checkSpan } from './checkSpan';
import type { OutageField, OutageRow, OutageStore } from './OutageStore';
import type { OutageViews } from './OutageViews';
import type { OutageWriter } from './OutageWriter';
import { OUTAGE_HEADER, outageCells } from './outageCells';

const DEFAULT_LIMIT = 25;

const iso = (instant: number) => new Date(instant).toISOString();

/** A file of outages that may begin. */
export interface OutageExport {
  header: string[];
  rows: AsyncGenerator<string[]>;
}

/**
 * When services were not there, one method a verb. Outages of what the caller may not see in the
 * catalog are not there for them. Where a method takes `expectedVersion`, it refuses with a conflict
 * if the outage moved on.
 */
export interface OutageService {
  /** Outages as a keyset page, the newest first. @throws NotFoundError for an entity or record */
  list(caller: Caller, query: OutageListQuery): Promise<OutagePage>;
  /** The same as rows of cells. */
  export(caller: Caller, query: OutageExportQuery): Promise<OutageExport>;
  /** How much of a period an entity was there. @throws NotFoundError */
  availability(
    caller: Caller,
    query: AvailabilityQuery,
  ): Promise<AvailabilityView>;
  /** One outage, withdrawn or not. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Outage>;
  /** @throws InputError for a span that cannot be, NotAllowedError */
  record(caller: Caller, outage: NewOutage): Promise<Outage>;
  /** Puts right what was recorded. */
  correct(
    caller: Caller,
    id: string,
    patch: OutageCorrection,
    expectedVersion?: number,
  ): Promise<Outage>;
  /** Says that it is over. @throws ConflictError if it is already */
  end(
    caller: Caller,
    id: string,
    command: OutageEnd,
    expectedVersion?: number,
  ): Promise<Outage>;
  /** Takes it back; it counts no more and stays in the history. */
  withdraw(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Outage>;
  /** Takes a withdrawal back. */
  restore(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Outage>;
}

/** See {@link OutageService}. Each command is one transaction with its journal. */
export class DefaultOutageService implements OutageService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'csv' | 'requireEntity' | 'database'
    >,
    private readonly deps: {
      store: OutageStore;
      writer: OutageWriter;
      views: OutageViews;
    },
  ) {}

  async list(caller: Caller, query: OutageListQuery): Promise<OutagePage> {
    const { store, views } = this.deps;
    const { cursor, limit = DEFAULT_LIMIT, ...question } = query;
    const mark = fingerprintOf(question);
    // By its id, which says nothing: a page may end at one that is not for the caller.
    const [after] =
      cursor === undefined ? [] : readPlace(cursor, mark, ['text']);
    const start =
      after === undefined ? undefined : await store.find(`${after}`);
    if (after !== undefined && !start)
      throw new InputError(
        'cursor: is not one that this API gave; start again without it',
      );
    const asked = await views.asked(caller, question);
    const { rows, more } = await views.visible(caller, asked, limit, start);
    const items = await views.present(caller, rows.seen);
    return {
      items,
      pageInfo: {
        nextCursor: more ? writePlace([rows.last!.id], mark) : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.map(({ entityRef }) => entityRef),
      ),
    };
  }

  async export(
    caller: Caller,
    query: OutageExportQuery,
  ): Promise<OutageExport> {
    const { bom: _, ...question } = query;
    const asked = await this.deps.views.asked(caller, question);
    return { header: [...OUTAGE_HEADER], rows: this.#cells(caller, asked) };
  }

  async *#cells(
    caller: Caller,
    asked: Parameters<OutageViews['visible']>[1],
  ): AsyncGenerator<string[]> {
    const { csv, catalog, clock } = this.kernel;
    let left = csv.maxRows;
    let after: OutageRow | undefined;
    for (;;) {
      const { rows, more } = await this.deps.views.visible(
        caller,
        asked,
        Math.min(500, left),
        after,
      );
      const items = await this.deps.views.present(caller, rows.seen);
      const refs = await catalog.describe(items.map(i => i.entityRef));
      for (const item of items) yield outageCells(item, refs, clock.now());
      left -= items.length;
      if (!more) return;
      if (left <= 0) {
        yield [`Stopped after ${csv.maxRows} rows; filter to get the others`];
        return;
      }
      after = rows.last;
    }
  }

  async availability(
    caller: Caller,
    query: AvailabilityQuery,
  ): Promise<AvailabilityView> {
    const { store, views } = this.deps;
    const now = this.kernel.clock.now();
    const [from, to] = [Date.parse(query.from), Date.parse(query.to)];
    if (to <= from) throw new InputError('to: must be after from');
    if (to - from > OLDEST_OUTAGE_MS)
      throw new InputError('from: is more than ten years before to');
    const entityRef = await views.entity(caller, query.entity);
    const until = Math.max(from, Math.min(to, now));
    return {
      entityRef,
      from: iso(from),
      to: iso(until),
      ...recordedAvailability(
        await store.ofEntity(entityRef, from, to),
        from,
        to,
        now,
      ),
      refs: await this.kernel.catalog.describe([entityRef]),
    };
  }

  async get(caller: Caller, id: string): Promise<Outage> {
    const row = await this.deps.store.find(id);
    if (!row || !(await this.deps.views.seesEntity(caller, row)))
      throw new NotFoundError(
        'There is no such outage, or you may not see it; look at the list again',
      );
    return this.#shown(caller, row);
  }

  async record(caller: Caller, outage: NewOutage): Promise<Outage> {
    const { kernel, deps } = this;
    const span = {
      kind: outage.kind,
      begin: Date.parse(outage.begin),
      end: outage.end === undefined ? undefined : Date.parse(outage.end),
    };
    const recordId = await this.#recordToWorkOn(caller, outage.record);
    checkSpan(span, kernel.clock.now());
    const entityRef = await kernel.requireEntity(
      caller,
      outage.entityRef,
      'entityRef',
    );
    const row = await kernel.database.transaction(tx =>
      deps.writer.create(tx, caller, {
        ...span,
        entityRef,
        recordId,
        note: outage.note || undefined,
        byPeople: [],
      }),
    );
    return this.#shown(caller, row);
  }

  async correct(
    caller: Caller,
    id: string,
    patch: OutageCorrection,
    expectedVersion?: number,
  ): Promise<Outage> {
    const before = await this.#toChange(caller, id, expectedVersion);
    inForce(before);
    const { note, end, begin, kind, entityRef } = patch;
    const change: Partial<OutageRow> = {
      ...(kind && { kind }),
      ...(begin !== undefined && { begin: Date.parse(begin) }),
      ...(end !== undefined && {
        end: end === null ? undefined : Date.parse(end),
      }),
      ...(note !== undefined && { note: note || undefined }),
    };
    if (entityRef !== undefined && entityRef !== before.entityRef)
      change.entityRef = await this.kernel.requireEntity(
        caller,
        entityRef,
        'entityRef',
      );
    const now = this.kernel.clock.now();
    // A note can be put right of what was recorded long ago.
    if (kind || begin !== undefined || end !== undefined)
      checkSpan({ ...before, ...change }, now);
    return this.#change(caller, before, change, 'outage.corrected');
  }

  async end(
    caller: Caller,
    id: string,
    command: OutageEnd,
    expectedVersion?: number,
  ): Promise<Outage> {
    const before = await this.#toChange(caller, id, expectedVersion);
    inForce(before);
    const now = this.kernel.clock.now();
    if (before.end !== undefined && before.end <= now)
      throw new ConflictError(
        `This outage ended at ${iso(
          before.end,
        )} already; correct that if it is wrong`,
      );
    const end = command.end === undefined ? now : Date.parse(command.end);
    checkSpan({ ...before, end }, now);
    return this.#change(caller, before, { end }, 'outage.ended');
  }

  async withdraw(caller: Caller, id: string, expectedVersion?: number) {
    const before = await this.#toChange(caller, id, expectedVersion);
    if (before.withdrawnAt !== undefined) return this.#shown(caller, before);
    const withdrawnAt = this.kernel.clock.now();
    return this.#change(caller, before, { withdrawnAt }, 'outage.withdrawn');
  }

  async restore(caller: Caller, id: string, expectedVersion?: number) {
    const before = await this.#toChange(caller, id, expectedVersion);
    if (before.withdrawnAt === undefined) return this.#shown(caller, before);
    return this.#change(
      caller,
      before,
      { withdrawnAt: undefined },
      'outage.restored',
    );
  }

  async #change(
    caller: Caller,
    before: OutageRow,
    change: Partial<OutageRow>,
    kind: string,
  ): Promise<Outage> {
    const { id: _, ...fields } = change;
    // What people say of an outage that follows its record, its record does not change any more.
    const said = (Object.keys(fields) as (keyof OutageRow)[]).flatMap(
      (key): OutageField[] => {
        if (key === 'withdrawnAt') return ['withdrawn'];
        const isField = key !== 'note' && before[key] !== change[key];
        return isField ? [key as OutageField] : [];
      },
    );
    const byPeople = before.keeper
      ? [...new Set([...before.byPeople, ...said])]
      : before.byPeople;
    const row = await this.kernel.database.transaction(tx =>
      this.deps.writer.change(
        tx,
        caller,
        before,
        { ...fields, byPeople },
        kind,
      ),
    );
    return this.#shown(caller, row);
  }

  async #shown(caller: Caller, row: OutageRow): Promise<Outage> {
    const [outage] = await this.deps.views.present(caller, [row]);
    return outage;
  }

  /** An outage that the caller may change, as it is. */
  async #toChange(
    caller: Caller,
    id: string,
    expectedVersion: number | undefined,
  ): Promise<OutageRow> {
    const { store, views } = this.deps;
    const row = await store.find(id);
    if (row && !row.recordId) await this.#recordToWorkOn(caller, undefined);
    if (!row || !(await views.sees(caller, row)))
      throw new NotFoundError(
        'There is no such outage, or you may not change it; look at the list again',
      );
    if (row.recordId) await this.#recordToWorkOn(caller, row.recordId);
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw new ConflictError(
        'Somebody changed this outage since you loaded it; load it again, and look at what they changed',
      );
    return row;
  }

  /**
   * The record that an outage belongs to, if it belongs to one.
   *
   * @throws NotAllowedError for whoever does not work on it, or has no permission without one
   */
  async #recordToWorkOn(
    caller: Caller,
    id: string | undefined,
  ): Promise<string | undefined> {
    if (id === undefined) {
      const { name } = serviceLevelsUpdatePermission;
      if (caller.scopes && caller.scopes.get(name) !== 'all')
        throw new NotAllowedError(
          `To change outages that belong to no record takes the permission ${name}; record it on an incident that you work on, or ask an administrator`,
        );
      return undefined;
    }
    const { record, viewer } = await this.kernel.records.view(caller, id);
    if (!viewer.canUpdate || !viewer.standing.includes('worker'))
      throw new NotAllowedError(
        `Outages of ${record.number} are for those who work on it; ask its owner group`,
      );
    return record.id;
  }
}

/** @throws ConflictError for an outage that was withdrawn */
function inForce({ withdrawnAt }: OutageRow): void {
  if (withdrawnAt !== undefined)
    throw new ConflictError(
      'This outage was withdrawn; restore it before you change it',
    );
}
