import type { KpiDefinition } from '@callboard/plugin-itsm-common';

const GUIDE = 'ITIL 4 Practice Guide: Change enablement (AXELOS, 2020)';
const TRANSITION =
  'ITIL Service Transition (2011), 4.2 Change management, critical success factors and KPIs';

const DIMENSIONS = [
  'serviceRef',
  'ownerRef',
  'changeType',
  'risk',
  'templateKey',
] as const;

const at = (stage: string) => ({ kind: 'change', stage });
const marked = (stage: string, mark: string) => ({
  kind: 'change',
  stage,
  mark,
});

type OfChanges = Omit<
  KpiDefinition,
  'practice' | 'dimensions' | 'version' | 'basis'
>;

const DEFINED: readonly OfChanges[] = [
  {
    key: 'changes.volume',
    name: 'Changes carried out',
    purpose: 'How much is changed?',
    formulaWords: 'Changes whose work ended in the period, however it ended.',
    source: `${GUIDE}: throughput of changes`,
    unit: 'count',
    direction: 'neutral',
    formula: { of: 'count', facts: at('finished') },
  },
  {
    key: 'changes.lead-time',
    name: 'Change lead time',
    purpose:
      'How long does it take from an idea that is written down until it is live?',
    formulaWords:
      'Of the changes that went live in the period, with issues or without, the time from when they were filed until their work ended. Calendar time. An emergency that was written down afterwards has 0.',
    source: `${GUIDE}: changes are realized in a timely and effective manner. DORA’s change lead time begins with a commit and needs reports of deployments`,
    unit: 'duration',
    direction: 'down',
    formula: {
      of: 'value',
      facts: at('live'),
      value: 'leadMs',
      statistics: ['median', 'mean', 'p90', 'max'],
      statistic: 'median',
    },
  },
  {
    key: 'changes.approval-time',
    name: 'Time to decide',
    purpose: 'How long do changes wait for those who decide about them?',
    formulaWords:
      'Of the changes approved or rejected in the period, how long decisions were asked for, all rounds together. Pre-approved standard changes are not decided about and do not count.',
    source: `${GUIDE}: changes are realized in a timely and effective manner`,
    unit: 'duration',
    direction: 'down',
    formula: {
      of: 'value',
      facts: at('decided'),
      value: 'approvalMs',
      statistics: ['median', 'mean', 'p90', 'max'],
      statistic: 'median',
    },
  },
  {
    key: 'changes.success-rate',
    name: 'Change success rate',
    purpose: 'How often does a change go as it was meant to?',
    formulaWords:
      'Of the changes whose work ended in the period, the part that was successful. Those with issues are no success and no failure.',
    source: `${GUIDE}: changes that achieve their outcome; ${TRANSITION}: change success rate`,
    unit: 'percent',
    direction: 'up',
    formula: { of: 'share', facts: marked('finished', 'successful') },
  },
  {
    key: 'changes.failure-rate',
    name: 'Change failure rate',
    purpose: 'How often is a change undone, or left broken?',
    formulaWords:
      'Of the changes whose work ended in the period, the part that failed or was rolled back.',
    source: `${TRANSITION}: failed and backed-out changes. DORA’s change fail rate is of deployments and needs reports of them`,
    unit: 'percent',
    direction: 'down',
    formula: { of: 'share', facts: marked('finished', 'unsuccessful') },
  },
  {
    key: 'changes.emergency-share',
    name: 'Emergency share',
    purpose: 'How much is changed in a hurry, and decided about afterwards?',
    formulaWords:
      'Of the changes filed in the period, the part that are emergencies.',
    source: `${TRANSITION}: reduction in the number and percentage of emergency changes`,
    unit: 'percent',
    direction: 'down',
    formula: { of: 'share', facts: marked('filed', 'emergency') },
  },
];

/** The numbers of change enablement. */
export const CHANGE_KPIS: readonly KpiDefinition[] = DEFINED.map(kpi => ({
  ...kpi,
  practice: 'changes',
  basis: 'events',
  dimensions: DIMENSIONS,
  version: 1,
}));
