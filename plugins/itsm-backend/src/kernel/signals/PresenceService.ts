import { NotAllowedError } from '@backstage/errors';
import {
  PRESENCE_LEASE_MS,
  type PresenceDoing,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Caller, CatalogReader, Clock } from '@callboard/plugin-itsm-node';
import { standingOf } from '../access/standing';
import type { AuthorizedRecords } from '../records/AuthorizedRecords';
import type { LoadedRecord } from '../records/RecordStore';
import type { Hints } from './Hints';
import type { PresenceStore, Present } from './PresenceStore';

/** Who else is at a record. */
export interface OthersPresent {
  items: Present[];
  refs: Record<string, RefInfo>;
}

/**
 * Who is at a record right now, so that two do not answer the same requester. Only those who work
 * on a record are told, and only they are shown. Nothing is kept: whoever does not come again
 * within 30 seconds is gone.
 */
export class PresenceService {
  constructor(
    private readonly deps: {
      store: PresenceStore;
      records: AuthorizedRecords;
      catalog: CatalogReader;
      clock: Clock;
      /** Absent where nobody can be told. */
      hints?: Hints;
    },
  ) {}

  async #worked(caller: Caller, id: string): Promise<LoadedRecord> {
    const loaded = await this.deps.records.load(caller, id);
    const collaborator = loaded.participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    const standing = standingOf(caller, loaded.record, collaborator);
    if (!standing.has('worker')) {
      throw new NotAllowedError(
        `Who is at ${loaded.record.number} is for those who work on it`,
      );
    }
    return loaded;
  }

  /** Who else is at a record. @throws NotFoundError, NotAllowedError */
  async others(caller: Caller, id: string): Promise<OthersPresent> {
    const { record } = await this.#worked(caller, id);
    return this.#others(caller, record.id);
  }

  async #others(caller: Caller, recordId: string): Promise<OthersPresent> {
    const { store, catalog, clock } = this.deps;
    const all = await store.at(recordId, clock.now());
    const items = all.filter(p => p.principalRef !== caller.ref);
    const refs = await catalog.describe(items.map(p => p.principalRef));
    return { items, refs };
  }

  /** Says for 30 seconds what the caller does at a record. @returns who else is there */
  async put(
    caller: Caller,
    id: string,
    doing: PresenceDoing,
  ): Promise<OthersPresent> {
    const { store, clock, hints } = this.deps;
    const loaded = await this.#worked(caller, id);
    const now = clock.now();
    const before = (await store.at(loaded.record.id, now)).find(
      p => p.principalRef === caller.ref,
    );
    await store.put(loaded.record.id, {
      principalRef: caller.ref,
      doing,
      until: now + PRESENCE_LEASE_MS,
    });
    if (before?.doing !== doing) hints?.changed(loaded, { listsToo: false });
    return this.#others(caller, loaded.record.id);
  }

  /** Says that the caller left. */
  async leave(caller: Caller, id: string): Promise<void> {
    const { store, hints } = this.deps;
    const loaded = await this.#worked(caller, id);
    const was = await store.remove(loaded.record.id, caller.ref);
    if (was) hints?.changed(loaded, { listsToo: false });
  }
}
