import type {
  Caller,
  Clock,
  JournalWriter,
  NewEntry,
  PreparedEntries,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { appendJournal } from './appendJournal';
import { seal, type SealedEntry } from './entries';
import type { PrincipalStore } from './PrincipalStore';

/** Subjects that only the kernel tells of. */
const OWN = new Set(['record', 'definition', 'entity', 'erasure', 'webhook']);

/** See {@link JournalWriter}. */
export class PracticeJournal implements JournalWriter {
  constructor(
    private readonly principals: PrincipalStore,
    private readonly clock: Clock,
  ) {}

  async prepare(
    tx: Knex.Transaction,
    caller: Caller,
    entries: readonly NewEntry[],
    heads: ReadonlyMap<string, string | undefined>,
  ): Promise<PreparedEntries> {
    const ends = new Map<string, string>();
    if (entries.length === 0) return { heads: ends, append: async () => {} };
    const actor = (await this.principals.ids([caller.ref], tx)).get(
      caller.ref,
    )!;
    const recordedAt = this.clock.now();
    const commandId = caller.commandId ?? uuidv7();
    const sealed = entries.map((entry): SealedEntry => {
      const { subjectType, subjectId, kind, at, mode, payload } = entry;
      if (OWN.has(subjectType))
        throw new Error(`Only the kernel tells of the subject ${subjectType}`);
      const one = seal(
        {
          subjectType,
          subjectId,
          kind,
          actor,
          audience: 'internal',
          mode: mode ?? 'enforce',
          commandId,
          at: at ?? recordedAt,
          recordedAt,
          payload: { ...payload },
        },
        ends.get(subjectId) ?? heads.get(subjectId),
      );
      ends.set(subjectId, one.hash);
      return one;
    });
    return { heads: ends, append: () => appendJournal(tx, sealed) };
  }
}
