import type { Lifecycle } from '../../kernel/lifecycle';

/** The states of an incident. */
export const INCIDENT_STATES = [
  'new',
  'in-progress',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

const WORKED: readonly IncidentState[] = ['new', 'in-progress', 'on-hold'];

/**
 * The lifecycle of an incident, after the incident management practice of ITIL 4.
 *
 * A closed incident can be reopened by those who work on it: a closed record that turns out
 * wrong is better continued than filed again without its history.
 */
export const incidentLifecycle: Lifecycle<IncidentState> = {
  initial: 'new',
  states: {
    new: {
      label: 'New',
      category: 'open',
      description: 'Filed; nobody works on it yet.',
      plain: {
        label: 'We have it',
        next: 'Somebody will take it up. You hear from us when work begins.',
      },
    },
    'in-progress': {
      label: 'In progress',
      category: 'open',
      description: 'Somebody works on it.',
      plain: {
        label: 'Being worked on',
        next: 'You hear from us when it is solved, or if we need something from you.',
      },
    },
    'on-hold': {
      label: 'On hold',
      category: 'waiting',
      description: 'Work waits for somebody or something else.',
      plain: {
        label: 'Waiting',
        next: 'Work goes on as soon as what it waits for is there.',
      },
    },
    resolved: {
      label: 'Resolved',
      category: 'resolved',
      description: 'Service is restored; the requester may confirm or reopen.',
      plain: {
        label: 'Solved',
        next: 'Does it work again? Confirm, or reopen it if it does not. Without an answer it closes by itself.',
      },
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'Confirmed and done.',
      plain: {
        label: 'Done',
        next: 'Nothing more happens. If it comes back, report it again.',
      },
    },
    cancelled: {
      label: 'Cancelled',
      category: 'cancelled',
      description: 'Filed by mistake, or no longer needed.',
      plain: { label: 'Withdrawn', next: 'Nothing more happens.' },
      final: true,
    },
  },
  transitions: [
    {
      name: 'acknowledge',
      label: 'Acknowledge',
      from: ['new'],
      to: 'new',
      who: ['worker'],
      defaults: { acknowledgedAt: 'now' },
      guard: s =>
        s.acknowledgedAt === undefined
          ? undefined
          : 'The incident is acknowledged already.',
    },
    {
      name: 'start',
      label: 'Start work',
      from: ['new'],
      to: 'in-progress',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller', acknowledgedAt: 'now' },
    },
    {
      name: 'hold',
      label: 'Put on hold',
      from: ['new', 'in-progress'],
      to: 'on-hold',
      who: ['worker'],
      required: ['holdReason'],
      optional: ['holdNote', 'holdUntil'],
    },
    {
      name: 'resume',
      label: 'Resume',
      from: ['on-hold'],
      to: 'in-progress',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
      clears: ['holdReason', 'holdNote', 'holdUntil'],
    },
    {
      name: 'requeue',
      label: 'Return to the queue',
      from: ['in-progress', 'on-hold'],
      to: 'new',
      who: ['worker'],
      clears: ['assigneeRef', 'holdReason', 'holdNote', 'holdUntil'],
    },
    {
      name: 'resolve',
      label: 'Resolve',
      from: WORKED,
      to: 'resolved',
      who: ['worker'],
      required: ['resolution', 'resolutionCode'],
      clears: ['holdReason', 'holdNote', 'holdUntil'],
    },
    {
      name: 'close',
      label: 'Close',
      from: ['resolved'],
      to: 'closed',
      who: ['worker', 'requester'],
    },
    {
      name: 'reopen',
      label: 'Reopen',
      from: ['resolved', 'closed'],
      to: 'in-progress',
      who: ['worker', 'requester'],
      required: ['reopenReason'],
      clears: ['resolution', 'resolutionCode', 'reopenReason'],
    },
    {
      name: 'cancel',
      label: 'Cancel',
      from: WORKED,
      to: 'cancelled',
      who: ['worker'],
      required: ['cancelReason'],
      clears: ['holdReason', 'holdNote', 'holdUntil'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['new'],
      to: 'cancelled',
      who: ['requester'],
      required: ['cancelReason'],
    },
  ],
};
