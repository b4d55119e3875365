import { ConflictError } from '@backstage/errors';
import type { Caller, ItsmKernel, NewEntry } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { OutageRow, OutageStore } from './OutageStore';

/** What the journal calls outages. */
export const OUTAGE_SUBJECT = 'outage';

type Tx = Parameters<OutageStore['insert']>[0];
type State = Omit<
  OutageRow,
  'id' | 'version' | 'journalHead' | 'createdAt' | 'updatedAt'
>;

/** What the journal is told of a change. Notes are words of people: it says that one changed. */
const FIELDS = ['entityRef', 'kind', 'begin', 'end'] as const;

function changesOf(before: OutageRow, after: OutageRow) {
  const changes: { field: string; before?: unknown; after?: unknown }[] =
    FIELDS.filter(field => before[field] !== after[field]).map(field => ({
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
    }));
  if (before.note !== after.note) changes.push({ field: 'note' });
  return changes;
}

/**
 * Writes outages and tells the journal. Each write is the last step of its transaction: nothing but
 * the commit may follow.
 */
export class OutageWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'journal'>,
    private readonly store: OutageStore,
  ) {}

  async create(tx: Tx, caller: Caller, state: State): Promise<OutageRow> {
    const now = this.kernel.clock.now();
    const outage: OutageRow = {
      ...state,
      id: uuidv7(),
      version: 1,
      journalHead: '',
      createdAt: now,
      updatedAt: now,
    };
    await this.#write(tx, caller, undefined, outage, 'outage.recorded', {
      entityRef: outage.entityRef,
      kind: outage.kind,
      begin: outage.begin,
      end: outage.end ?? null,
      recordId: outage.recordId ?? null,
      keeper: outage.keeper ?? null,
    });
    return outage;
  }

  /**
   * Changes an outage; nothing happens if it is so already.
   *
   * @throws ConflictError if somebody was faster
   */
  async change(
    tx: Tx,
    caller: Caller,
    before: OutageRow,
    change: Partial<State>,
    kind: string,
  ): Promise<OutageRow> {
    const after: OutageRow = {
      ...before,
      ...change,
      version: before.version + 1,
      updatedAt: this.kernel.clock.now(),
    };
    const changes = changesOf(before, after);
    if (changes.length === 0 && before.withdrawnAt === after.withdrawnAt)
      return before;
    await this.#write(tx, caller, before, after, kind, { changes });
    return after;
  }

  async #write(
    tx: Tx,
    caller: Caller,
    before: OutageRow | undefined,
    after: OutageRow,
    kind: string,
    payload: object,
  ): Promise<void> {
    const { id, version } = after;
    const entry: NewEntry = {
      subjectType: OUTAGE_SUBJECT,
      subjectId: id,
      kind,
      payload: { version, ...payload },
    };
    const prepared = await this.kernel.journal.prepare(
      tx,
      caller,
      [entry],
      new Map([[id, before?.journalHead]]),
    );
    after.journalHead = prepared.heads.get(id)!;
    if (!before) await this.store.insert(tx, after);
    else if (!(await this.store.update(tx, after)))
      throw new ConflictError(
        'Somebody changed this outage meanwhile; load it again, and look at what they changed',
      );
    await prepared.append();
  }
}
