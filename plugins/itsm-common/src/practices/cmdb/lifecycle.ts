import type { Lifecycle } from '../../kernel/lifecycle';

/** The states of a CI task. */
export const CI_TASK_STATES = [
  'open',
  'in-progress',
  'done',
  'not-doing',
] as const;
export type CiTaskState = (typeof CI_TASK_STATES)[number];

const WORKED: readonly CiTaskState[] = ['open', 'in-progress'];

/**
 * The lifecycle of a CI task. It ends by itself when what it is about is put right; if that comes
 * back, there is a new task.
 */
export const ciTaskLifecycle: Lifecycle<CiTaskState> = {
  initial: 'open',
  states: {
    open: {
      label: 'Open',
      category: 'open',
      description: 'To be put right; nobody works on it yet.',
    },
    'in-progress': {
      label: 'In progress',
      category: 'open',
      description: 'Somebody puts it right.',
    },
    done: {
      label: 'Done',
      category: 'closed',
      description: 'It was put right.',
      final: true,
    },
    'not-doing': {
      label: 'Not doing',
      category: 'cancelled',
      description: 'It stays as it is, for the reason that is said.',
      final: true,
    },
  },
  transitions: [
    {
      name: 'start',
      label: 'Start work',
      from: ['open'],
      to: 'in-progress',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
    },
    {
      name: 'requeue',
      label: 'Return to the queue',
      from: ['in-progress'],
      to: 'open',
      who: ['worker'],
      clears: ['assigneeRef'],
    },
    {
      name: 'complete',
      label: 'Done',
      from: WORKED,
      to: 'done',
      who: ['worker'],
      optional: ['resolution'],
    },
    {
      name: 'decline',
      label: 'Not doing',
      from: WORKED,
      to: 'not-doing',
      who: ['worker'],
      required: ['reason'],
    },
  ],
};
