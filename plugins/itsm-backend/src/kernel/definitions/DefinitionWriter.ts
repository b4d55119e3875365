import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Caller,
  Clock,
  DefinitionSource,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { appendJournal } from '../journal/appendJournal';
import { canonicalJson, sha256 } from '../journal/canonical';
import { keepText, seal } from '../journal/entries';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { DefinitionReader } from './DefinitionReader';
import type { DefinitionStore } from './DefinitionStore';
import {
  DEFINITION_SUBJECT,
  subjectIdOf,
  type DefinitionHead,
  type StoredVersion,
} from './model';

/** A version to be written. Its body was checked before. */
export interface VersionToWrite {
  kind: string;
  key: string;
  source: DefinitionSource;
  /** The file in Git. */
  file?: string;
  body: unknown;
  /** The body as it was written. */
  text?: string;
  /** Milliseconds since the epoch; now if absent. */
  validFrom?: number;
  removed?: boolean;
  /** Refuses with a conflict if another version is the newest; 0 stands for none. */
  expectedVersion?: number;
  /** Called in the transaction, before the journal. */
  note?: (tx: Knex.Transaction, version: number) => Promise<void>;
}

function contentHash(wanted: VersionToWrite): string {
  const { body, validFrom, removed, source, text } = wanted;
  // Comments count in the portal, where the text is what people edit; in Git they have it there.
  const words = source === 'portal' ? text : undefined;
  return sha256(canonicalJson([body, validFrom, removed ?? false, words]));
}

/**
 * Writes versions of definitions: one transaction with the version, the head and the journal, as
 * the door does with records. Entries of one definition are chained by their hashes.
 */
export class DefinitionWriter {
  readonly #store: DefinitionStore;
  readonly #reader: DefinitionReader;
  readonly #principals: PrincipalStore;
  readonly #clock: Clock;

  constructor(deps: {
    store: DefinitionStore;
    reader: DefinitionReader;
    principals: PrincipalStore;
    clock: Clock;
  }) {
    this.#store = deps.store;
    this.#reader = deps.reader;
    this.#principals = deps.principals;
    this.#clock = deps.clock;
  }

  /**
   * Writes a version, unless the newest one says the same already.
   *
   * @returns the newest version, and whether it was written now
   * @throws ConflictError for a stale version, for what stands in Git, and for two at once;
   *   NotFoundError for removing what is not there
   */
  async write(
    caller: Caller,
    wanted: VersionToWrite,
  ): Promise<{ version: number; written: boolean }> {
    const author = (await this.#principals.ids([caller.ref])).get(caller.ref)!;
    const now = this.#clock.now();
    const { kind, key } = wanted;
    const name = subjectIdOf(kind, key);
    const result = await this.#store.knex.transaction(async tx => {
      const before = await this.#store.head(tx, kind, key, { lock: true });
      this.#guard(wanted, before, name);
      const hash = contentHash(wanted);
      const same =
        before?.contentHash === hash &&
        before.source === wanted.source &&
        before.removed === (wanted.removed ?? false);
      if (same) {
        await wanted.note?.(tx, before.version);
        return { version: before.version, written: false };
      }
      const version: StoredVersion & { text?: string } = {
        kind,
        key,
        version: (before?.version ?? 0) + 1,
        validFrom: wanted.validFrom ?? now,
        source: wanted.source,
        file: wanted.file,
        body: wanted.body,
        removed: wanted.removed ?? false,
        authorId: author.id,
        createdAt: now,
        text: wanted.text,
      };
      // Beside the journal, as other texts are: it may name people. It has no author, because it is
      // no word of a person but a setting, and stays when they are erased.
      const words = version.removed
        ? undefined
        : keepText(canonicalJson(version.body), name, undefined);
      const entry = seal(
        {
          subjectType: DEFINITION_SUBJECT,
          subjectId: name,
          kind: version.removed ? 'definition.removed' : 'definition.written',
          actor: author,
          audience: 'internal',
          mode: 'enforce',
          commandId: caller.commandId ?? uuidv7(),
          at: now,
          recordedAt: now,
          payload: {
            version: version.version,
            validFrom: version.validFrom,
            source: version.source,
            file: version.file,
            // Where it stood before, when it moved between portal and Git.
            from:
              before && before.source !== version.source
                ? before.source
                : undefined,
            body: words?.reference,
          },
        },
        before?.journalHead,
      );
      const head: DefinitionHead = {
        kind,
        key,
        version: version.version,
        source: version.source,
        file: version.file,
        removed: version.removed,
        contentHash: hash,
        journalHead: entry.hash,
      };
      if (!(await this.#store.insert(tx, version, head, before, words?.row))) {
        throw new ConflictError(
          `${name} was written by somebody else at the same moment; load it again`,
        );
      }
      await wanted.note?.(tx, version.version);
      await appendJournal(tx, [entry]);
      return { version: version.version, written: true };
    });
    if (result.written) this.#reader.forget();
    return result;
  }

  #guard(
    wanted: VersionToWrite,
    before: DefinitionHead | undefined,
    name: string,
  ): void {
    const there = before && !before.removed;
    if (wanted.removed && !there)
      throw new NotFoundError(`There is no definition ${name}`);
    if (wanted.source === 'portal' && there && before.source === 'git') {
      throw new ConflictError(
        `${name} is defined in Git, in ${before.file}; change it there`,
      );
    }
    const { expectedVersion } = wanted;
    if (expectedVersion === undefined) return;
    if (expectedVersion === 0 && there) {
      throw new ConflictError(
        `${name} is there already, in version ${before.version}; take another key or change that one`,
      );
    }
    if (expectedVersion > 0 && expectedVersion !== before?.version) {
      throw new ConflictError(
        before
          ? `${name} is at version ${before.version}, not ${expectedVersion}; load it again`
          : `${name} is not there (any more)`,
      );
    }
  }
}
