import type { Audience } from '@callboard/plugin-itsm-common';
import type {
  RecordChange,
  StoredRecord,
  TaskChange,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { insertTexts } from '../journal/appendJournal';
import { PayloadWriter } from '../journal/entries';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import { applyTaskChange, type TaskStep } from './applyTaskChange';
import { TASK_FIELDS, type StoredTask, type TaskPayload } from './model';
import { readTasks, writeTasks } from './TaskStore';

/** What the journal is to say of tasks. */
export interface TaskEntry {
  kind: string;
  audience: Audience;
  payload: Record<string, unknown>;
}

/** Who changes what, as far as tasks ask. */
export interface TaskCommand {
  record: StoredRecord;
  /** Whether the record is being made by the same command. */
  creates: boolean;
  worker: boolean;
  callerRef: string;
  now: number;
  principals: ReadonlyMap<string, PrincipalId>;
}

/** People that a change's tasks name, for the journal's principals. */
export function peopleInTasks(change: RecordChange): string[] {
  return (change.tasks ?? []).flatMap(task => {
    if ('add' in task) return task.add.assigneeRef ?? [];
    return 'set' in task ? task.set.assigneeRef ?? [] : [];
  });
}

/** Whether a change does nothing but steps on tasks: their assignees may take some. */
export function isAboutTasksOnly(change: RecordChange): boolean {
  return Object.entries(change).every(
    ([key, value]) =>
      key === 'id' ||
      key === 'tasks' ||
      value === undefined ||
      (key === 'set' && Object.keys(value as object).length === 0),
  );
}

/** Steps on the tasks of one record on their way through the door. */
export class TasksInProgress {
  #before: StoredTask[] = [];
  #after: StoredTask[] = [];
  #writer!: PayloadWriter;
  readonly #byKey = new Map<string, string>();
  /** Ids of the tasks that were added, in order. */
  readonly added: string[] = [];

  constructor(
    private readonly tx: Knex.Transaction,
    private readonly principals: PrincipalStore,
    private readonly command: TaskCommand,
  ) {}

  /** Works out what the steps make of the tasks, under the record's lock. Writes nothing. */
  async plan(steps: readonly TaskChange[]): Promise<TaskEntry[]> {
    const { record, callerRef, principals, creates } = this.command;
    this.#before = creates ? [] : await readTasks(this.tx, record.id);
    this.#after = this.#before;
    const assignees = this.#before.flatMap(t => t.assigneeRef ?? []);
    const more = await this.principals.ids(
      assignees.filter(ref => !principals.has(ref)),
      this.tx,
    );
    this.#writer = new PayloadWriter(
      record.id,
      principals.get(callerRef)!.id,
      new Map([...principals, ...more]),
    );
    return steps.flatMap(step => this.#take(step));
  }

  #take(wanted: TaskChange): TaskEntry[] {
    const { record, callerRef, worker, now } = this.command;
    const { tasks, step } = applyTaskChange(this.#after, this.#named(wanted), {
      recordId: record.id,
      record: record.number,
      callerRef,
      worker,
      now,
      newId: () => uuidv7({ msecs: now }),
      newText: title => this.#writer.text(title),
    });
    this.#after = tasks;
    if (!step) return [];
    if (step.kind === 'task.added') {
      this.added.push(step.after!.id);
      const key = 'add' in wanted ? wanted.add.key : undefined;
      if (key) this.#byKey.set(key, step.after!.id);
    }
    return [this.#entry(step)];
  }

  /** Puts ids where a step names tasks of the same command by their keys. */
  #named(wanted: TaskChange): TaskChange {
    if (!('add' in wanted) || !wanted.add.blockedBy) return wanted;
    const blockedBy = wanted.add.blockedBy.map(b => this.#byKey.get(b) ?? b);
    return { add: { ...wanted.add, blockedBy } };
  }

  #entry(step: TaskStep): TaskEntry {
    const { kind, before, after } = step;
    if (!after)
      return { kind, audience: 'internal', payload: { order: step.order } };
    const open =
      after.audience === 'requester' && before?.audience !== 'internal';
    const { id, number, version, text } = after;
    const task: TaskPayload = {
      id,
      number,
      version,
      title: text.hash ? { text: text.text, hash: text.hash } : undefined,
    };
    const rest = TASK_FIELDS.filter(f => f.key !== 'title');
    if (before) {
      task.changes = TASK_FIELDS.map(({ key: field }) => ({
        field,
        before: this.#value(field, before),
        after: this.#value(field, after),
      })).filter(c => JSON.stringify(c.before) !== JSON.stringify(c.after));
    } else {
      task.values = Object.fromEntries(
        rest
          .map(f => [f.key, this.#value(f.key, after)])
          .filter(([, value]) => value !== undefined),
      );
    }
    return {
      kind,
      audience: open ? 'requester' : 'internal',
      payload: { task },
    };
  }

  /** A value as the journal keeps it: words and people by reference, tasks by number. */
  #value(field: string, task: StoredTask): unknown {
    if (field === 'title') return task.text.hash ? task.text : undefined;
    if (field === 'blockedBy') {
      if (task.blockedBy.length === 0) return undefined;
      return this.#after
        .filter(t => task.blockedBy.includes(t.id))
        .map(t => t.number)
        .sort((a, b) => a - b);
    }
    if (field === 'assigneeRef')
      return task.assigneeRef && this.#writer.person(task.assigneeRef);
    return task[field as keyof StoredTask];
  }

  /** Writes the rows, once the record is there. */
  async write(): Promise<void> {
    await insertTexts(this.tx, this.#writer.texts);
    await writeTasks(this.tx, this.#before, this.#after);
  }
}
