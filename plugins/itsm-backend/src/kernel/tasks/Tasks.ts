import { NotFoundError } from '@backstage/errors';
import type {
  NewTask,
  RecordTasks,
  Task,
  TaskListQuery,
  TaskPage,
  TaskPatch,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogReader,
  RecordChange,
  TaskChange,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { standingOf } from '../access/standing';
import type { LoadedRecord } from '../records/RecordStore';
import type { Records } from '../records/Records';
import type { RecordTypes } from '../RecordTypes';
import { blockersOf } from './blocking';
import { listTasks } from './listTasks';
import type { StoredTask } from './model';
import { presentTask, refsOfTasks } from './present';
import { readTasks, recordOfTask } from './TaskStore';
import { seesTask } from './visibility';

const instantOf = (iso: string | null | undefined) =>
  typeof iso === 'string' ? Date.parse(iso) : iso;

/** Tasks of records for the API, permissions included. Changes go through the door. */
export class Tasks {
  readonly #knex: Knex;
  readonly #records: Records;
  readonly #types: RecordTypes;
  readonly #catalog: CatalogReader;
  readonly #authorizer: Authorizer;

  constructor(deps: {
    knex: Knex;
    records: Records;
    types: RecordTypes;
    catalog: CatalogReader;
    authorizer: Authorizer;
  }) {
    this.#knex = deps.knex;
    this.#records = deps.records;
    this.#types = deps.types;
    this.#catalog = deps.catalog;
    this.#authorizer = deps.authorizer;
  }

  /** The tasks of a record that the caller may see, in order. @throws NotFoundError */
  async ofRecord(asked: Caller, recordId: string): Promise<RecordTasks> {
    const caller = await this.#scoped(asked);
    const loaded = await this.#records.load(caller, recordId);
    const { shown, canChange, all } = await this.#visible(caller, loaded);
    return {
      items: shown.map(t => this.#present(caller, t, all, shown, canChange)),
      refs: await this.#catalog.describe(refsOfTasks(shown)),
      canChange,
    };
  }

  /** Adds a task as the last one. */
  async add(asked: Caller, recordId: string, task: NewTask): Promise<Task> {
    const caller = await this.#scoped(asked);
    const { taskIds, record } = await this.#change(caller, recordId, {
      add: { ...task, dueAt: instantOf(task.dueAt) ?? undefined },
    });
    return this.#get(caller, record.id, taskIds![0]);
  }

  /** Puts the tasks of a record in another order. */
  async reorder(
    asked: Caller,
    recordId: string,
    order: readonly string[],
  ): Promise<RecordTasks> {
    const caller = await this.#scoped(asked);
    await this.#change(caller, recordId, { order });
    return this.ofRecord(caller, recordId);
  }

  /**
   * Changes a task.
   *
   * @param expectedVersion - refuses with a conflict if the task was changed since
   * @throws ConflictError for finishing one that is blocked, too
   */
  async update(
    asked: Caller,
    taskId: string,
    patch: TaskPatch,
    expectedVersion?: number,
  ): Promise<Task> {
    const caller = await this.#scoped(asked);
    const recordId = await recordOfTask(this.#knex, taskId);
    // What the caller may not see is not there, in the same words.
    if (recordId) await this.#get(caller, recordId, taskId);
    else throw this.#missing(taskId);
    await this.#change(caller, recordId, {
      id: taskId,
      set: { ...patch, dueAt: instantOf(patch.dueAt) },
      expectedVersion,
    });
    // Handing an internal task on may put it out of the sight of who did: they get their receipt.
    return this.#get(caller, recordId, taskId, { receipt: true });
  }

  /** Tasks over all records that the caller may see, earliest due date first. */
  async list(asked: Caller, query: TaskListQuery): Promise<TaskPage> {
    const caller = await this.#scoped(asked);
    const page = await listTasks(this.#knex, caller, this.#types.all(), query);
    return {
      items: page.items.map(
        ({ task, record, blocked, blockedBy, canChange }) => ({
          ...presentTask(task, { blocked, blockedBy }, { caller, canChange }),
          record,
        }),
      ),
      pageInfo: page.pageInfo,
      refs: await this.#catalog.describe(
        refsOfTasks(page.items.map(i => i.task)),
      ),
    };
  }

  #scoped(caller: Caller): Promise<Caller> {
    const permissions = this.#types
      .all()
      .flatMap(t => [t.permissions.read, t.permissions.update]);
    return this.#authorizer.withScopes(caller, permissions);
  }

  #change(caller: Caller, id: string, task: TaskChange) {
    const change: RecordChange = { id, tasks: [task] };
    return this.#records.changeRecord(caller, change);
  }

  #missing(taskId: string) {
    return new NotFoundError(
      `There is no task ${taskId}, or you may not see it`,
    );
  }

  async #visible(caller: Caller, loaded: LoadedRecord) {
    const collaborates = loaded.participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    const worker = standingOf(caller, loaded.record, collaborates).has(
      'worker',
    );
    const all = await readTasks(this.#knex, loaded.record.id);
    const shown = all.filter(task => seesTask(caller, worker, task));
    return { all, shown, canChange: worker && loaded.canUpdate };
  }

  async #get(
    caller: Caller,
    recordId: string,
    taskId: string,
    options: { receipt?: boolean } = {},
  ): Promise<Task> {
    const loaded = await this.#records.load(caller, recordId).catch(() => {
      throw this.#missing(taskId);
    });
    const { all, shown, canChange } = await this.#visible(caller, loaded);
    const task = (options.receipt ? all : shown).find(t => t.id === taskId);
    if (!task) throw this.#missing(taskId);
    return this.#present(caller, task, all, shown, canChange);
  }

  #present(
    caller: Caller,
    task: StoredTask,
    all: readonly StoredTask[],
    shown: readonly StoredTask[],
    canChange: boolean,
  ): Task {
    const seen = new Set(shown.map(t => t.id));
    const facts = {
      blocked: blockersOf(all, task).length > 0,
      blockedBy: task.blockedBy.filter(id => seen.has(id)),
    };
    return presentTask(task, facts, { caller, canChange });
  }
}
