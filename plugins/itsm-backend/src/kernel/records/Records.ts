import { NotFoundError } from '@backstage/errors';
import {
  transitionOptions,
  type RecordLink,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  ChangedRecord,
  CommandOptions,
  JournalOptions,
  JournalPage,
  RecordChange,
  RecordKernel,
  RecordListOptions,
  RecordPage,
  RecordView,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql } from '../access/sql';
import { seesInternal, standingOf } from '../access/standing';
import { worksOnSql } from '../access/worksOn';
import type { Door } from '../door/Door';
import { mayEdit } from '../door/guard';
import type { CustomFields } from '../fields/CustomFields';
import { withoutInternal } from '../fields/visible';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { countJournal, readJournal } from '../journal/readJournal';
import { verifyChain } from '../journal/verifyChain';
import type { RecordTypes } from '../RecordTypes';
import { countOpenTasks } from '../tasks/TaskStore';
import { decodeCursor, encodeCursor, listFingerprint } from './cursor';
import { listLinks, readableNumbers, workedOn } from './Links';
import { listRecords } from './listRecords';
import type { RecordQueries } from './RecordQueries';
import type { LoadedRecord, RecordStore } from './RecordStore';
import { presentRecord } from './rows';

const REF_KEYS = [
  'serviceRef',
  'ownerRef',
  'assigneeRef',
  'requesterRef',
  'requestedForRef',
  'customerRef',
];

const IS_REF = new Set<string>(['entity', 'group', 'user']);

/** Records of all types, for practices and for the kernel's own routes. */
export class Records implements RecordKernel {
  readonly #knex: Knex;
  readonly #types: RecordTypes;
  readonly #store: RecordStore;
  readonly #door: Door;
  readonly #catalog: CatalogReader;
  readonly #principals: PrincipalStore;
  readonly #queries: RecordQueries;
  readonly #customFields: Pick<CustomFields, 'refresh'>;

  constructor(deps: {
    knex: Knex;
    types: RecordTypes;
    store: RecordStore;
    door: Door;
    catalog: CatalogReader;
    principals: PrincipalStore;
    queries: RecordQueries;
    customFields: Pick<CustomFields, 'refresh'>;
  }) {
    this.#queries = deps.queries;
    this.#customFields = deps.customFields;
    this.#knex = deps.knex;
    this.#types = deps.types;
    this.#store = deps.store;
    this.#door = deps.door;
    this.#catalog = deps.catalog;
    this.#principals = deps.principals;
  }

  changeRecords(
    caller: Caller,
    changes: readonly RecordChange[],
    options?: CommandOptions,
  ): Promise<ChangedRecord[]> {
    return this.#door.changeRecords(caller, changes, options);
  }

  async changeRecord(
    caller: Caller,
    change: RecordChange,
    options?: CommandOptions,
  ): Promise<ChangedRecord> {
    const [changed] = await this.#door.changeRecords(caller, [change], options);
    return changed;
  }

  /**
   * The record with the caller's rights, without fields that are for those who work on it unless
   * the caller does.
   *
   * @throws NotFoundError
   */
  async load(caller: Caller, id: string, type?: string): Promise<LoadedRecord> {
    await this.#customFields.refresh();
    const loaded = await this.#store.load(this.#knex, caller, id, { type });
    if (!loaded) {
      const label = (type && this.#types.find(type)?.label) ?? 'record';
      throw new NotFoundError(
        `There is no ${label.toLowerCase()} ${id}, or you may not see it; check the number`,
      );
    }
    if (seesInternal(this.#standing(caller, loaded))) return loaded;
    return { ...loaded, record: withoutInternal(loaded.type, loaded.record) };
  }

  async view(caller: Caller, id: string, type?: string): Promise<RecordView> {
    const loaded = await this.load(caller, id, type);
    const { record, participants } = loaded;
    const refs = await this.#catalog.describe([
      ...this.#refsOf(record),
      ...participants.map(p => p.principalRef),
    ]);
    const asksTasks = loaded.type.lifecycle.transitions.some(
      t => t.tasksDone && t.from.includes(record.status),
    );
    const openTasks = asksTasks
      ? await countOpenTasks(this.#knex, record.id)
      : 0;
    const viewer = this.#viewer(caller, loaded, openTasks);
    return { record, participants, viewer, refs };
  }

  #refsOf(record: StoredRecord): string[] {
    const own = this.#types.find(record.type)?.fields.values() ?? [];
    const keys = [
      ...REF_KEYS,
      ...[...own].filter(f => IS_REF.has(f.type)).map(f => f.key),
    ];
    return keys
      .map(key => record[key])
      .filter((v): v is string => typeof v === 'string');
  }

  #standing(caller: Caller, loaded: LoadedRecord) {
    const collaborates = loaded.participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    return standingOf(caller, loaded.record, collaborates);
  }

  #viewer(caller: Caller, loaded: LoadedRecord, openTasks: number): Viewer {
    const { record, type, canUpdate, participants } = loaded;
    const standing = this.#standing(caller, loaded);
    const options = transitionOptions(
      type.lifecycle,
      record,
      standing,
      openTasks,
    );
    return {
      standing: [...standing],
      canUpdate,
      canEdit: canUpdate && mayEdit(type, record, standing),
      seesInternal: seesInternal(standing),
      watches: participants.some(
        p => p.role === 'watcher' && p.principalRef === caller.ref,
      ),
      transitions: options.map(option => ({
        ...option,
        required: [...option.required],
        optional: [...option.optional],
        ...(canUpdate
          ? {}
          : {
              allowed: false,
              reason: `You may read ${record.number} but not change it.`,
            }),
      })),
    };
  }

  readableNumbers(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    return readableNumbers(this.#knex, this.#types, caller, ids);
  }

  conditions(caller: Caller, types?: readonly string[]) {
    return {
      readable: readableSql(caller, this.#types.pick(types)),
      worked: worksOnSql(caller),
    };
  }

  workedOn(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    return workedOn(this.#knex, this.#types, caller, ids);
  }

  async list(
    caller: Caller,
    options: RecordListOptions,
    alongside?: (ids: readonly string[]) => Promise<void>,
  ): Promise<RecordPage> {
    await this.#customFields.refresh();
    const types = this.#types.pick(options.types);
    const page = await listRecords(this.#queries, caller, types, options);
    const [refs] = await Promise.all([
      this.#catalog.describe(page.items.flatMap(r => this.#refsOf(r))),
      alongside?.(page.items.map(({ id }) => id)),
    ]);
    return { ...page, refs };
  }

  present(record: StoredRecord): any {
    return presentRecord(record, this.#types.find(record.type));
  }

  /** The timeline of a record as the caller may see it. */
  async journal(
    caller: Caller,
    id: string,
    options: JournalOptions,
  ): Promise<JournalPage> {
    const loaded = await this.load(caller, id);
    const limit = options.limit ?? 50;
    const show = options.show ?? 'all';
    const fingerprint = listFingerprint([loaded.record.id, show]);
    const cursor = options.cursor
      ? decodeCursor(options.cursor, fingerprint)
      : undefined;
    const { entries, last } = await readJournal(this.#knex, this.#principals, {
      recordId: loaded.record.id,
      type: loaded.type,
      internal: seesInternal(this.#standing(caller, loaded)),
      show,
      limit,
      before: cursor?.value,
      readableNumbers: ids =>
        readableNumbers(this.#knex, this.#types, caller, ids),
    });
    const refs = await this.#catalog.describe(
      entries.flatMap(e => [
        e.actorRef,
        e.onBehalfOfRef,
        e.participant?.principalRef,
        e.approval?.standsInForRef,
        ...(e.approval?.askedRefs ?? []),
        e.link?.target.includes(':') ? e.link.target : undefined,
        ...e.changes
          .filter(c => ['user', 'group', 'entity'].includes(c.type))
          .flatMap(c => [
            c.before as string | undefined,
            c.after as string | undefined,
          ]),
      ]),
    );
    return {
      items: entries,
      pageInfo: {
        nextCursor:
          last === undefined
            ? undefined
            : encodeCursor(
                { value: last, id: '', direction: 'next' },
                fingerprint,
              ),
      },
      refs,
    };
  }

  /** Links of a record to what the caller may read. */
  async links(caller: Caller, id: string): Promise<RecordLink[]> {
    const { record } = await this.load(caller, id);
    return listLinks(this.#knex, this.#types, caller, record.id);
  }

  /**
   * Recomputes the hash chain of a record's journal.
   *
   * @returns how many of the entries the caller may see, and where the chain breaks, if it does
   */
  async verify(
    caller: Caller,
    id: string,
  ): Promise<{ entries: number; brokenAt?: number }> {
    const loaded = await this.load(caller, id);
    const { id: recordId } = loaded.record;
    const [{ brokenAt }, entries] = await Promise.all([
      verifyChain(this.#knex, recordId, loaded.journalHead),
      countJournal(this.#knex, {
        recordId,
        internal: seesInternal(this.#standing(caller, loaded)),
        readableNumbers: ids =>
          readableNumbers(this.#knex, this.#types, caller, ids),
      }),
    ]);
    return { entries, brokenAt };
  }
}
