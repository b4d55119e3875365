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
    },
    'in-progress': {
      label: 'In progress',
      category: 'open',
      description: 'Somebody works on it.',
    },
    'on-hold': {
      label: 'On hold',
      category: 'waiting',
      description: 'Work waits for somebody or something else.',
    },
    resolved: {
      label: 'Resolved',
      category: 'resolved',
      description: 'Service is restored; the requester may confirm or reopen.',
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'Confirmed and done.',
    },
    cancelled: {
      label: 'Cancelled',
      category: 'cancelled',
      description: 'Filed by mistake, or no longer needed.',
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
    },
    {
      name: 'resume',
      label: 'Resume',
      from: ['on-hold'],
      to: 'in-progress',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
      clears: ['holdReason'],
    },
    {
      name: 'resolve',
      label: 'Resolve',
      from: WORKED,
      to: 'resolved',
      who: ['worker'],
      required: ['resolution'],
      clears: ['holdReason'],
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
      clears: ['resolution', 'reopenReason'],
    },
    {
      name: 'cancel',
      label: 'Cancel',
      from: WORKED,
      to: 'cancelled',
      who: ['worker'],
      required: ['cancelReason'],
      clears: ['holdReason'],
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
