import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  MOST_NOTES,
  NOTES_IN,
  RETROSPECTIVE,
  RETROSPECTIVE_TEMPLATE,
  retrospectiveSummarySchema,
  USUAL_COLUMNS,
  type BoardColumn,
  type NewNote,
  type NewRetrospective,
  type NotePatch,
  type Retrospective,
  type RetrospectiveListQuery,
  type RetrospectiveNote,
  type RetrospectiveNotes,
  type RetrospectivePage,
  type RetrospectivePatch,
  type RetrospectiveState,
  type RetrospectiveTemplate,
  type RetrospectiveTransition,
} from '@callboard/plugin-itsm-common';
import {
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordValues,
  type RecordView,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { NoteRow, NoteStore } from './NoteStore';
import type { NoteWriter } from './NoteWriter';

const SUMMARY_KEYS = Object.keys(retrospectiveSummarySchema.shape);
const iso = (instant: number) => new Date(instant).toISOString();

/** A template as it can be chosen. */
export interface OfferedTemplate {
  /** Absent for the usual columns. */
  key?: string;
  name: string;
  description?: string;
  columns: BoardColumn[];
}

/**
 * What can be done with retrospectives, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if what it is about moved on.
 */
export interface RetrospectiveService {
  /** What one can begin with. */
  templates(): Promise<{ items: OfferedTemplate[] }>;
  /** @throws InputError for a template that is not there, NotFoundError for the record it is about */
  begin(caller: Caller, wanted: NewRetrospective): Promise<Retrospective>;
  list(
    caller: Caller,
    query: RetrospectiveListQuery,
  ): Promise<RetrospectivePage>;
  /** @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Retrospective>;
  update(
    caller: Caller,
    id: string,
    patch: RetrospectivePatch,
    expectedVersion?: number,
  ): Promise<Retrospective>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: RetrospectiveTransition,
    expectedVersion?: number,
  ): Promise<Retrospective>;
  /** The notes, for the team and whom it invited; for others why there are none. */
  notes(caller: Caller, id: string): Promise<RetrospectiveNotes>;
  /** Writes a note. As many as like write at once; none gets in the way of another. */
  addNote(
    caller: Caller,
    id: string,
    note: NewNote,
  ): Promise<RetrospectiveNote>;
  /** @throws NotAllowedError for the words of somebody else */
  changeNote(
    caller: Caller,
    id: string,
    noteId: string,
    patch: NotePatch,
    expectedVersion?: number,
  ): Promise<RetrospectiveNote>;
  /** @throws NotAllowedError for a note of somebody else */
  removeNote(
    caller: Caller,
    id: string,
    noteId: string,
  ): Promise<{ removed: boolean }>;
}

/** What was brought in from elsewhere has no board of its own. */
const columnsOf = (board: unknown): BoardColumn[] =>
  typeof board === 'string' ? JSON.parse(board) : [...USUAL_COLUMNS];

/** Retrospectives through the kernel's door, and the notes on their boards. Knows no permissions. */
export class DefaultRetrospectiveService implements RetrospectiveService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'definitions' | 'catalog'
    >,
    private readonly deps: { notes: NoteStore; writer: NoteWriter },
  ) {}

  async templates() {
    const defined = await this.kernel.definitions.list<RetrospectiveTemplate>(
      RETROSPECTIVE_TEMPLATE,
    );
    const usual: OfferedTemplate = {
      name: 'What went well, what did not',
      columns: [...USUAL_COLUMNS],
    };
    return {
      items: [
        usual,
        ...defined
          .map(({ key, body }): OfferedTemplate => ({ key, ...body }))
          .sort((a, b) => a.name.localeCompare(b.name, 'en-US')),
      ],
    };
  }

  async begin(
    caller: Caller,
    { template, record: about, heldAt, ...said }: NewRetrospective,
  ): Promise<Retrospective> {
    const { items } = await this.templates();
    const chosen = items.find(({ key }) => key === template);
    if (!chosen)
      throw new InputError(
        `template: there is no template "${template}"; leave it out for the usual columns`,
      );
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: RETROSPECTIVE,
      link: about ? { kind: 'relates-to', target: about } : undefined,
      set: {
        ...said,
        channel: isUser ? 'portal' : 'api',
        heldAt: heldAt && Date.parse(heldAt),
        templateKey: template,
        board: JSON.stringify(chosen.columns),
        requesterRef: isUser ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(
    caller: Caller,
    query: RetrospectiveListQuery,
  ): Promise<RetrospectivePage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [RETROSPECTIVE],
      keys: SUMMARY_KEYS,
    });
    return {
      ...page,
      items: page.items.map(record => {
        const shown = records.present(record) as RecordValues;
        return Object.fromEntries(
          SUMMARY_KEYS.filter(key => shown[key] !== undefined).map(key => [
            key,
            shown[key],
          ]),
        ) as RetrospectivePage['items'][number];
      }),
    };
  }

  async get(caller: Caller, id: string): Promise<Retrospective> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, RETROSPECTIVE);
    const { board, ...shown } = records.present(record) as RecordValues;
    return {
      ...shown,
      columns: columnsOf(board),
      ...view,
    } as unknown as Retrospective;
  }

  async update(
    caller: Caller,
    id: string,
    { heldAt, ...patch }: RetrospectivePatch,
    expectedVersion?: number,
  ): Promise<Retrospective> {
    await this.#record(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id,
      set: {
        ...patch,
        ...(heldAt !== undefined && {
          heldAt: heldAt === null ? null : Date.parse(heldAt),
        }),
      },
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: RetrospectiveTransition,
    expectedVersion?: number,
  ): Promise<Retrospective> {
    await this.#record(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'internal' },
    });
    return this.#done(caller, id);
  }

  async notes(caller: Caller, id: string): Promise<RetrospectiveNotes> {
    const view = await this.#view(caller, id);
    const { record, viewer } = view;
    if (!isOneOfThem(caller, view))
      return {
        items: [],
        canRead: false,
        refusal:
          'Notes are for the team and for whom it invited, so that everybody can write freely.',
        refs: {},
      };
    const rows = await this.deps.notes.ofRecord(record.id, MOST_NOTES);
    return {
      items: rows.map(row => this.#shown(caller, row)),
      canRead: true,
      refusal: writeRefusal(record, viewer.canUpdate),
      refs: await this.kernel.catalog.describe(rows.map(n => n.authorRef)),
    };
  }

  async addNote(
    caller: Caller,
    id: string,
    { column, words }: NewNote,
  ): Promise<RetrospectiveNote> {
    const record = await this.#writable(caller, id);
    checkColumn(record, column);
    if ((await this.deps.notes.count(record.id)) >= MOST_NOTES)
      throw new ConflictError(
        `${record.number} has ${MOST_NOTES} notes, more than can be talked about; take some off first`,
      );
    const note = await this.deps.writer.add(caller, {
      recordId: record.id,
      column,
      words,
    });
    return this.#shown(caller, note);
  }

  async changeNote(
    caller: Caller,
    id: string,
    noteId: string,
    patch: NotePatch,
    expectedVersion?: number,
  ): Promise<RetrospectiveNote> {
    const record = await this.#writable(caller, id);
    const before = await this.#note(record, noteId);
    if (patch.words !== undefined && before.authorRef !== caller.ref)
      throw new NotAllowedError(
        'Only whoever wrote a note may put it in other words; write one of your own',
      );
    if (patch.column !== undefined) checkColumn(record, patch.column);
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new ConflictError(
        'Somebody changed this note meanwhile; look at what it says now',
      );
    const after = await this.deps.writer.change(caller, before, patch);
    return this.#shown(caller, after);
  }

  async removeNote(caller: Caller, id: string, noteId: string) {
    const record = await this.#writable(caller, id);
    const note = await this.#note(record, noteId);
    if (note.authorRef !== caller.ref)
      throw new NotAllowedError(
        'Only whoever wrote a note may take it off the board',
      );
    await this.deps.writer.remove(caller, note);
    return { removed: true };
  }

  #view(caller: Caller, id: string) {
    return this.kernel.records.view(caller, id, RETROSPECTIVE);
  }

  async #record(caller: Caller, id: string): Promise<StoredRecord> {
    return (await this.#view(caller, id)).record;
  }

  /** @throws NotAllowedError, ConflictError once nobody writes any more */
  async #writable(caller: Caller, id: string): Promise<StoredRecord> {
    const view = await this.#view(caller, id);
    const { record, viewer } = view;
    if (!viewer.canUpdate || !isOneOfThem(caller, view))
      throw new NotAllowedError(
        `Notes of ${record.number} are written by the team and whom it invited; ask to be added as a collaborator`,
      );
    const refusal = writeRefusal(record, true);
    if (refusal) throw new ConflictError(refusal);
    return record;
  }

  async #note(record: StoredRecord, id: string): Promise<NoteRow> {
    const note = await this.deps.notes.find(record.id, id);
    if (!note)
      throw new NotFoundError(
        'There is no such note any more; somebody took it off',
      );
    return note;
  }

  #shown(caller: Caller, note: NoteRow): RetrospectiveNote {
    const { id, column, words, authorRef, version, createdAt } = note;
    return {
      id,
      column,
      ...(words !== undefined && { words }),
      authorRef,
      mine: authorRef === caller.ref,
      version,
      createdAt: iso(createdAt),
    };
  }

  #done(caller: Caller, id: string): Promise<Retrospective> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }
}

/**
 * Whether somebody is of the team, began the retrospective, was given it, or was invited as a collaborator.
 * That one may work on all records is no reason to read what a team writes among itself.
 */
function isOneOfThem(
  caller: Caller,
  { record, participants }: Pick<RecordView, 'record' | 'participants'>,
): boolean {
  const { ownerRef, assigneeRef, requesterRef } = record;
  return (
    caller.ownership.includes(ownerRef!) ||
    caller.ref === assigneeRef ||
    caller.ref === requesterRef ||
    participants.some(
      ({ role, principalRef }) =>
        role === 'collaborator' && caller.ownership.includes(principalRef),
    )
  );
}

/** Why nobody writes on a board any more; undefined if one can. */
function writeRefusal(
  { number, status }: StoredRecord,
  mayUpdate: boolean,
): string | undefined {
  if (!mayUpdate) return 'You may read the notes, and not write any.';
  return NOTES_IN.includes(status as RetrospectiveState)
    ? undefined
    : `${number} is ${status}; reopen it to write notes.`;
}

function checkColumn({ board, number }: StoredRecord, column: string): void {
  const columns = columnsOf(board);
  if (columns.some(({ key }) => key === column)) return;
  throw new InputError(
    `column: ${number} has no column "${column}"; there are ${columns
      .map(({ key }) => key)
      .join(', ')}`,
  );
}
