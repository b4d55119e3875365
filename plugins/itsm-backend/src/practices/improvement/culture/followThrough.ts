import {
  isTaskOver,
  RETROSPECTIVE,
  SUGGESTION,
  type KpiDefinition,
  type TaskState,
} from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  JournalRow,
  RecordFacts,
} from '@callboard/plugin-itsm-node';
import { INITIATIVE_TYPE } from '../register/kinds';

/** One fact for each action, i.e. each task of a record of improvement. */
export const taskKind: FactKind = {
  kind: 'task',
  title: 'Actions agreed on to improve',
  version: 1,
  stages: [
    { key: 'added', label: 'Actions agreed on' },
    { key: 'due', label: 'Actions due', marks: ['inTime'] },
    {
      key: 'done',
      label: 'Actions done',
      marks: ['inTime'],
      values: ['tookMs'],
    },
  ],
  dimensions: [{ key: 'ownerRef', label: 'Team', entity: true }],
  values: [
    {
      key: 'tookMs',
      label: 'From agreed on to done',
      unit: 'duration',
      distribution: true,
    },
  ],
  marks: [{ key: 'inTime', label: 'Done by the time it was due' }],
};

interface Task {
  id: string;
  addedAt: number;
  ownerRef?: string;
  dueAt?: number;
  doneAt?: number;
}

/** What is known of a record so far. Kept as JSON. */
interface TasksSoFar {
  ownerRef?: string;
  /** By their numbers. */
  tasks: Record<string, Task>;
}

const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;
const instant = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

interface Change {
  field: string;
  after?: unknown;
}
interface Told {
  id: string;
  number: number;
  values?: Record<string, unknown>;
  changes?: readonly Change[];
}

/** A task after some of its fields became others. One that is skipped is not done. */
function changed(task: Task, values: Record<string, unknown>, at: number) {
  const next = { ...task };
  if ('ownerRef' in values) next.ownerRef = text(values.ownerRef);
  if ('dueAt' in values) next.dueAt = instant(values.dueAt);
  if ('state' in values) {
    const over = isTaskOver(values.state as TaskState);
    next.doneAt = over && values.state === 'done' ? at : undefined;
  }
  return next;
}

function apply(state: TasksSoFar, entry: JournalRow): TasksSoFar {
  const { kind, payload, at } = entry;
  if (kind.startsWith('record.')) {
    const owner = ((payload.changes ?? []) as Change[]).find(
      ({ field }) => field === 'ownerRef',
    );
    return owner ? { ...state, ownerRef: text(owner.after) } : state;
  }
  const told = payload.task as Told | undefined;
  if (!told) return state;
  const before =
    kind === 'task.added'
      ? { id: told.id, addedAt: at }
      : state.tasks[told.number];
  if (!before) return state;
  const values =
    told.values ??
    Object.fromEntries((told.changes ?? []).map(c => [c.field, c.after]));
  return {
    ...state,
    tasks: { ...state.tasks, [told.number]: changed(before, values, at) },
  };
}

function factsOf(
  { id, addedAt, dueAt, doneAt, ownerRef }: Task,
  recordId: string,
  teamRef: string | undefined,
): Facts {
  const inTime = dueAt !== undefined && doneAt !== undefined && doneAt <= dueAt;
  return {
    id,
    recordId,
    stages: { added: addedAt, due: dueAt, done: doneAt },
    dimensions: { ownerRef: ownerRef ?? teamRef },
    ...(doneAt !== undefined && { values: { tookMs: doneAt - addedAt } }),
    marks: inTime ? ['inTime'] : [],
  };
}

/**
 * Actions as facts: tasks of initiatives, retrospectives and suggestions, of the group that has the task,
 * else of the record's. When one is due is as it stands now.
 */
export const taskFacts: RecordFacts<TasksSoFar> = {
  kind: taskKind,
  recordTypes: [INITIATIVE_TYPE, RETROSPECTIVE, SUGGESTION],
  entryKinds: ['task.added', 'task.changed', 'task.done'],
  begin: () => ({ tasks: {} }),
  apply,
  facts: ({ ownerRef, tasks }, recordId) =>
    Object.values(tasks).map(task => factsOf(task, recordId, ownerRef)),
};

/** How many of a team's actions are done when they are due. */
export const followThroughKpi: KpiDefinition = {
  key: 'improvement.follow-through',
  practice: 'improvement',
  name: 'Follow-through of actions',
  purpose: 'Do we do what we agreed to do?',
  formulaWords:
    'Actions that were done by the time they were due, divided by all that were due in the period. Actions are tasks of initiatives, retrospectives and suggestions with a due date. One that is skipped is not done. It is shown to a team of itself, and is never compared between teams.',
  source:
    'E. Derby and D. Larsen, Agile Retrospectives, 2006, chapter 7, “Activities to Decide What to Do”',
  unit: 'percent',
  direction: 'up',
  basis: 'events',
  formula: {
    of: 'share',
    facts: { kind: 'task', stage: 'due', mark: 'inTime' },
  },
  dimensions: ['ownerRef'],
  forTeamItself: true,
  version: 1,
};
