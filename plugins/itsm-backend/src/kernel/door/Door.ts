import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { normalizeRef } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogReader,
  ChangedRecord,
  Clock,
  CommandOptions,
  Reaction,
  RecordChange,
  ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { AttachmentLimits } from '../attachments/limits';
import { appendJournal } from '../journal/appendJournal';
import { requestStep } from '../idempotency/KeyedRequest';
import type { CustomFields } from '../fields/CustomFields';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import type { LoadedRecord, RecordStore } from '../records/RecordStore';
import { ChangeInProgress } from './ChangeInProgress';
import type { DoorTools, PreparedChange } from './commands';
import { peopleInTasks } from '../tasks/TasksInProgress';
import { peopleIn } from './entries';

/** What PostgreSQL says when it breaks a circle of waiting transactions. */
const DEADLOCK = '40P01';
const MOST_ATTEMPTS = 3;

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
 * 5. what the caller wants done alongside, e.g. the end of due work, and the note that a request
 *    with an Idempotency-Key has come this far;
 * 6. the entries are appended to the journal, as the last statement, and the transaction commits.
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
  readonly #serviceFacts?: (ref: string) => Promise<ServiceFacts>;
  readonly #reactions: readonly Reaction[];
  readonly #expandTemplate?: (
    caller: Caller,
    change: RecordChange,
  ) => Promise<RecordChange>;
  readonly #customFields: Pick<CustomFields, 'prepare'>;
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
    attachmentLimits: AttachmentLimits;
    resolveEntity: (
      caller: Caller,
      ref: string,
      field: string,
    ) => Promise<string>;
    reactions: readonly Reaction[];
    /** Puts a record template's values, tasks and links into a change that names one. */
    expandTemplate?: (
      caller: Caller,
      change: RecordChange,
    ) => Promise<RecordChange>;
    /** Brings values of custom fields to their stored form. */
    customFields: Pick<CustomFields, 'prepare'>;
    /** What is known of a service, for the journal to keep. */
    serviceFacts?: (ref: string) => Promise<ServiceFacts>;
  }) {
    const {
      reactions,
      resolveEntity,
      expandTemplate,
      customFields,
      serviceFacts,
      ...tools
    } = deps;
    this.#serviceFacts = serviceFacts;
    this.#expandTemplate = expandTemplate;
    this.#customFields = customFields;
    this.#tools = tools;
    this.#reactions = reactions;
    this.#resolveEntity = resolveEntity;
  }

  /** See `RecordKernel.changeRecords`. */
  async changeRecords(
    caller: Caller,
    changes: readonly RecordChange[],
    options: CommandOptions = {},
  ): Promise<ChangedRecord[]> {
    const step = requestStep(caller);
    if (step?.done) return step.done.result;
    const expanded = await Promise.all(
      changes.map(change => this.#expand(caller, change)),
    );
    const prepared = await Promise.all(
      expanded.map(change => this.#prepare(caller, change, options)),
    );
    const numbers = new Map<PreparedChange, string>();
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
      causedBy: options.causedBy,
    };

    const carryOut = async (tx: Knex.Transaction) => {
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
      const results = work.map(item => item.result());
      await options.alongside?.(tx, results);
      await step?.note(tx, results);
      await appendJournal(tx, entries, { commit: tx !== options.tx });
      return results;
    };
    return options.tx ? carryOut(options.tx) : this.#again(carryOut);
  }

  /**
   * Carries a command out in a transaction of its own. One that PostgreSQL broke off because it waited
   * in a circle with another did nothing, and is carried out again.
   */
  async #again<T>(carryOut: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#tools.knex.transaction(carryOut);
      } catch (error) {
        const isCircle = (error as { code?: string }).code === DEADLOCK;
        if (!isCircle || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  async #expand(caller: Caller, change: RecordChange): Promise<RecordChange> {
    if (change.template === undefined) return change;
    if (!this.#expandTemplate || !change.create)
      throw new InputError('template: is for records that are made anew');
    return this.#expandTemplate(caller, change);
  }

  /** Checks what can be checked before the transaction, and brings references to their form. */
  async #prepare(
    caller: Caller,
    change: RecordChange,
    options: CommandOptions,
  ): Promise<PreparedChange> {
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
    const set = {
      ...(await this.#customFields.prepare(caller, change.set ?? {})),
    };
    for (const [key, value] of Object.entries(set)) {
      const reference =
        /Ref$/.test(key) && typeof value === 'string' && value !== caller.ref;
      if (reference) set[key] = await this.#resolveEntity(caller, value, key);
    }
    const tasks = await this.#resolveTasks(caller, change.tasks);
    const serviceFacts =
      // Inside a transaction of somebody else there is no other connection, on SQLite.
      typeof set.serviceRef === 'string' && !options.tx
        ? await this.#serviceFacts?.(set.serviceRef)
        : undefined;
    const ref = change.link && normalizeRef(change.link.target);
    if (!change.link || !ref) return { ...change, set, tasks, serviceFacts };
    const target = await this.#resolveEntity(caller, ref, 'target');
    return {
      ...change,
      set,
      tasks,
      serviceFacts,
      link: { ...change.link, target },
    };
  }

  /** Brings references to people and groups in steps on tasks to their form. */
  async #resolveTasks(
    caller: Caller,
    tasks: RecordChange['tasks'],
  ): Promise<RecordChange['tasks']> {
    const resolve = async <T extends object>(values: T): Promise<T> => {
      const resolved = { ...values } as Record<string, unknown>;
      for (const key of ['assigneeRef', 'ownerRef']) {
        const ref = resolved[key];
        if (typeof ref === 'string' && ref !== caller.ref)
          resolved[key] = await this.#resolveEntity(caller, ref, key);
      }
      return resolved as T;
    };
    if (!tasks) return undefined;
    return Promise.all(
      tasks.map(async task => {
        if ('add' in task) return { add: await resolve(task.add) };
        if ('set' in task) return { ...task, set: await resolve(task.set) };
        return task;
      }),
    );
  }

  #people(caller: Caller, changes: readonly RecordChange[]): Set<string> {
    const types: RegisteredType[] = this.#tools.types.all();
    const refs = new Set([caller.ref]);
    for (const change of changes) {
      for (const type of types) {
        for (const ref of peopleIn(type, change.set ?? {})) refs.add(ref);
      }
      for (const ref of peopleInTasks(change)) refs.add(ref);
      for (const p of change.participants ?? []) refs.add(p.principalRef);
      if (change.removeParticipant)
        refs.add(change.removeParticipant.principalRef);
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
