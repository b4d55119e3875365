import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { Standing } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  ChangedRecord,
  Clock,
  RecordChange,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { seesInternal, standingOf } from '../access/standing';
import { insertTexts } from '../journal/appendJournal';
import {
  PayloadWriter,
  seal,
  type DraftEntry,
  type SealedEntry,
  type TextReference,
} from '../journal/entries';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { LoadedRecord, RecordStore } from '../records/RecordStore';
import { draftRecord } from './draft';
import { fieldChanges, peopleIn } from './entries';
import { putParticipant, syncNamed } from './participants';
import { addLink, removeLink, type LinkWritten } from './links';
import { newRecord } from './recordState';
import { staleVersion } from './staleVersion';

/** What the door works with. */
export interface DoorTools {
  knex: Knex;
  types: RecordTypes;
  store: RecordStore;
  principals: PrincipalStore;
  clock: Clock;
  /** Reads the catalog copy inside a transaction. */
  catalogIn: (executor: Knex) => CatalogReader;
}

/** What all changes of a command share. */
export interface Command {
  caller: Caller;
  commandId: string;
  now: number;
  principals: ReadonlyMap<string, PrincipalId>;
}

/** A record that must be locked for a change. */
export interface Identifier {
  text: string;
  give(loaded: LoadedRecord): void;
}

/** One record's part of a command on its way through the door. See {@link Door} for the order. */
export class ChangeInProgress {
  #loaded?: LoadedRecord;
  #target?: LoadedRecord;
  #after!: StoredRecord;
  #standing: ReadonlySet<Standing> = new Set();
  #writer!: PayloadWriter;
  readonly #entries: DraftEntry[] = [];
  readonly #targetEntries: DraftEntry[] = [];
  #sealed: SealedEntry[] = [];
  #commentId?: string;
  #commentText?: TextReference;
  #link?: LinkWritten;

  constructor(
    private readonly tools: DoorTools,
    private readonly tx: Knex.Transaction,
    private readonly command: Command,
    private readonly change: RecordChange,
    private readonly number: string | undefined,
  ) {}

  /** The records to be locked: the changed one, and the other end of a link. */
  identifiers(): Identifier[] {
    const wanted: Identifier[] = [];
    if (this.change.id) {
      wanted.push({
        text: this.change.id,
        give: loaded => {
          this.#loaded = loaded;
        },
      });
    }
    const target = this.change.link?.target;
    if (target !== undefined && !target.includes(':')) {
      wanted.push({
        text: target,
        give: loaded => {
          this.#target = loaded;
        },
      });
    }
    return wanted;
  }

  /** The record that is changed; undefined while it is not loaded, or when it is created. */
  get recordId(): string | undefined {
    return this.#loaded?.record.id;
  }

  get #type(): RegisteredType {
    return this.#loaded?.type ?? this.tools.types.get(this.change.create!);
  }

  /** Checks the change and works out what it makes of the record. */
  async draft(): Promise<void> {
    const { caller, now, principals } = this.command;
    const start = this.#start();
    this.#standing = standingOf(caller, start, this.#collaborates());
    await this.#guard(start);
    const name = this.change.transition;
    const transition = name
      ? this.#type.lifecycle.transitions.find(t => t.name === name)
      : undefined;
    if (name && !transition) {
      const known = this.#type.lifecycle.transitions
        .map(t => t.name)
        .join(', ');
      throw new InputError(
        `transition: there is no "${name}"; there are ${known}`,
      );
    }
    this.#after = await draftRecord({
      type: this.#type,
      before: this.#loaded?.record,
      start,
      transition,
      set: this.change.set ?? {},
      caller,
      standing: this.#standing,
      now,
      catalog: this.tools.catalogIn(this.tx),
    });
    // Rules may have named people that the command did not.
    const people = peopleIn(this.#type, start, this.#after).filter(
      ref => !principals.has(ref),
    );
    const more = await this.tools.principals.ids(people, this.tx);
    this.#writer = new PayloadWriter(
      start.id,
      principals.get(caller.ref)!.id,
      new Map([...principals, ...more]),
    );
  }

  #start(): StoredRecord {
    if (this.#loaded) return { ...this.#loaded.record };
    return newRecord(this.#type, this.number!, this.command.now);
  }

  #collaborates(): boolean {
    const { ownership } = this.command.caller;
    return Boolean(
      this.#loaded?.participants.some(
        p => p.role === 'collaborator' && ownership.includes(p.principalRef),
      ),
    );
  }

  async #guard(start: StoredRecord): Promise<void> {
    if (!this.#loaded) return;
    const { change } = this;
    if (
      change.expectedVersion !== undefined &&
      change.expectedVersion !== start.version
    ) {
      throw await staleVersion(
        this.tx,
        this.tools.principals,
        this.tools.catalogIn(this.tx),
        this.#loaded,
        change,
      );
    }
    if (!this.#loaded.canUpdate) {
      throw new NotAllowedError(
        `You may read ${start.number} but not change it (${
          this.#type.permissions.update.name
        })`,
      );
    }
    const worker = this.#standing.has('worker');
    const filing =
      this.#standing.has('requester') &&
      start.status === this.#type.lifecycle.initial;
    const edits =
      !change.transition && Object.keys(change.set ?? {}).length > 0;
    if (edits && !worker && !filing) {
      throw new NotAllowedError(
        `Only the assignee, the owner group or an agent may edit ${start.number}; add a comment instead`,
      );
    }
    if (
      change.comment?.audience === 'internal' &&
      !seesInternal(this.#standing)
    ) {
      throw new NotAllowedError(
        `Internal comments on ${start.number} are for those who work on it; write for the requester instead`,
      );
    }
    if ((change.link || change.unlink) && !worker) {
      throw new NotAllowedError(
        `Only those who work on ${start.number} may change its links`,
      );
    }
    if (change.participant) this.#guardParticipant(change.participant, worker);
  }

  #guardParticipant(
    participant: NonNullable<RecordChange['participant']>,
    worker: boolean,
  ): void {
    const watchesSelf =
      participant.role === 'watcher' &&
      participant.principalRef === this.command.caller.ref;
    if (!worker && !watchesSelf) {
      throw new NotAllowedError(
        'Only those who work on a record may add participants',
      );
    }
    if (participant.role === 'watcher' && participant.canRead) {
      throw new InputError(
        'canRead: watching never gives access; name a collaborator instead',
      );
    }
  }

  /** Writes the rows and notes what the journal will say. */
  async write(): Promise<void> {
    const before = this.#loaded?.record;
    this.#noteFields(before);
    this.#noteComment();
    await this.#noteParticipant();
    await this.#noteLink();
    if (this.#entries.length === 0) return;
    this.#after.updatedAt = this.command.now;
    this.#sealed = this.#chain(this.#entries, this.#loaded);
    const head = this.#sealed[this.#sealed.length - 1].hash;
    if (before) {
      const written = await this.tools.store.update(
        this.tx,
        this.#type,
        before,
        this.#after,
        head,
      );
      if (!written) {
        throw new ConflictError(
          `${before.number} was changed at the same moment; load it again`,
        );
      }
    } else {
      await this.tools.store.insert(this.tx, this.#type, this.#after, head);
    }
    await syncNamed(this.tx, before, this.#after, this.command.now);
    await insertTexts(this.tx, this.#writer.texts);
    await this.#writeComment();
    await this.#writeTarget();
  }

  #noteFields(before: StoredRecord | undefined): void {
    const { changes, audience } = fieldChanges(
      this.#type,
      before,
      this.#after,
      this.#writer,
    );
    const { transition } = this.change;
    if (before && changes.length === 0 && !transition) return;
    this.#after.version = (before?.version ?? 0) + 1;
    const moved = { transition, from: before?.status, to: this.#after.status };
    let kind = 'record.changed';
    if (!before) kind = 'record.created';
    else if (transition) kind = 'record.transitioned';
    this.#note(kind, audience, {
      version: this.#after.version,
      changes,
      ...(transition ? moved : {}),
      ...(before ? {} : { number: this.#after.number, type: this.#after.type }),
    });
  }

  #noteComment(): void {
    const { comment } = this.change;
    if (!comment) return;
    this.#commentId = uuidv7({ msecs: this.command.now });
    this.#commentText = this.#writer.text(comment.body);
    this.#note('comment.added', comment.audience, {
      comment: this.#commentId,
      body: this.#commentText,
    });
  }

  async #noteParticipant(): Promise<void> {
    const { participant } = this.change;
    if (!participant) return;
    await putParticipant(
      this.tx,
      this.#after.id,
      participant,
      this.command.now,
    );
    this.#note('participant.added', 'internal', {
      principal: this.#writer.person(participant.principalRef),
      role: participant.role,
      canRead: participant.canRead,
    });
  }

  async #noteLink(): Promise<void> {
    const { link, unlink } = this.change;
    if (link) {
      this.#link = await addLink(
        this.tx,
        this.#after,
        link,
        this.#target,
        this.command.now,
      );
    } else if (unlink) {
      this.#link = await removeLink(this.tx, this.#after, unlink.linkId);
    }
    if (!this.#link) return;
    const kind = link ? 'link.added' : 'link.removed';
    this.#note(kind, 'internal', { link: this.#link.here });
    if (this.#target && this.#link.there) {
      this.#targetEntries.push(
        this.#entry(this.#target.record, kind, 'internal', {
          link: this.#link.there,
        }),
      );
    }
  }

  async #writeComment(): Promise<void> {
    const { comment } = this.change;
    if (!comment) return;
    await this.tx('comments').insert({
      id: this.#commentId,
      record_id: this.#after.id,
      audience: comment.audience,
      author_id: this.command.principals.get(this.command.caller.ref)!.id,
      text_id: this.#commentText!.text,
      created_at: this.command.now,
    });
  }

  async #writeTarget(): Promise<void> {
    if (this.#targetEntries.length === 0) return;
    const sealed = this.#chain(this.#targetEntries, this.#target);
    this.#sealed.push(...sealed);
    await this.tx('records')
      .where('id', this.#target!.record.id)
      .update({
        updated_at: this.command.now,
        journal_head: sealed[sealed.length - 1].hash,
      });
  }

  #chain(
    entries: readonly DraftEntry[],
    of: LoadedRecord | undefined,
  ): SealedEntry[] {
    let previous = of?.journalHead;
    const chained = entries.map(entry => {
      const sealed = seal(entry, previous);
      previous = sealed.hash;
      return sealed;
    });
    // Another change of the command may append to the same record after this one.
    if (of) of.journalHead = previous;
    return chained;
  }

  #note(
    kind: string,
    audience: DraftEntry['audience'],
    payload: DraftEntry['payload'],
  ): void {
    this.#entries.push(this.#entry(this.#after, kind, audience, payload));
  }

  #entry(
    record: StoredRecord,
    kind: string,
    audience: DraftEntry['audience'],
    payload: DraftEntry['payload'],
  ): DraftEntry {
    const { caller, principals, commandId, now } = this.command;
    return {
      subjectType: 'record',
      subjectId: record.id,
      kind,
      actor: principals.get(caller.ref)!,
      audience,
      mode: 'enforce',
      commandId,
      at: now,
      recordedAt: now,
      status: record.status,
      payload,
    };
  }

  /** The entries to be appended, in order. */
  sealed(): SealedEntry[] {
    return this.#sealed;
  }

  /** What the change did. */
  result(): ChangedRecord {
    return {
      record: this.#after,
      commentId: this.#commentId,
      linkId: this.#link?.id,
    };
  }
}
