import type { Audience, FieldDefinition } from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import { canonicalJson, newSalt, sha256 } from './canonical';
import type { PrincipalId } from './PrincipalStore';

/** `enforce` for commands under the guards, `observe` for history from elsewhere. */
export type JournalMode = 'enforce' | 'observe';

/** A journal entry before it has a position. */
export interface DraftEntry {
  subjectType: string;
  subjectId: string;
  kind: string;
  actor: PrincipalId;
  onBehalfOf?: PrincipalId;
  audience: Audience;
  mode: JournalMode;
  commandId: string;
  causedBy?: number;
  at: number;
  recordedAt: number;
  status?: string;
  payload: Record<string, unknown>;
}

/** An entry with its place in the chain of its subject. */
export interface SealedEntry extends DraftEntry {
  previousHash?: string;
  hash: string;
}

/** A row of the table `texts`. */
export interface TextRow {
  id: string;
  subjectId: string;
  authorId?: number;
  salt: string;
  body: string;
}

/** What stands in a payload in place of a free text. */
export interface TextReference {
  text: string;
  hash: string;
}

/** What stands in a payload in place of a person. */
export interface PrincipalReference {
  principal: number;
  hash: string;
}

/** A change of a field as the journal keeps it. */
export interface PayloadChange {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** The columns of an entry that its hash covers, in this order. */
export interface HashedColumns {
  subjectType: string;
  subjectId: string;
  kind: string;
  actorHash: string;
  onBehalfOfHash?: string;
  audience: string;
  mode: string;
  commandId: string;
  causedBy?: number;
  at: number;
  recordedAt: number;
  status?: string;
  payload: unknown;
}

/** The hash of an entry in its chain: SHA-256 over the previous hash and the canonical content. */
export function entryHash(
  previousHash: string | undefined,
  e: HashedColumns,
): string {
  return sha256(
    canonicalJson([
      previousHash ?? null,
      e.subjectType,
      e.subjectId,
      e.kind,
      e.actorHash,
      e.onBehalfOfHash ?? null,
      e.audience,
      e.mode,
      e.commandId,
      e.causedBy ?? null,
      e.at,
      e.recordedAt,
      e.status ?? null,
      e.payload,
    ]),
  );
}

/** Puts an entry behind the newest one of its subject. */
export function seal(
  entry: DraftEntry,
  previousHash: string | undefined,
): SealedEntry {
  const hash = entryHash(previousHash, {
    ...entry,
    actorHash: entry.actor.hash,
    onBehalfOfHash: entry.onBehalfOf?.hash,
  });
  return { ...entry, previousHash, hash };
}

/** Makes a text to be kept beside the journal, and the reference to it. */
export function keepText(
  body: string,
  subjectId: string,
  authorId: number | undefined,
): { row: TextRow; reference: TextReference } {
  const salt = newSalt();
  const id = uuidv7();
  return {
    row: { id, subjectId, authorId, salt, body },
    reference: { text: id, hash: sha256(salt, body) },
  };
}

/**
 * Turns field values into what the journal keeps: free text and people by reference, the rest
 * as it is.
 */
export class PayloadWriter {
  readonly texts: TextRow[] = [];

  constructor(
    private readonly subjectId: string,
    private readonly authorId: number,
    private readonly principals: ReadonlyMap<string, PrincipalId>,
  ) {}

  value(field: FieldDefinition, value: unknown): unknown {
    if (value === undefined || value === null || value === '') return undefined;
    if (field.type === 'text') return this.text(String(value));
    if (field.type === 'user') return this.person(String(value));
    return value;
  }

  text(body: string): TextReference {
    const { row, reference } = keepText(body, this.subjectId, this.authorId);
    this.texts.push(row);
    return reference;
  }

  person(ref: string): PrincipalReference {
    const principal = this.principals.get(ref);
    if (!principal) throw new Error(`No principal id was made for ${ref}`);
    return { principal: principal.id, hash: principal.hash };
  }

  change(
    field: FieldDefinition,
    before: unknown,
    after: unknown,
  ): PayloadChange {
    return {
      field: field.key,
      before: this.value(field, before),
      after: this.value(field, after),
    };
  }
}
