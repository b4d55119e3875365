import {
  beginAfter,
  beginOf,
  type KpiDefinition,
  type KpiFormula,
} from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  ItsmKernel,
  Practice,
} from '@callboard/plugin-itsm-node';

/** Where days and months begin. */
export const ZONE = 'Europe/Vienna';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A service that not everybody sees. */
export const HIDDEN = 'component:default/hidden';

/** Orders of a shop, so that what is counted is what the test says. */
const ORDER: FactKind = {
  kind: 'order',
  title: 'Orders',
  stages: [
    { key: 'sent', label: 'Orders sent', marks: ['kept'], values: ['ms'] },
  ],
  dimensions: [{ key: 'serviceRef', label: 'Service', entity: true }],
  values: [
    { key: 'ms', label: 'Time to send', unit: 'duration', distribution: true },
  ],
  marks: [{ key: 'kept', label: 'In time' }],
  version: 1,
};
const SENT = { kind: 'order', stage: 'sent' };
const kpi = (
  name: string,
  formula: KpiFormula,
  more: Partial<KpiDefinition>,
): KpiDefinition => ({
  key: `orders.${name}`,
  practice: 'orders',
  name: `Orders: ${name}`,
  purpose: 'How is it?',
  formulaWords: 'As it is counted.',
  source: 'This test',
  unit: 'count',
  direction: 'neutral',
  basis: 'events',
  formula,
  dimensions: ['serviceRef'],
  version: 1,
  ...more,
});
const KPIS = [
  kpi('volume', { of: 'count', facts: SENT }, {}),
  kpi(
    'time',
    {
      of: 'value',
      facts: SENT,
      value: 'ms',
      statistics: ['median', 'mean'],
      statistic: 'median',
    },
    { unit: 'duration', direction: 'down' },
  ),
  kpi(
    'kept',
    { of: 'share', facts: { ...SENT, mark: 'kept' } },
    { unit: 'percent', direction: 'up', target: 0.9 },
  ),
  kpi(
    'deployments',
    { of: 'count', facts: SENT },
    { awaits: 'Reports of deployments' },
  ),
];
/** Counts orders. @param started - told of the kernel */
export const ordersPractice = (
  started: (kernel: ItsmKernel) => void,
): Practice => ({
  id: 'orders',
  title: 'Orders',
  counted: () => ({ kinds: [ORDER], kpis: KPIS }),
  start: started,
});
/** What leadership looks at; one of it is not there. */
export const LEADERSHIP = [
  'orders.volume',
  'orders.time',
  'orders.deployments',
  'orders.gone',
];

/** So many months before the one that an instant is in. */
export const monthBefore = (at: number, count: number) =>
  beginAfter(beginOf(at, 'month', ZONE), 'month', ZONE, -count);

/**
 * Four orders a month of thirteen months until the one before: each took ten hours and a bit, the ones of
 * the last month two; three of four are sent in time.
 */
export function ordersUntil(now: number): Facts[] {
  return Array.from({ length: 13 }, (_, i) => 13 - i).flatMap(before =>
    Array.from({ length: 4 }, (__, n): Facts => {
      const sent = monthBefore(now, before) + (n + 1) * 5 * DAY;
      const usual = (10 + (before % 3)) * HOUR;
      return {
        id: `order-${before}-${n}`,
        stages: { sent },
        dimensions: {
          serviceRef: n === 0 ? HIDDEN : 'component:default/cart',
        },
        values: { ms: before === 1 ? 2 * HOUR : usual },
        marks: n === 3 ? [] : ['kept'],
      };
    }),
  );
}
/** Counts them. */
export const put = (kernel: ItsmKernel, facts: readonly Facts[]) =>
  kernel.database.transaction(tx => kernel.facts.put(tx, 'order', facts));
