import type { Caller, CatalogAccess } from '@callboard/plugin-itsm-node';
import type { Authorizer } from '@callboard/plugin-itsm-node';
import type {
  ChangedRecord,
  JournalOptions,
  JournalPage,
  RecordChange,
  RecordListOptions,
  RecordPage,
} from '@callboard/plugin-itsm-node';
import type { RecordLink } from '@callboard/plugin-itsm-common';
import type { RecordTypes } from '../RecordTypes';
import type { Records } from './Records';
import type { LoadedRecord } from './RecordStore';

/**
 * {@link Records} with the permission framework on top. The type of a record is only known once
 * it is read, so the permissions of all types are asked for, in one call.
 */
export class AuthorizedRecords {
  constructor(
    private readonly inner: Records,
    private readonly authorizer: Authorizer,
    private readonly types: RecordTypes,
    private readonly catalogAccess: CatalogAccess,
  ) {}

  #scoped(
    caller: Caller,
    verbs: readonly ('read' | 'update')[],
  ): Promise<Caller> {
    const permissions = this.types
      .all()
      .flatMap(t => verbs.map(verb => t.permissions[verb]));
    return this.authorizer.withScopes(caller, permissions);
  }

  async changeRecord(
    caller: Caller,
    change: RecordChange,
  ): Promise<ChangedRecord> {
    return this.inner.changeRecord(
      await this.#scoped(caller, ['read', 'update']),
      change,
    );
  }

  async load(caller: Caller, id: string): Promise<LoadedRecord> {
    return this.inner.load(await this.#scoped(caller, ['read']), id);
  }

  async list(caller: Caller, options: RecordListOptions): Promise<RecordPage> {
    return this.inner.list(await this.#scoped(caller, ['read']), options);
  }

  async journal(
    caller: Caller,
    id: string,
    options: JournalOptions,
  ): Promise<JournalPage> {
    return this.inner.journal(
      await this.#scoped(caller, ['read']),
      id,
      options,
    );
  }

  /** Links to what the caller may read, be it a record or something in the catalog. */
  async links(caller: Caller, id: string): Promise<RecordLink[]> {
    const links = await this.inner.links(
      await this.#scoped(caller, ['read']),
      id,
    );
    const seen = await this.catalogAccess.readable(
      caller,
      links.flatMap(({ entityRef }) => entityRef ?? []),
    );
    return links.filter(
      ({ entityRef }) => entityRef === undefined || seen.has(entityRef),
    );
  }

  async verify(
    caller: Caller,
    id: string,
  ): Promise<{ entries: number; brokenAt?: number }> {
    return this.inner.verify(await this.#scoped(caller, ['read']), id);
  }

  present(record: LoadedRecord['record']) {
    return this.inner.present(record);
  }
}
