import {
  INITIATIVE_ORIGINS,
  type KpiDefinition,
} from '@callboard/plugin-itsm-common';
import {
  valuesAfter,
  type FactKind,
  type JournalRow,
  type RecordFacts,
} from '@callboard/plugin-itsm-node';
import { INITIATIVE_TYPE } from './kinds';

/** What is counted of initiatives: one row for each, as it is now. */
export const INITIATIVE_FACTS: FactKind = {
  kind: INITIATIVE_TYPE,
  title: 'Improvement initiatives',
  stages: [
    { key: 'opened', label: 'Initiatives begun' },
    {
      key: 'achieved',
      label: 'Initiatives that reached their target',
      marks: ['slipped'],
      values: ['leadMs', 'savedHours'],
    },
    {
      key: 'closed',
      label: 'Initiatives whose target held',
      values: ['savedHours'],
    },
    { key: 'reopened', label: 'Initiatives that slipped' },
    { key: 'left', label: 'Initiatives no longer under way' },
  ],
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true },
    { key: 'ownerRef', label: 'Team', entity: true },
    {
      key: 'origin',
      label: 'Origin',
      labels: Object.fromEntries(
        INITIATIVE_ORIGINS.map(({ value, label }) => [value, label]),
      ),
    },
    { key: 'kpi', label: 'KPI' },
  ],
  values: [
    {
      key: 'leadMs',
      label: 'Time to reach the target',
      unit: 'duration',
      distribution: true,
    },
    { key: 'savedHours', label: 'Hours saved', unit: 'number' },
  ],
  // Their order is kept in the data: new ones go to the end.
  marks: [{ key: 'slipped', label: 'Slipped at least once' }],
  version: 1,
};

/** What is known of an initiative after some of its journal. It is kept as JSON. */
interface InitiativeLife {
  openedAt?: number;
  achievedAt?: number;
  closedAt?: number;
  reopenedAt?: number;
  leftAt?: number;
  serviceRef?: string;
  ownerRef?: string;
  origin?: string;
  kpi?: string;
  savedHours?: number;
}

const TAKEN = [
  'serviceRef',
  'ownerRef',
  'origin',
  'kpi',
  'savedHours',
] as const satisfies readonly (keyof InitiativeLife)[];

/** What entering a status by a transition does. */
function withStatus(
  life: InitiativeLife,
  status: string | undefined,
  at: number,
): InitiativeLife {
  switch (status) {
    case 'achieved':
      return { ...life, achievedAt: at };
    case 'closed':
      return { ...life, closedAt: at, leftAt: at };
    case 'abandoned':
      return { ...life, leftAt: at };
    case 'implement':
      return life.achievedAt === undefined
        ? life
        : { ...life, achievedAt: undefined, reopenedAt: at };
    default:
      return life;
  }
}

/**
 * What is counted of an initiative, from its journal. One that slipped has not reached its target, until
 * it does again.
 */
export const initiativeFacts: RecordFacts<InitiativeLife> = {
  kind: INITIATIVE_FACTS,
  recordTypes: [INITIATIVE_TYPE],
  begin: () => ({}),
  apply(life, entry: JournalRow) {
    if (!entry.kind.startsWith('record.')) return life;
    const set = valuesAfter(entry);
    const after: Record<string, unknown> = { ...life };
    for (const key of TAKEN) if (set.has(key)) after[key] = set.get(key);
    if (entry.kind === 'record.created') after.openedAt ??= entry.at;
    const known = after as InitiativeLife;
    return entry.payload.transition === undefined
      ? known
      : withStatus(known, entry.status, entry.at);
  },
  facts(life, recordId) {
    const { openedAt, achievedAt } = life;
    if (openedAt === undefined) return [];
    return [
      {
        id: recordId,
        recordId,
        stages: {
          opened: openedAt,
          achieved: achievedAt,
          closed: life.closedAt,
          reopened: life.reopenedAt,
          left: life.leftAt,
        },
        dimensions: {
          serviceRef: life.serviceRef,
          ownerRef: life.ownerRef,
          origin: life.origin,
          kpi: life.kpi,
        },
        values: {
          leadMs:
            achievedAt === undefined
              ? undefined
              : Math.max(0, achievedAt - openedAt),
          savedHours:
            life.savedHours === undefined
              ? undefined
              : Math.round(life.savedHours),
        },
        marks: life.reopenedAt === undefined ? [] : ['slipped'],
      },
    ];
  },
};

const at = (stage: string) => ({ kind: INITIATIVE_TYPE, stage });
const COMMON = {
  practice: 'improvement',
  basis: 'events',
  dimensions: ['serviceRef', 'ownerRef', 'origin', 'kpi'],
  version: 1,
} as const;
const SOURCE =
  'ITIL Continual Service Improvement (2011), 4.1 The seven-step improvement process';

/** The numbers of the register. */
export const INITIATIVE_KPIS: readonly KpiDefinition[] = [
  {
    ...COMMON,
    key: 'improvement.throughput',
    name: 'Improvements that worked',
    purpose: 'How much of what is begun gets better, as the numbers say?',
    formulaWords:
      'Initiatives that reached their target in the period. One that slipped since does not count, until it reaches it again.',
    source: `${SOURCE}; ITIL 4 Practice Guide: Continual improvement`,
    unit: 'count',
    direction: 'up',
    formula: { of: 'count', facts: at('achieved') },
  },
  {
    ...COMMON,
    key: 'improvement.under-way',
    name: 'Improvements under way',
    purpose: 'How much is being improved at the same time?',
    formulaWords:
      'Initiatives that were begun and neither closed nor abandoned at the end of the period.',
    source: SOURCE,
    unit: 'count',
    direction: 'neutral',
    formula: { of: 'level', entered: at('opened'), left: at('left') },
  },
  {
    ...COMMON,
    key: 'improvement.lead-time',
    name: 'Time until an improvement works',
    purpose: 'How long does it take from an idea until the numbers are better?',
    formulaWords:
      'Of the initiatives that reached their target in the period, the time from when they were written down until then.',
    source: SOURCE,
    unit: 'duration',
    direction: 'down',
    formula: {
      of: 'value',
      facts: at('achieved'),
      value: 'leadMs',
      statistics: ['median', 'mean', 'p90', 'max'],
      statistic: 'median',
    },
  },
  {
    ...COMMON,
    key: 'improvement.saved-hours',
    name: 'Hours saved by improvements',
    purpose: 'What has improving been good for?',
    formulaWords:
      'Of the initiatives that reached their target in the period, the hours that they saved until now, each as its own page reckons it.',
    source: `${SOURCE}; 3.8 Return on investment`,
    unit: 'number',
    direction: 'up',
    formula: {
      of: 'value',
      facts: at('achieved'),
      value: 'savedHours',
      statistics: ['sum', 'mean'],
      statistic: 'sum',
    },
  },
];
