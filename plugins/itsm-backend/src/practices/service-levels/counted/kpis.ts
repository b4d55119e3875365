import type { KpiDefinition } from '@callboard/plugin-itsm-common';
import { AVAILABILITY } from './availabilityGauge';
import { ERROR_BUDGET } from './errorBudgetGauge';
import { SLA_HELD, SLA_RUN } from './kinds';

const PRACTICE = 'service-levels';

/** Numbers of how promises are kept. */
export const serviceLevelKpis: readonly KpiDefinition[] = [
  {
    key: 'service-levels.attainment',
    practice: PRACTICE,
    name: 'Promises kept',
    purpose: 'How much of what was promised do we keep?',
    formulaWords:
      'Promises kept, divided by promises kept or missed. A promise counts once, at the instant that decides it: when it was done in time, or when it was late. It counts for the service and the team that the record had then.',
    source: 'ITIL 4, Service level management practice guide, success factors',
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: {
      of: 'share',
      facts: { kind: SLA_RUN, stage: 'decided', mark: 'kept' },
    },
    dimensions: ['serviceRef', 'ownerRef', 'agreement', 'metric', 'type'],
    version: 1,
  },
  {
    key: 'service-levels.breaches-by-holder',
    practice: PRACTICE,
    name: 'Time held of promises missed',
    purpose: 'Where does the time go of promises that we miss?',
    formulaWords:
      'Working time that each team held records whose promise was missed, from the beginning of the promise until it was late. Who gets what is late already has no part in it. Total, median or mean of what one team held of one promise.',
    source:
      'W. van der Aalst, Process Mining: Data Science in Action (2016), chapter 9: handover of work between groups',
    unit: 'duration',
    direction: 'down',
    basis: 'events',
    formula: {
      of: 'value',
      facts: { kind: SLA_HELD, stage: 'decided' },
      value: 'heldMs',
      statistics: ['sum', 'median', 'mean', 'p90', 'max'],
      statistic: 'sum',
    },
    dimensions: ['ownerRef', 'serviceRef', 'agreement', 'metric', 'type'],
    version: 1,
  },
  {
    key: 'service-levels.error-budget',
    practice: PRACTICE,
    name: 'Error budget left',
    purpose: 'How much may still go wrong before an objective is missed?',
    formulaWords:
      'At the end of each period, the part of an objective’s error budget that is left: 1 − what was bad in its window ÷ what may be bad (1 − target). Below 0 more was bad than may be. Of several objectives the mean of them, one that is overdrawn counting as 0. Past periods are told to the full hour.',
    source: 'Google, Site Reliability Workbook, chapter 2, “Error budgets”',
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: { of: 'gauge', gauge: ERROR_BUDGET },
    dimensions: ['objective', 'serviceRef'],
    version: 1,
  },
  {
    key: 'service-levels.availability',
    practice: PRACTICE,
    name: 'Availability',
    purpose: 'How much of the time can our services be used?',
    formulaWords:
      'Of one service: 1 − (time down + half of the time degraded) ÷ time of the period, by outages on record; those that overlap count once, what is planned does not count. Of several: the mean of them, each counting the same. Of all together: services that ever had an outage on record, or whose objective is measured by outages.',
    source:
      'ITIL 4, Availability management practice guide; ISO/IEC 20000-1:2018, 8.7.1',
    unit: 'percent',
    direction: 'up',
    basis: 'events',
    formula: { of: 'gauge', gauge: AVAILABILITY },
    dimensions: ['serviceRef'],
    version: 1,
  },
];
