import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  LifecycleTransition,
  Standing,
} from '@callboard/plugin-itsm-common';
import type { ChangedRecord, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { seesInternal, standingOf } from '../access/standing';
import { isAboutApprovalOnly } from '../approvals/approvalCommand';
import { ApprovalInProgress } from '../approvals/ApprovalInProgress';
import {
  planAttachments,
  type AttachmentStep,
} from '../attachments/attachInDoor';
import { insertTexts } from '../journal/appendJournal';
import {
  PayloadWriter,
  seal,
  type DraftEntry,
  type SealedEntry,
  type TextReference,
} from '../journal/entries';
import type { RegisteredType } from '../RecordTypes';
import type { LoadedRecord } from '../records/RecordStore';
import { countOpenTasks } from '../tasks/TaskStore';
import { isAboutTasksOnly, TasksInProgress } from '../tasks/TasksInProgress';
import type {
  Command,
  DoorTools,
  Identifier,
  PreparedChange,
} from './commands';
import { draftRecord } from './draft';
import { fieldChanges, peopleIn } from './entries';
import {
  guardChange,
  guardCreation,
  guardParticipants,
  guardTakingOver,
  isOwnWatching,
} from './guard';
import { LinksInProgress } from './LinksInProgress';
import {
  beginParticipations,
  changeParticipants,
  syncNamed,
} from './participants';
import { newRecord } from './recordState';
import { staleVersion } from './staleVersion';

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
  readonly #links: LinksInProgress;
  #tasks?: TasksInProgress;
  #approval?: ApprovalInProgress;
  #transition?: LifecycleTransition;
  #attachments: readonly AttachmentStep[] = [];

  constructor(
    private readonly tools: DoorTools,
    private readonly tx: Knex.Transaction,
    private readonly command: Command,
    private readonly change: PreparedChange,
    private readonly number: string | undefined,
  ) {
    this.#links = new LinksInProgress(tools.types, tx, change, command.now);
  }

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
    await this.#links.plan(this.#type, this.#loaded?.record, this.#standing);
    this.#transition = this.#named();
    const taken = await this.#takeApproval(start);
    this.#after = await draftRecord({
      type: this.#type,
      before: this.#loaded?.record,
      start,
      transition: this.#transition,
      set: this.change.set ?? {},
      caller,
      standing: taken ? new Set(['worker']) : this.#standing,
      openTasks:
        this.#transition?.tasksDone && this.#loaded
          ? await countOpenTasks(this.tx, start.id)
          : 0,
      now,
      catalog: this.tools.catalogIn(this.tx),
    });
    if (this.#loaded) {
      guardTakingOver(caller, this.#standing, this.#after);
      this.#after.approval = await this.#approval!.follow(
        this.#loaded.record,
        this.#after,
        this.#transition,
        this.#links.kinds,
      );
    }
    if (!this.#loaded) {
      guardCreation(this.#type, caller, this.#after);
      const standing = standingOf(caller, this.#after, false);
      guardParticipants({ change: this.change, caller, standing });
    }
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

  /** The transition that the change names. */
  #named(): LifecycleTransition | undefined {
    const { transitions } = this.#type.lifecycle;
    const name = this.change.transition;
    const found = transitions.find(t => t.name === name);
    if (!name || found) return found;
    const known = transitions.map(t => t.name).join(', ');
    throw new InputError(
      `transition: there is no "${name}"; there are ${known}`,
    );
  }

  /** Takes a step on the approval, with the transition that goes with it. */
  async #takeApproval(start: StoredRecord): Promise<boolean> {
    if (!this.#loaded) return false;
    const { canUpdate } = this.#loaded;
    this.#approval = new ApprovalInProgress(this.tx, this.tools.principals, {
      ...this.command,
      type: this.#type,
      canUpdate,
      standing: this.#standing,
    });
    const { approval } = this.change;
    if (!approval) return false;
    if (!isAboutApprovalOnly(this.change))
      throw new Error('A step on an approval is a command of its own');
    const stands = await this.#approval.take(approval, start);
    start.approval = stands.approval;
    this.#transition = stands.transition;
    return true;
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
      const conflict = await staleVersion(
        this.tx,
        this.tools.principals,
        this.tools.catalogIn(this.tx),
        this.#loaded,
        change,
        seesInternal(this.#standing),
      );
      if (conflict) throw conflict;
    }
    if (
      !this.#loaded.canUpdate &&
      !isOwnWatching(change, this.command.caller) &&
      !isAboutTasksOnly(change) &&
      !(isAboutApprovalOnly(change) && 'decide' in change.approval!)
    ) {
      throw new NotAllowedError(
        `You may read ${start.number} but not change it (${
          this.#type.permissions.update.name
        })`,
      );
    }
    guardChange({
      change,
      record: start,
      type: this.#type,
      caller: this.command.caller,
      standing: this.#standing,
    });
  }

  /** Writes the rows and notes what the journal will say. */
  async write(): Promise<void> {
    const before = this.#loaded?.record;
    this.#noteFields(before);
    this.#noteComment();
    await this.#noteAttachments();
    await this.#noteParticipants();
    this.#noteFact();
    await this.#noteLinks();
    await this.#noteTasks();
    for (const { kind, audience, payload } of this.#approval?.entries() ?? [])
      this.#note(kind, audience, payload);
    if (this.#entries.length === 0) return;
    // Who joins or leaves is no news about the record: lists by last change stay as they are.
    if (this.#entries.some(e => !e.kind.startsWith('participant.')))
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
      await this.tools.store.insert(
        this.tx,
        this.#type,
        this.#after,
        head,
        this.#writer.texts,
      );
    }
    if (!before) await this.#changeParticipants();
    await syncNamed(this.tx, before, this.#after, this.command.now);
    if (before) await insertTexts(this.tx, this.#writer.texts);
    await this.#writeComment();
    for (const step of this.#attachments) await step.write();
    await this.#tasks?.write();
    await this.#approval?.write();
    await this.#links.write(this.#after.id);
    await this.#writeTarget();
  }

  #noteFields(before: StoredRecord | undefined): void {
    const { changes, audience } = fieldChanges(
      this.#type,
      before,
      this.#after,
      this.#writer,
    );
    const { serviceFacts } = this.change;
    const transition = this.#transition?.name;
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
      ...(serviceFacts && before?.serviceRef !== this.#after.serviceRef
        ? { service: serviceFacts }
        : {}),
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

  #changeParticipants() {
    return changeParticipants(this.tx, this.change, {
      recordId: this.#after.id,
      writer: this.#writer,
      now: this.command.now,
    });
  }

  async #noteParticipants(): Promise<void> {
    // Of a new record nobody took part before; its row comes first.
    const told = this.#loaded
      ? await this.#changeParticipants()
      : beginParticipations(this.change, this.#writer);
    for (const { kind, payload } of told) this.#note(kind, 'internal', payload);
  }

  async #noteAttachments(): Promise<void> {
    const { caller, principals, now } = this.command;
    this.#attachments = await planAttachments(this.tx, this.change, {
      record: this.#after,
      standing: this.#standing,
      callerId: principals.get(caller.ref)!.id,
      now,
      writer: this.#writer,
      limits: this.tools.attachmentLimits,
    });
    for (const { entry } of this.#attachments)
      this.#note(entry.kind, entry.audience, entry.payload);
  }

  #noteFact(): void {
    const { fact } = this.change;
    if (!fact) return;
    if (!fact.kind.startsWith(`${this.#type.type}.`)) {
      throw new Error(
        `The fact ${fact.kind} must be named after ${this.#type.type}`,
      );
    }
    this.#note(fact.kind, fact.audience, { ...fact.payload });
  }

  async #noteLinks(): Promise<void> {
    await this.#links.writeLink(this.#after, this.#target);
    for (const { kind, here, there } of this.#links.entries()) {
      this.#note(kind, 'internal', { link: here });
      if (this.#target && there) {
        const told = { link: there };
        this.#targetEntries.push(
          this.#entry(this.#target.record, kind, 'internal', told),
        );
      }
    }
  }

  /** Steps on tasks are judged one by one: an assignee who does not work on the record has theirs. */
  async #noteTasks(): Promise<void> {
    const { tasks = [] } = this.change;
    if (tasks.length === 0) return;
    const { caller, now, principals } = this.command;
    const updates = !this.#loaded || this.#loaded.canUpdate;
    this.#tasks = new TasksInProgress(this.tx, this.tools.principals, {
      record: this.#after,
      creates: !this.#loaded,
      worker: updates && (!this.#loaded || this.#standing.has('worker')),
      callerRef: caller.ref,
      now,
      principals,
    });
    for (const { kind, audience, payload } of await this.#tasks.plan(tasks))
      this.#note(kind, audience, payload);
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
    const { caller, principals, commandId, now, causedBy } = this.command;
    return {
      subjectType: 'record',
      subjectId: record.id,
      kind,
      actor: principals.get(caller.ref)!,
      audience,
      mode: 'enforce',
      commandId,
      causedBy,
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
      attachmentId: this.change.attach?.contentId,
      linkId: this.#links.link?.id,
      taskIds: this.#tasks?.added,
    };
  }
}
