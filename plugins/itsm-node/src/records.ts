import type {
  Audience,
  LinkKind,
  Participant,
  ParticipantRole,
  RecordSummary,
  RefInfo,
  StatusCategory,
  Viewer,
  Visibility,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';

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
}

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
  link?: { kind: LinkKind; target: string };
  unlink?: { linkId: string };
  participant?: {
    principalRef: string;
    role: ParticipantRole;
    canRead: boolean;
  };
}

/** What a command did to one record. */
export interface ChangedRecord {
  record: StoredRecord;
  /** Ids of what was made, where the change made one. */
  commentId?: string;
  linkId?: string;
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
  /** Words in the title, or a number. */
  q?: string;
  sort?: 'updated' | 'created' | 'priority';
  order?: 'asc' | 'desc';
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
  ): Promise<ChangedRecord[]>;
  /** {@link RecordKernel.changeRecords} for one record. */
  changeRecord(caller: Caller, change: RecordChange): Promise<ChangedRecord>;
  /** A record by number or id. @throws NotFoundError */
  view(caller: Caller, id: string, type?: string): Promise<RecordView>;
  list(caller: Caller, options: RecordListOptions): Promise<RecordPage>;
  /** The record in the form of the API, with the practice's fields of the given keys. */
  present(record: StoredRecord): RecordSummary & RecordValues;
}
