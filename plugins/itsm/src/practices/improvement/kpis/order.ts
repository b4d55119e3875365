import type { KpiInfo } from '@callboard/plugin-itsm-common';

/** What is asked first; what else there is comes after. */
const FIRST = [
  'incidents.volume',
  'incidents.backlog',
  'incidents.backlog-age',
  'incidents.time-to-acknowledge',
  'incidents.time-to-resolve',
  'incidents.time-to-close',
  'incidents.first-time-fix',
  'incidents.reopened',
  'service-levels.attainment',
  'service-levels.availability',
  'service-levels.error-budget',
  'changes.volume',
  'changes.success-rate',
  'changes.failure-rate',
  'changes.lead-time',
  'surveys.satisfaction',
  'surveys.response-rate',
  'improvement.follow-through',
  'improvement.throughput',
];

const place = ({ key }: Pick<KpiInfo, 'key'>) => {
  const index = FIRST.indexOf(key);
  return index < 0 ? FIRST.length : index;
};

/** What is asked first comes first, and what cannot be told yet last. */
export function inOrder<K extends Pick<KpiInfo, 'key' | 'awaits'>>(
  kpis: readonly K[],
): K[] {
  return [...kpis].sort(
    (a, b) =>
      Number(a.awaits !== undefined) - Number(b.awaits !== undefined) ||
      place(a) - place(b),
  );
}
