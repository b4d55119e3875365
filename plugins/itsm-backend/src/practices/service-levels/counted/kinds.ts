import {
  AGREEMENT_TYPES,
  METRICS,
  type AgreementType,
  type Metric,
} from '@callboard/plugin-itsm-common';
import type { FactDimension, FactKind } from '@callboard/plugin-itsm-node';

/** One fact for every run of a clock that was decided. */
export const SLA_RUN = 'sla-run';
/** One fact for everybody who had some of the time of a run that was not kept. */
export const SLA_HELD = 'sla-held';

const METRIC_LABELS: Record<Metric, string> = {
  response: 'Response',
  resolution: 'Resolution',
  update: 'Update',
};
const TYPE_LABELS: Record<AgreementType, string> = {
  sla: 'With customers',
  ola: 'Between teams',
  uc: 'With suppliers',
};

const service: FactDimension = {
  key: 'serviceRef',
  label: 'Service',
  entity: true,
  hourly: true,
};
const agreed: FactDimension[] = [
  { key: 'agreement', label: 'Agreement', definition: 'agreement' },
  {
    key: 'metric',
    label: 'Promise',
    labels: Object.fromEntries(METRICS.map(m => [m, METRIC_LABELS[m]])),
  },
  {
    key: 'type',
    label: 'Kind of agreement',
    labels: Object.fromEntries(AGREEMENT_TYPES.map(t => [t, TYPE_LABELS[t]])),
  },
];

/** Runs of clocks; what a run is, `outcomeOf` in `itsm-common` says. */
export const slaRunKind: FactKind = {
  kind: SLA_RUN,
  title: 'Promises that were kept or missed',
  projection: 'service-levels.clocks',
  version: 1,
  stages: [
    {
      key: 'decided',
      label: 'Promises decided',
      marks: ['kept', 'breached'],
      values: ['overMs'],
    },
  ],
  dimensions: [
    service,
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    ...agreed,
  ],
  values: [
    {
      key: 'overMs',
      label: 'Working time over what was agreed',
      unit: 'duration',
      distribution: true,
    },
  ],
  marks: [
    { key: 'kept', label: 'Kept' },
    { key: 'breached', label: 'Missed' },
  ],
};

/** Who had the time of runs that were not kept, until they were late. */
export const slaHeldKind: FactKind = {
  kind: SLA_HELD,
  title: 'Who had the time of promises that were missed',
  projection: 'service-levels.clocks',
  version: 1,
  stages: [
    {
      key: 'decided',
      label: 'Holders of time of promises missed',
      values: ['heldMs'],
    },
  ],
  dimensions: [
    { key: 'ownerRef', label: 'Holder', entity: true },
    service,
    ...agreed,
  ],
  values: [
    {
      key: 'heldMs',
      label: 'Working time held until it was late',
      unit: 'duration',
      distribution: true,
    },
  ],
};
