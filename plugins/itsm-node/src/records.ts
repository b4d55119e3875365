import type {
  ApprovalDecision,
  ApprovalState,
  Approver,
  Audience,
  FieldDefinition,
  JournalEntry,
  LinkKind,
  Participant,
  ParticipantRole,
  Quorum,
  RecordSummary,
  RefInfo,
  StatusCategory,
  TaskState,
  Viewer,
  Visibility,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from './caller';
import type { RecordType } from './practice';

/** Values of a record by field key: the kernel's fields and the practice's. Instants are numbers. */
export type RecordValues = Record<string, unknown>;

/** A record as it is stored. Instants are milliseconds since the epoch. */
export interface StoredRecord extends RecordValues {
  id: string;
  number: string;
  type: string;
  subtype?: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
  priority?: number;
  serviceRef?: string;
  ownerRef?: string;
  assigneeRef?: string;
  requesterRef?: string;
  requestedForRef?: string;
  customerRef?: string;
  channel?: string;
  visibility: Visibility;
  version: number;
  createdAt: number;
  updatedAt: number;
  resolvedAt?: number;
  closedAt?: number;
  /** How its approval stands; kept by the kernel. */
  approval?: ApprovalState;
}

/** A record type with the practice that brings it and all its fields by key. */
export interface RegisteredRecordType extends RecordType {
  practice: string;
  fields: ReadonlyMap<string, FieldDefinition>;
}

/** How a command is carried out. */
export interface CommandOptions {
  /**
   * A transaction to be the last step of: the door appends to the journal in it, and nothing but
   * the commit may follow.
   */
  tx?: Knex.Transaction;
  /** Position of the journal entry that led to the command. */
  causedBy?: number;
  /** Runs in the command's transaction after all checks, before the journal. */
  alongside?: (
    tx: Knex.Transaction,
    changed: readonly ChangedRecord[],
  ) => Promise<void>;
}

/** A task to be added to a record; it comes last. */
export interface TaskToAdd {
  title: string;
  assigneeRef?: string;
  ownerRef?: string;
  /** Milliseconds since the epoch. */
  dueAt?: number;
  /** Default `internal`. */
  audience?: Audience;
  /** Ids of tasks of the record that come first, or {@link TaskToAdd.key} of the same command. */
  blockedBy?: readonly string[];
  /** Names the task for others in the same command. */
  key?: string;
}

/** Values of a task to be changed; `null` empties. */
export interface TaskValues {
  title?: string;
  state?: TaskState;
  assigneeRef?: string | null;
  ownerRef?: string | null;
  /** Milliseconds since the epoch. */
  dueAt?: number | null;
  audience?: Audience;
  blockedBy?: readonly string[];
}

/** One step on the tasks of a record. */
export type TaskChange =
  | { add: TaskToAdd }
  | { id: string; set: TaskValues; expectedVersion?: number }
  /** Ids of all tasks of the record in their new order. */
  | { order: readonly string[] };

/** A seat to be asked. */
export interface SeatToAsk {
  /** User or group. */
  forRef: string;
  /** Why they are asked, for people. */
  why: string;
}

/** A step to be asked, with who is asked. */
export interface StepToAsk {
  title: string;
  quorum: Quorum;
  veto: boolean;
  deadlineMs?: number;
  onDeadline: 'escalate' | 'reject';
  escalateTo: readonly Approver[];
  seats: readonly SeatToAsk[];
}

/** A policy as a round follows it. */
export interface PolicyFollowed {
  key: string;
  version: number;
  title: string;
}

/** One step on the approval of a record. The kernel's own services take them. */
export type ApprovalChange =
  /** Begins a round, in place of the one that is open, if any. */
  | {
      ask: {
        policies: readonly PolicyFollowed[];
        steps: readonly StepToAsk[];
        /** Who led to it, if not the caller. */
        askedByRef?: string;
      };
    }
  /** For whoever is asked, or stands in for them. */
  | {
      decide: {
        seatId: string;
        decision: ApprovalDecision;
        note?: string;
        round: number;
      };
    }
  /** Asks others: when a deadline passed, or in place of people who cannot decide any more. */
  | {
      reseat: {
        stepId: string;
        because: 'deadline' | 'left';
        close?: readonly string[];
        add: readonly SeatToAsk[];
      };
    }
  /** Rejects because nobody decided in time. */
  | { expire: { stepId: string } }
  /** Says once more that a step waits. */
  | { remind: { stepId: string } };

/** One record's part in a command. Give `id` to change a record, `create` to make one. */
export interface RecordChange {
  /** Number or id of an existing record. */
  id?: string;
  /** The type of a record to be created. */
  create?: string;
  /** Refuses with a conflict that says what changed, if the record moved on. */
  expectedVersion?: number;
  transition?: string;
  /** Field values by key; `null` empties a field. */
  set?: RecordValues;
  comment?: { body: string; audience: Audience };
  /** Adds a file whose content was stored before. The kernel's own routes do this. */
  attach?: {
    /** Of the stored content; becomes the attachment's id. */
    contentId: string;
    name: string;
    audience: Audience;
    /** As the content says. */
    mediaType: string;
    /** As whoever sent it said. */
    claimedType?: string;
    size: number;
    sha256: string;
  };
  /** Removes a file, for good. */
  detach?: { attachmentId: string };
  /** Steps on the record's tasks, one after the other. */
  tasks?: readonly TaskChange[];
  /**
   * Key of the record template it is made from: gives values that the change leaves open, and
   * the template's tasks and links. Only with `create`.
   */
  template?: string;
  link?: { kind: LinkKind; target: string };
  /**
   * Links to catalog entities, beside {@link RecordChange.link}; for those who may edit the record.
   * References as they are stored: whoever gives them has made sure that the entities are there
   * (`kernel.requireEntity`). One that the record has already is no fault and changes nothing.
   */
  entityLinks?: readonly { kind: LinkKind; target: string }[];
  /** Links to catalog entities that are to go; one that is not there is no fault. */
  entityUnlinks?: readonly { kind: LinkKind; target: string }[];
  unlink?: { linkId: string };
  participants?: readonly Participant[];
  /** A step on its approval. The kernel's own routes and due work do this. */
  approval?: ApprovalChange;
  /** Ends a participation; ending one that is not there is no fault. */
  removeParticipant?: { principalRef: string; role: ParticipantRole };
  /**
   * A fact that changes no field, for the journal alone. Its kind starts with the record's type,
   * e.g. `incident.update-late`; its payload holds neither free text nor people.
   */
  fact?: {
    kind: string;
    audience: Audience;
    payload?: Readonly<Record<string, unknown>>;
  };
}

/** What a command did to one record. */
export interface ChangedRecord {
  record: StoredRecord;
  /** Ids of what was made, where the change made one. */
  commentId?: string;
  attachmentId?: string;
  linkId?: string;
  /** Ids of the tasks that were added, in order. */
  taskIds?: readonly string[];
}

/** A record with what the caller may do with it. */
export interface RecordView {
  record: StoredRecord;
  participants: Participant[];
  viewer: Viewer;
  refs: Record<string, RefInfo>;
}

/** Filters, order and place of a list. */
export interface RecordListOptions {
  types?: readonly string[];
  status?: readonly string[];
  category?: readonly StatusCategory[];
  priority?: readonly number[];
  service?: readonly string[];
  /** `mine` stands for the caller's groups. */
  owner?: readonly string[];
  /** `me` stands for the caller, `none` for nobody. */
  assignee?: readonly string[];
  requester?: readonly string[];
  /** Matches service or any entity field of the practice. */
  entity?: string;
  /** Words, found by full-text search; or a number, here or elsewhere. */
  q?: string;
  /** A predicate over fields as a client wrote it, see `RecordPredicate`. Checked by the list. */
  filter?: unknown;
  /**
   * `updated`, `created`, `priority`, or the key of a sortable field. Fields without an index
   * sort lists of up to 10,000 records.
   */
  sort?: string;
  order?: 'asc' | 'desc';
  /** Fields of the practice that are wanted; all if absent. What is not shown need not be read. */
  keys?: readonly string[];
  limit?: number;
  cursor?: string;
  total?: boolean;
}

/** One keyset page. */
export interface RecordPage {
  items: StoredRecord[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
  total?: number;
  refs: Record<string, RefInfo>;
}

/** What is asked of a timeline. */
export interface JournalOptions {
  show?: 'all' | 'comments' | 'changes';
  limit?: number;
  cursor?: string;
}

/** A page of a timeline. */
export interface JournalPage {
  items: JournalEntry[];
  pageInfo: { nextCursor?: string };
  refs: Record<string, RefInfo>;
}

/** A condition over `records as r` that never yields NULL. */
export interface RecordCondition {
  sql: string;
  bindings: (string | number | boolean)[];
}

/**
 * Records as practices use them. Everything here keeps the invariants of access: what the caller
 * may not see is not found, and never counted.
 */
export interface RecordKernel {
  /**
   * The one door: guard, change, journal and reactions in one transaction.
   * Several records are locked in the order of their ids.
   *
   * @throws InputError for values that cannot be, NotFoundError for records or entities that are
   *   not there for the caller, NotAllowedError for what the caller may not do, ConflictError for
   *   a stale version or a transition that the state does not allow
   */
  changeRecords(
    caller: Caller,
    changes: readonly RecordChange[],
    options?: CommandOptions,
  ): Promise<ChangedRecord[]>;
  /** {@link RecordKernel.changeRecords} for one record. */
  changeRecord(
    caller: Caller,
    change: RecordChange,
    options?: CommandOptions,
  ): Promise<ChangedRecord>;
  /** A record by number or id. @throws NotFoundError */
  view(caller: Caller, id: string, type?: string): Promise<RecordView>;
  /**
   * Records that the caller may read, as a keyset page.
   *
   * @param alongside - what else is read of the records of the page, while references are described
   */
  list(
    caller: Caller,
    options: RecordListOptions,
    alongside?: (ids: readonly string[]) => Promise<void>,
  ): Promise<RecordPage>;
  /** The timeline of a record as the caller may see it, newest first. */
  journal(
    caller: Caller,
    id: string,
    options: JournalOptions,
  ): Promise<JournalPage>;
  /** The numbers of those records, among the ids, that the caller may read. */
  readableNumbers(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Those of the records, among the ids, that the caller may read and works on. */
  workedOn(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /**
   * What the caller may read, and works on, as conditions over `records as r`: for queries of a
   * practice's own tables that join records. Counts and sums are of nothing else.
   *
   * @param types - those that the query is about, if not all: fewer make a shorter condition
   */
  conditions(
    caller: Caller,
    types?: readonly string[],
  ): {
    readable: RecordCondition;
    worked: RecordCondition;
  };
  /** The record in the form of the API, with the practice's fields of the given keys. */
  present(record: StoredRecord): RecordSummary & RecordValues;
}
