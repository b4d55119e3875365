import type { KpiDefinition } from '@callboard/plugin-itsm-common';

const GUIDE = 'ITIL 4 Practice Guide: Incident management (AXELOS, 2020)';
const OPERATION =
  'ITIL Service Operation (2011), 4.2 Incident management, critical success factors and KPIs';
const DESK =
  'ITIL Service Operation (2011), 6.3 Service desk function, service desk metrics';
const VOLVO =
  'Business Process Intelligence Challenge 2013 (Volvo IT Belgium), CEUR-WS vol. 1052';

const DIMENSIONS = [
  'serviceRef',
  'ownerRef',
  'priority',
  'category',
  'channel',
] as const;

const at = (stage: string) => ({ kind: 'incident', stage });
const marked = (stage: string, mark: string) => ({
  kind: 'incident',
  stage,
  mark,
});
const TIMES = ['median', 'mean', 'p90', 'max'] as const;

type OfIncidents = Omit<KpiDefinition, 'practice' | 'dimensions' | 'version'>;

const DEFINED: readonly OfIncidents[] = [
  {
    key: 'incidents.volume',
    name: 'Incidents opened',
    purpose: 'How much goes wrong, and how much work comes in?',
    formulaWords: 'Incidents opened in the period.',
    source: `${OPERATION}: total number of incidents, as a control measure`,
    unit: 'count',
    direction: 'neutral',
    basis: 'events',
    formula: { of: 'count', facts: at('opened') },
  },
  {
    key: 'incidents.backlog',
    name: 'Backlog',
    purpose: 'How much has been begun and is not done?',
    formulaWords:
      'Incidents opened, and neither resolved nor cancelled, at the end of the period. One that was reopened has been open since it was opened.',
    source: `${OPERATION}: size of the current incident backlog`,
    unit: 'count',
    direction: 'down',
    basis: 'events',
    formula: { of: 'level', entered: at('opened'), left: at('ended') },
  },
  {
    key: 'incidents.backlog-age',
    name: 'Age of the backlog',
    purpose: 'Does work that is not done get old?',
    formulaWords:
      'Of the incidents in the backlog at the end of the period, the mean time since they were opened.',
    source: `${OPERATION}: size of the current incident backlog; its age after D. J. Anderson, Kanban (2010), chapter 12`,
    unit: 'duration',
    direction: 'down',
    basis: 'events',
    formula: { of: 'level-age', entered: at('opened'), left: at('ended') },
  },
  {
    key: 'incidents.time-to-acknowledge',
    name: 'Time to acknowledge',
    purpose:
      'How long does somebody who reports an incident wait until it is taken up?',
    formulaWords:
      'Of the incidents acknowledged in the period, the time from when they were opened until somebody acknowledged them or, if nobody did, until they left New. Calendar time.',
    source: `${OPERATION}: incidents handled within the agreed response time`,
    unit: 'duration',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'value',
      facts: at('acknowledged'),
      value: 'ackMs',
      statistics: TIMES,
      statistic: 'median',
    },
  },
  {
    key: 'incidents.time-to-resolve',
    name: 'Time to resolve',
    purpose: 'How long is something broken for those who need it?',
    formulaWords:
      'Of the incidents resolved in the period, the time from when they were opened until they were resolved at last, with all time on hold. Calendar time. By the source: until the resolution that it states.',
    source: `${OPERATION}: mean elapsed time to achieve incident resolution`,
    unit: 'duration',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'value',
      facts: at('resolved'),
      value: 'resolveMs',
      statistics: TIMES,
      statistic: 'median',
    },
    stated: {
      of: 'value',
      facts: at('statedResolved'),
      value: 'statedResolveMs',
      statistics: TIMES,
      statistic: 'median',
    },
  },
  {
    key: 'incidents.time-to-close',
    name: 'Time to close',
    purpose: 'How long does it take until an incident is done with?',
    formulaWords:
      'Of the incidents closed in the period, the time from when they were opened until they were closed at last. Cancelled ones are left out. Calendar time.',
    source: `${DESK}: average time to review and close a resolved call`,
    unit: 'duration',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'value',
      facts: at('closed'),
      value: 'closeMs',
      statistics: TIMES,
      statistic: 'median',
    },
  },
  {
    key: 'incidents.first-time-fix',
    name: 'First-time fix',
    purpose: 'How often is it right at once, by those who had it first?',
    formulaWords:
      'Of the incidents resolved in the period, the part that the first group which had them resolved, without passing them on and without their being reopened.',
    source: `${GUIDE}: first-time resolution rate`,
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'firstTimeFix') },
  },
  {
    key: 'incidents.reassignments',
    name: 'Reassignments',
    purpose: 'How often is an incident passed on before it is resolved?',
    formulaWords:
      'Of the incidents resolved in the period, how often each went from one group to another while it was open. The first group is no reassignment. By the source: of those closed, the number that it states.',
    source: `${GUIDE}: number of reassignments`,
    unit: 'number',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'value',
      facts: at('resolved'),
      value: 'reassignments',
      statistics: ['mean', 'median', 'p90', 'max', 'sum'],
      statistic: 'mean',
    },
    stated: {
      of: 'value',
      facts: at('closed'),
      value: 'statedReassignments',
      statistics: ['mean', 'median', 'p90', 'max', 'sum'],
      statistic: 'mean',
    },
  },
  {
    key: 'incidents.never-reassigned',
    name: 'Never reassigned',
    purpose:
      'How often does an incident reach those who can resolve it at once?',
    formulaWords:
      'Of the incidents resolved in the period, the part that went from no group to another. By the source: of those closed whose reassignments it states, the part with none.',
    source: `${GUIDE}: number of reassignments; ${OPERATION}: incidents incorrectly assigned`,
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'neverReassigned') },
    stated: {
      of: 'share',
      facts: marked('closed', 'statedNeverReassigned'),
      among: 'statedReassignmentsKnown',
    },
  },
  {
    key: 'incidents.ping-pong',
    name: 'Ping-pong',
    purpose: 'How often do groups send incidents to and fro?',
    formulaWords:
      'Of the incidents resolved in the period, the part that came back to a group which had passed them on.',
    source: `${VOLVO}: ping-pong behaviour between support teams`,
    unit: 'percent',
    direction: 'down',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'pingPong') },
  },
  {
    key: 'incidents.push-to-front',
    name: 'Push to front',
    purpose: 'How much is resolved at the front, where it costs the least?',
    formulaWords:
      'Of the incidents resolved in the period, the part that no group beside the front line had (itsm.incidents.frontLine). Where no front line is named: that the group resolved which had them first, whoever had them in between.',
    source: `${VOLVO}: push to front; ${DESK}: first-line resolution rate`,
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'pushToFront') },
  },
  {
    key: 'incidents.waiting-share',
    name: 'Waiting share',
    purpose:
      'How much of the time to resolve does nobody work, as something is waited for?',
    formulaWords:
      'Of the incidents resolved in the period, the time on hold of all together divided by their time to resolve.',
    source: `${GUIDE}: percentage of waiting time in the overall incident handling time`,
    unit: 'percent',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'ratio',
      numerator: { ...at('resolved'), value: 'waitingMs' },
      denominator: { ...at('resolved'), value: 'resolveMs' },
    },
  },
  {
    key: 'incidents.ever-waiting',
    name: 'Ever on hold',
    purpose: 'How often does work on an incident have to wait?',
    formulaWords:
      'Of the incidents resolved in the period, the part that was on hold at least once.',
    source: `${VOLVO}: use of wait states`,
    unit: 'percent',
    direction: 'down',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'everWaiting') },
  },
  {
    key: 'incidents.reopened',
    name: 'Reopened',
    purpose: 'How often was it not right after all?',
    formulaWords:
      'Of the incidents resolved in the period, the part that had been resolved or closed before and was reopened. One that is open again counts when it is resolved again. By the source: of those closed whose reopenings it states, the part with at least one.',
    source: `${OPERATION}: incidents reopened, as a percentage of the total`,
    unit: 'percent',
    direction: 'down',
    basis: 'events',
    formula: { of: 'share', facts: marked('resolved', 'reopened') },
    stated: {
      of: 'share',
      facts: marked('closed', 'statedReopened'),
      among: 'statedReopensKnown',
    },
  },
  {
    key: 'incidents.stated-sla',
    name: 'Service level met, as the source states',
    purpose:
      'Did the system that incidents were imported from see its promises kept?',
    formulaWords:
      'Of the imported incidents closed in the period whose source states it, the part that met its service level there. What was promised here: service-levels.attainment.',
    source: `${GUIDE}: meeting the agreed resolution time`,
    unit: 'percent',
    direction: 'up',
    basis: 'stated',
    formula: {
      of: 'share',
      facts: marked('closed', 'statedSlaKept'),
      among: 'statedSlaKnown',
    },
  },
  {
    key: 'incidents.major',
    name: 'Major incidents',
    purpose: 'How often is it bad?',
    formulaWords:
      'Incidents opened in the period that are, or were at last, major.',
    source: `${OPERATION}: number of major incidents`,
    unit: 'count',
    direction: 'down',
    basis: 'events',
    formula: { of: 'count', facts: marked('opened', 'major') },
  },
];

/** The numbers of incident management. */
export const INCIDENT_KPIS: readonly KpiDefinition[] = DEFINED.map(kpi => ({
  ...kpi,
  practice: 'incidents',
  dimensions: DIMENSIONS,
  version: 1,
}));
