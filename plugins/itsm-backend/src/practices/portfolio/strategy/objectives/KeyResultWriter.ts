import { ConflictError } from '@backstage/errors';
import {
  keyResultProgress,
  MOST_KEY_RESULTS,
} from '@callboard/plugin-itsm-common';
import {
  holdRecord,
  type Caller,
  type ItsmKernel,
  type NewDueItem,
} from '@callboard/plugin-itsm-node';
import { KEY_RESULT_SUBJECT, STRATEGY_WORK } from '../kinds';
import type { KeyResultRow, KeyResultStore, ValueRow } from './KeyResultStore';

type Tx = Parameters<Parameters<KeyResultStore['knex']['transaction']>[0]>[0];

/** What of a key result the journal tells. Titles are words of people and stay out of it. */
const TOLD = [
  'start',
  'target',
  'direction',
  'current',
  'progress',
  'confidence',
  'kpi',
  'statistic',
  'every',
  'position',
] as const satisfies readonly (keyof KeyResultRow)[];

function changesOf(before: Partial<KeyResultRow>, after: KeyResultRow) {
  return TOLD.filter(key => before[key] !== after[key]).map(field => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }));
}

/** Asks the KPI of a key result, at an instant. */
export const measureItem = (
  one: Pick<KeyResultRow, 'id' | 'recordId'>,
  dueAt: number,
): NewDueItem => ({
  kind: STRATEGY_WORK.measure,
  key: one.id,
  dueAt,
  payload: { recordId: one.recordId, keyResult: one.id },
  // A window that leads to the next one is no chain of rules that set each other off.
  depth: 0,
});

/** A key result with its progress told anew. */
export const withProgress = (one: KeyResultRow): KeyResultRow => ({
  ...one,
  progress: keyResultProgress(one),
});

/**
 * Writes key results: each with an entry in their journal that says who did it, what was before and what
 * is after, in one transaction.
 */
export class KeyResultWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'journal' | 'clock' | 'due'>,
    private readonly store: KeyResultStore,
  ) {}

  /** Adds one at the end. @throws ConflictError if there are enough of them */
  async add(
    caller: Caller,
    one: Omit<KeyResultRow, 'position' | 'journalHead'>,
  ): Promise<void> {
    const added = { ...one, position: 0, journalHead: '' };
    await this.#write(caller, added, {}, 'added', {
      begin: async tx => {
        await holdRecord(tx, one.recordId);
        const there = await this.store.ofRecord(one.recordId, tx);
        if (there.length >= MOST_KEY_RESULTS)
          throw new ConflictError(
            `An objective has at most ${MOST_KEY_RESULTS} key results; remove one, or make a second objective`,
          );
        return {
          position: Math.max(-1, ...there.map(({ position }) => position)) + 1,
        };
      },
      write: async (tx, row) => {
        await this.store.insert(tx, row);
        return true;
      },
      measureAt: one.kpi ? this.kernel.clock.now() : undefined,
    });
  }

  /** @throws ConflictError if somebody was faster */
  async change(
    caller: Caller,
    before: KeyResultRow,
    change: Partial<KeyResultRow>,
    more: {
      order?: readonly string[];
      value?: ValueRow;
      what?: string;
      measureAt?: number;
      within?: (tx: Tx) => Promise<void>;
    } = {},
  ): Promise<void> {
    const after: KeyResultRow = {
      ...before,
      ...change,
      version: before.version + 1,
      updatedAt: this.kernel.clock.now(),
    };
    await this.#write(
      caller,
      withProgress(after),
      before,
      more.what ?? 'changed',
      {
        write: async (tx, row) => {
          if (!(await this.store.update(tx, row))) return false;
          if (more.value) await this.store.keepValue(tx, more.value);
          if (more.order) await this.store.order(tx, more.order);
          await more.within?.(tx);
          return true;
        },
        measureAt: more.measureAt,
      },
    );
  }

  /** @throws ConflictError if somebody was faster */
  async remove(caller: Caller, one: KeyResultRow): Promise<void> {
    await this.#write(caller, { ...one }, one, 'removed', {
      write: (tx, row) => this.store.remove(tx, row),
      measureAt: undefined,
      stops: true,
    });
  }

  async #write(
    caller: Caller,
    said: KeyResultRow,
    before: Partial<KeyResultRow>,
    what: string,
    how: {
      /** What only the transaction knows of it. */
      begin?: (tx: Tx) => Promise<Partial<KeyResultRow>>;
      write: (tx: Tx, row: KeyResultRow) => Promise<boolean>;
      measureAt: number | undefined;
      stops?: boolean;
    },
  ): Promise<void> {
    const { id, recordId, version } = said;
    await this.store.knex.transaction(async tx => {
      const after = { ...said, ...(await how.begin?.(tx)) };
      const prepared = await this.kernel.journal.prepare(
        tx,
        caller,
        [
          {
            subjectType: KEY_RESULT_SUBJECT,
            subjectId: id,
            kind: `${KEY_RESULT_SUBJECT}.${what}`,
            payload: { recordId, version, changes: changesOf(before, after) },
          },
        ],
        new Map([[id, before.journalHead || undefined]]),
      );
      const row = { ...after, journalHead: prepared.heads.get(id)! };
      if (!(await how.write(tx, row)))
        throw new ConflictError(
          'Somebody changed this key result meanwhile; look at what it says now',
        );
      if (how.measureAt !== undefined)
        await this.kernel.due.schedule([measureItem(row, how.measureAt)], tx);
      else if (how.stops || !row.kpi)
        await this.kernel.due.cancel(
          [{ kind: STRATEGY_WORK.measure, key: id }],
          tx,
        );
      await prepared.append();
    });
  }
}
