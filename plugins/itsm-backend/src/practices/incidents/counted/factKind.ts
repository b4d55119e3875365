import { createHash } from 'crypto';
import { CHANNEL_LABELS, PRIORITY_LABELS } from '@callboard/plugin-itsm-common';
import type { FactKind } from '@callboard/plugin-itsm-node';

/** What is counted of incidents: one row for each, as it is now. `incidentFacts.ts` says what is what. */
const INCIDENT_FACTS: FactKind = {
  kind: 'incident',
  title: 'Incidents',
  stages: [
    {
      key: 'opened',
      label: 'Incidents opened',
      marks: ['major'],
    },
    {
      key: 'acknowledged',
      label: 'Incidents acknowledged',
      values: ['ackMs'],
    },
    {
      key: 'resolved',
      label: 'Incidents resolved',
      marks: [
        'firstTimeFix',
        'neverReassigned',
        'pingPong',
        'pushToFront',
        'everWaiting',
        'reopened',
      ],
      values: ['resolveMs', 'waitingMs', 'reassignments'],
    },
    {
      key: 'closed',
      label: 'Incidents closed',
      marks: [
        'statedReassignmentsKnown',
        'statedNeverReassigned',
        'statedReopensKnown',
        'statedReopened',
        'statedSlaKnown',
        'statedSlaKept',
      ],
      values: ['closeMs', 'reopens', 'statedReassignments'],
    },
    { key: 'ended', label: 'Incidents resolved or cancelled' },
    {
      key: 'statedResolved',
      label: 'Incidents resolved, as their source states',
      values: ['statedResolveMs'],
    },
  ],
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true, hourly: true },
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    { key: 'priority', label: 'Priority', labels: PRIORITY_LABELS },
    {
      key: 'category',
      label: 'Category',
      definition: 'incident-category',
    },
    { key: 'channel', label: 'Channel', labels: CHANNEL_LABELS },
  ],
  values: [
    {
      key: 'ackMs',
      label: 'Time to acknowledge',
      unit: 'duration',
      distribution: true,
    },
    {
      key: 'resolveMs',
      label: 'Time to resolve',
      unit: 'duration',
      distribution: true,
    },
    {
      key: 'closeMs',
      label: 'Time to close',
      unit: 'duration',
      distribution: true,
    },
    { key: 'waitingMs', label: 'Time on hold', unit: 'duration' },
    {
      key: 'reassignments',
      label: 'Reassignments',
      unit: 'number',
      distribution: true,
    },
    { key: 'reopens', label: 'Times reopened', unit: 'number' },
    {
      key: 'statedResolveMs',
      label: 'Time to resolve, as the source states',
      unit: 'duration',
      distribution: true,
    },
    {
      key: 'statedReassignments',
      label: 'Reassignments, as the source states',
      unit: 'number',
      distribution: true,
    },
  ],
  // Their order is kept in the data: new ones go to the end.
  marks: [
    { key: 'major', label: 'Major incident' },
    { key: 'firstTimeFix', label: 'Fixed the first time' },
    { key: 'neverReassigned', label: 'Never reassigned' },
    { key: 'pingPong', label: 'Came back to a group that had passed it on' },
    { key: 'pushToFront', label: 'Resolved at the front' },
    { key: 'everWaiting', label: 'Was on hold' },
    { key: 'reopened', label: 'Was reopened' },
    {
      key: 'statedReassignmentsKnown',
      label: 'The source states reassignments',
    },
    {
      key: 'statedNeverReassigned',
      label: 'Never reassigned, as the source states',
    },
    { key: 'statedReopensKnown', label: 'The source states reopenings' },
    { key: 'statedReopened', label: 'Was reopened, as the source states' },
    {
      key: 'statedSlaKnown',
      label: 'The source states whether its service level was met',
    },
    {
      key: 'statedSlaKept',
      label: 'Service level met, as the source states',
    },
  ],
  version: 1,
};

/**
 * {@link INCIDENT_FACTS}, with a version that is another one for other groups of the front line: what is
 * counted depends on them, so it is made again when they change.
 */
export function incidentFactKind(frontLine: readonly string[]): FactKind {
  const { version } = INCIDENT_FACTS;
  if (frontLine.length === 0) return INCIDENT_FACTS;
  const named = [...frontLine].sort().join(' ');
  const told = createHash('sha256').update(named).digest().readUInt16BE();
  return { ...INCIDENT_FACTS, version: version * 100_000 + told + 1 };
}
