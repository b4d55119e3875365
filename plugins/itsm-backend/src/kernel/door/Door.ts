import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { normalizeRef } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  ChangedRecord,
  Clock,
  Reaction,
  RecordChange,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { appendJournal } from '../journal/appendJournal';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { LoadedRecord, RecordStore } from '../records/RecordStore';
import { ChangeInProgress, type DoorTools } from './ChangeInProgress';
import { peopleIn } from './entries';

/**
 * The one door: every change of a record goes through here.
 *
 * A command is one database transaction. In it, in this order:
 *
 * 1. the records are locked in the order of their ids, so that two commands never wait for each
 *    other in a circle; what the caller may not read is not found;
 * 2. each change is checked against version, permission, standing and lifecycle, and the
 *    practice's rules complete it;
 * 3. rows are written `where id and version`, and what hangs on them: texts, comments, links,
 *    participants;
 * 4. reactions write their derived tables;
 * 5. the entries are appended to the journal, as the last statement, and the transaction commits.
 *
 * If any step refuses, nothing is written. Numbers and principal ids are drawn before the
 * transaction: they may have gaps, and must not hold locks. References to catalog entities are
 * checked before it too, because that may call the catalog.
 *
 * History from elsewhere comes in by the second mode, {@link observeRecords}: no guards and no
 * rules, the same journal, original times.
 */
export class Door {
  readonly #tools: DoorTools;
  readonly #reactions: readonly Reaction[];
  readonly #resolveEntity: (
    caller: Caller,
    ref: string,
    field: string,
  ) => Promise<string>;

  constructor(deps: {
    knex: Knex;
    types: RecordTypes;
    store: RecordStore;
    principals: PrincipalStore;
    clock: Clock;
    catalogIn: (executor: Knex) => CatalogReader;
    resolveEntity: (
      caller: Caller,
      ref: string,
      field: string,
    ) => Promise<string>;
    reactions: readonly Reaction[];
  }) {
    const { reactions, resolveEntity, ...tools } = deps;
    this.#tools = tools;
    this.#reactions = reactions;
    this.#resolveEntity = resolveEntity;
  }

  /** See `RecordKernel.changeRecords`. */
  async changeRecords(
    caller: Caller,
    changes: readonly RecordChange[],
  ): Promise<ChangedRecord[]> {
    const prepared = await Promise.all(
      changes.map(change => this.#prepare(caller, change)),
    );
    const numbers = new Map<RecordChange, string>();
    for (const change of prepared) {
      if (!change.create) continue;
      const type = this.#tools.types.get(change.create);
      const next = await this.#tools.store.drawNumbers(type, 1);
      numbers.set(change, `${type.prefix}-${next}`);
    }
    const principals = await this.#tools.principals.ids(
      this.#people(caller, prepared),
    );
    const command = {
      caller,
      commandId: caller.commandId ?? uuidv7(),
      now: this.#tools.clock.now(),
      principals,
    };

    return this.#tools.knex.transaction(async tx => {
      const work = prepared.map(
        change =>
          new ChangeInProgress(
            this.#tools,
            tx,
            command,
            change,
            numbers.get(change),
          ),
      );
      await this.#lock(tx, caller, work);
      const ids = work.flatMap(item => item.recordId ?? []);
      if (new Set(ids).size < ids.length) {
        throw new InputError(
          'A command may change a record once; it names one twice',
        );
      }
      for (const item of work) await item.draft();
      for (const item of work) await item.write();
      const entries = work.flatMap(item => item.sealed());
      for (const reaction of this.#reactions) {
        const concerned = entries.filter(e => reaction.kinds.includes(e.kind));
        if (concerned.length > 0) await reaction.react(tx, concerned);
      }
      await appendJournal(tx, entries);
      return work.map(item => item.result());
    });
  }

  /** Checks what can be checked before the transaction, and brings references to their form. */
  async #prepare(caller: Caller, change: RecordChange): Promise<RecordChange> {
    if ((change.id === undefined) === (change.create === undefined)) {
      throw new Error(
        'A change names either the record it changes or the type it creates',
      );
    }
    if (change.create && !this.#tools.types.find(change.create)) {
      throw new InputError(`There is no record type "${change.create}" here`);
    }
    if (change.create && caller.scopes) {
      const permission = this.#tools.types.get(change.create).permissions
        .create;
      if (caller.scopes.get(permission.name) !== 'all') {
        throw new NotAllowedError(
          `You do not have the permission ${permission.name}`,
        );
      }
    }
    const set = { ...change.set };
    for (const [key, value] of Object.entries(set)) {
      const reference =
        /Ref$/.test(key) && typeof value === 'string' && value !== caller.ref;
      if (reference) set[key] = await this.#resolveEntity(caller, value, key);
    }
    const ref = change.link && normalizeRef(change.link.target);
    if (!change.link || !ref) return { ...change, set };
    const target = await this.#resolveEntity(caller, ref, 'target');
    return { ...change, set, link: { ...change.link, target } };
  }

  #people(caller: Caller, changes: readonly RecordChange[]): Set<string> {
    const types: RegisteredType[] = this.#tools.types.all();
    const refs = new Set([caller.ref]);
    for (const change of changes) {
      for (const type of types) {
        for (const ref of peopleIn(type, change.set ?? {})) refs.add(ref);
      }
      if (change.participant) refs.add(change.participant.principalRef);
    }
    return refs;
  }

  async #lock(
    tx: Knex.Transaction,
    caller: Caller,
    work: ChangeInProgress[],
  ): Promise<void> {
    const wanted = work
      .flatMap(item => item.identifiers())
      .map(identifier => ({ ...identifier, id: identifier.text }));
    if (wanted.length > 1) {
      const rows = await tx('records')
        .whereIn(
          'id',
          wanted.map(w => w.text),
        )
        .orWhereIn(
          'number',
          wanted.map(w => w.text.toUpperCase()),
        )
        .select('id', 'number');
      for (const w of wanted) {
        w.id =
          rows.find(r => r.id === w.text || r.number === w.text.toUpperCase())
            ?.id ?? w.text;
      }
      wanted.sort((a, b) => (a.id < b.id ? -1 : 1));
    }
    // A record that one change links to and another one changes is the same to both: what is
    // appended to its journal stands in one chain.
    const locked = new Map<string, LoadedRecord>();
    for (const w of wanted) {
      const loaded =
        locked.get(w.id) ??
        (await this.#tools.store.load(tx, caller, w.id, { lock: true }));
      if (!loaded) {
        throw new NotFoundError(
          `There is no record ${w.text}, or you may not see it; check the number`,
        );
      }
      locked.set(w.id, loaded);
      w.give(loaded);
    }
  }
}
