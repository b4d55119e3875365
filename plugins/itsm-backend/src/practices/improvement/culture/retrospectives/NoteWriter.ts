import { ConflictError } from '@backstage/errors';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { NoteRow, NoteStore } from './NoteStore';

/** What the journal calls notes. */
export const NOTE_SUBJECT = 'retrospective-note';

type Tx = Parameters<NoteStore['insert']>[0];

/**
 * Writes notes and tells the journal which board and column they are of. Words are people's: they
 * stand in the table alone, where a person can be erased from them.
 */
export class NoteWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'journal'>,
    private readonly store: NoteStore,
  ) {}

  async add(
    caller: Caller,
    said: Pick<NoteRow, 'recordId' | 'column' | 'words'>,
  ): Promise<NoteRow> {
    const now = this.kernel.clock.now();
    const note: NoteRow = {
      ...said,
      id: uuidv7({ msecs: now }),
      authorRef: caller.ref,
      version: 1,
      journalHead: '',
      createdAt: now,
      updatedAt: now,
    };
    await this.#write(caller, note, 'added', async tx => {
      await this.store.insert(tx, note);
      return true;
    });
    return note;
  }

  /** @throws ConflictError if somebody was faster */
  async change(
    caller: Caller,
    before: NoteRow,
    change: Partial<Pick<NoteRow, 'column' | 'words'>>,
  ): Promise<NoteRow> {
    const note: NoteRow = {
      ...before,
      ...change,
      version: before.version + 1,
      updatedAt: this.kernel.clock.now(),
    };
    if (note.column === before.column && note.words === before.words)
      return before;
    await this.#write(caller, note, 'changed', tx =>
      this.store.update(tx, note),
    );
    return note;
  }

  /** @throws ConflictError if somebody was faster */
  async remove(caller: Caller, note: NoteRow): Promise<void> {
    await this.#write(caller, { ...note }, 'removed', tx =>
      this.store.remove(tx, note),
    );
  }

  async #write(
    caller: Caller,
    note: NoteRow,
    what: 'added' | 'changed' | 'removed',
    write: (tx: Tx) => Promise<boolean>,
  ): Promise<void> {
    const { id, recordId, column, version } = note;
    await this.store.knex.transaction(async tx => {
      const prepared = await this.kernel.journal.prepare(
        tx,
        caller,
        [
          {
            subjectType: NOTE_SUBJECT,
            subjectId: id,
            kind: `${NOTE_SUBJECT}.${what}`,
            payload: { recordId, column, version },
          },
        ],
        new Map([[id, note.journalHead || undefined]]),
      );
      note.journalHead = prepared.heads.get(id)!;
      if (!(await write(tx)))
        throw new ConflictError(
          'Somebody changed this note meanwhile; look at what it says now',
        );
      await prepared.append();
    });
  }
}
