import type {
  Caller,
  CatalogReader,
  Clock,
  RecordChange,
  ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { AttachmentLimits } from '../attachments/limits';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import type { LoadedRecord, RecordStore } from '../records/RecordStore';

/** What the door works with. */
export interface DoorTools {
  knex: Knex;
  types: RecordTypes;
  store: RecordStore;
  principals: PrincipalStore;
  clock: Clock;
  /** Reads the catalog copy inside a transaction. */
  catalogIn: (executor: Knex) => CatalogReader;
  attachmentLimits: AttachmentLimits;
}

/** What all changes of a command share. */
export interface Command {
  caller: Caller;
  commandId: string;
  now: number;
  principals: ReadonlyMap<string, PrincipalId>;
  /** Position of the journal entry that led to the command. */
  causedBy?: number;
}

/** A change with what was looked up before the transaction. */
export interface PreparedChange extends RecordChange {
  /** What is known of the service that it names. */
  serviceFacts?: ServiceFacts;
}

/** A record that must be locked for a change. */
export interface Identifier {
  text: string;
  give(loaded: LoadedRecord): void;
}
