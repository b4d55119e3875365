import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  beginOf,
  type KpiAnswer,
  type KpiDefinition,
  type KpiFormula,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  ItsmKernel,
  Practice,
} from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { startItsm, type RunningItsm } from '../testing/startItsm';
import { moduleOf } from './notes/notesPractice';

export const ZONE = 'Europe/Vienna';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const CART = 'component:default/cart';
export const CHECKOUT = 'component:default/checkout';
/** The catalog does not have it: whoever may not read all of the catalog does not see it. */
export const HIDDEN = 'component:default/hidden';
export const PAYMENTS = 'group:default/payments';
export const STOREFRONT = 'group:default/storefront';

/** Orders of a shop: what they count is simple enough to be counted by hand beside. */
const ORDER: FactKind = {
  kind: 'order',
  title: 'Orders',
  stages: [
    { key: 'opened', label: 'Orders opened', marks: ['gift'] },
    {
      key: 'ended',
      label: 'Orders sent or cancelled',
      marks: ['gift', 'known', 'kept'],
      values: ['ms', 'cost'],
    },
  ],
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true, hourly: true },
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    { key: 'priority', label: 'Priority', labels: { 1: 'High', 2: 'Low' } },
  ],
  values: [
    { key: 'ms', label: 'Time to send', unit: 'duration', distribution: true },
    { key: 'cost', label: 'Cost', unit: 'number' },
  ],
  marks: [
    { key: 'gift', label: 'A gift' },
    { key: 'known', label: 'Promised' },
    { key: 'kept', label: 'In time' },
  ],
  version: 1,
};
export const ENDED = { kind: 'order', stage: 'ended' };
const OPENED = { kind: 'order', stage: 'opened' };

export const FORMULAS: Record<string, KpiFormula> = {
  volume: { of: 'count', facts: OPENED },
  gifts: { of: 'count', facts: { ...OPENED, mark: 'gift' } },
  kept: {
    of: 'share',
    facts: { ...ENDED, mark: 'kept' },
    among: 'known',
  },
  time: {
    of: 'value',
    facts: ENDED,
    value: 'ms',
    statistics: ['median', 'mean', 'p90', 'max', 'sum'],
    statistic: 'median',
  },
  'cost-per-order': {
    of: 'ratio',
    numerator: { ...ENDED, value: 'cost' },
    denominator: ENDED,
  },
  backlog: { of: 'level', entered: OPENED, left: ENDED },
  age: { of: 'level-age', entered: OPENED, left: ENDED },
  stock: { of: 'gauge', gauge: 'orders.stock' },
};
const kpi = (
  name: string,
  more: Partial<KpiDefinition> = {},
): KpiDefinition => ({
  key: `orders.${name}`,
  practice: 'orders',
  name,
  purpose: 'How is it?',
  formulaWords: 'As it is counted.',
  source: 'This test',
  unit: 'number',
  direction: 'neutral',
  basis: 'events',
  formula: FORMULAS[name],
  dimensions: ['serviceRef', 'ownerRef', 'priority'],
  version: 1,
  ...more,
});

const MARKS = ['gift', 'known', 'kept'] as const;
export const BEGIN = Date.UTC(2024, 0, 1);
export const SPAN = 500 * DAY;

const factOf = fc.record({
  opened: fc.integer({ min: 0, max: SPAN }),
  took: fc.option(fc.integer({ min: 1, max: 90 * DAY }), { freq: 4 }),
  cost: fc.option(fc.integer({ min: 0, max: 1_000 })),
  serviceRef: fc.option(fc.constantFrom(CART, CHECKOUT, HIDDEN), { freq: 9 }),
  ownerRef: fc.option(fc.constantFrom(PAYMENTS, STOREFRONT), { freq: 9 }),
  priority: fc.constantFrom('1', '2'),
  marks: fc.subarray([...MARKS]),
});
/** The same ones in every run, so that both databases are asked about the same. */
export const orders: Facts[] = fc
  .sample(factOf, { numRuns: 240, seed: 7 })
  .map(({ opened, took, cost, serviceRef, ownerRef, priority, marks }, i) => ({
    id: `order-${i}`,
    stages: {
      opened: BEGIN + opened,
      ended: took === null ? undefined : BEGIN + opened + took,
    },
    dimensions: {
      serviceRef: serviceRef ?? undefined,
      ownerRef: ownerRef ?? undefined,
      priority,
    },
    values: {
      ms: took ?? undefined,
      cost: took === null ? undefined : cost ?? undefined,
    },
    // Kept is said of what was promised only.
    marks: marks.filter(m => m !== 'kept' || marks.includes('known')),
  }));

interface Told {
  value?: number;
  count: number;
  numerator?: number;
}

export const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** Counts by hand: every fact is looked at, one after the other. */
export function byHand(
  name: string,
  { from, to }: { from: number; to: number },
  keeps: (order: Facts) => boolean,
  statistic = 'median',
): Told {
  const kept = orders.filter(keeps);
  const at = (stage: 'opened' | 'ended') =>
    kept.filter(({ stages }) => stages[stage]! >= from && stages[stage]! < to);
  const has = (mark: string) => (o: Facts) => o.marks!.includes(mark);
  const part = (n: number, d: number) => (d === 0 ? undefined : n / d);
  const ended = at('ended');
  switch (name) {
    case 'volume': {
      const count = at('opened').length;
      return { value: count, count };
    }
    case 'gifts': {
      const count = at('opened').filter(has('gift')).length;
      return { value: count, count };
    }
    case 'kept': {
      const count = ended.filter(has('known')).length;
      const numerator = ended.filter(has('kept')).length;
      return { value: part(numerator, count), count, numerator };
    }
    case 'time': {
      const values = ended.map(o => o.values!.ms!).sort((a, b) => a - b);
      const nth = (share: number) =>
        values[Math.max(0, Math.ceil(share * values.length) - 1)];
      const value = {
        median: nth(0.5),
        p90: nth(0.9),
        max: nth(1),
        mean: part(sum(values), values.length),
        sum: sum(values),
      }[statistic];
      return { value, count: values.length };
    }
    case 'cost-per-order': {
      const numerator = sum(ended.map(o => o.values!.cost ?? 0));
      return {
        value: part(numerator, ended.length),
        count: ended.length,
        numerator,
      };
    }
    default: {
      const open = kept.filter(
        ({ stages }) => stages.opened! < to && !(stages.ended! < to),
      );
      const ages = open.map(({ stages }) => to - stages.opened!);
      return {
        value: name === 'backlog' ? open.length : part(sum(ages), open.length),
        count: open.length,
      };
    }
  }
}

export const rounded = ({ value, count, numerator }: Told) => ({
  count,
  ...(numerator !== undefined && { numerator }),
  // Sums in another order differ in the last digits.
  ...(value !== undefined && { value: Number(value.toPrecision(10)) }),
});

/** Whether there is anything of a group: groups of nothing are not told. */
export function isThere(name: string, statistic: string, told: Told): boolean {
  if (name === 'cost-per-order') return told.numerator !== 0;
  const isSum = name === 'time' && statistic === 'sum';
  return (isSum ? told.value : told.count) !== 0;
}

export const COUNTED = Object.keys(FORMULAS).filter(name => name !== 'stock');
const dayOf = fc
  .integer({ min: -40, max: 560 })
  .map(days => beginOf(BEGIN + days * DAY, 'day', ZONE));
export const VALUES: Record<string, string[]> = {
  serviceRef: [CART, CHECKOUT, HIDDEN, 'none'],
  ownerRef: [PAYMENTS, STOREFRONT, 'none'],
  priority: ['1', '2'],
};
const dimension = fc.constantFrom(...Object.keys(VALUES));
export const questionOf = fc
  .record({
    name: fc.constantFrom(...COUNTED),
    from: dayOf,
    days: fc.integer({ min: 1, max: 420 }),
    grain: fc.option(fc.constantFrom('day', 'week', 'month', 'quarter')),
    by: fc.option(dimension),
    kept: fc.option(
      dimension.chain(key =>
        fc.record({
          key: fc.constant(key),
          values: fc.subarray(VALUES[key], { minLength: 1 }),
        }),
      ),
    ),
    statistic: fc.constantFrom('median', 'mean', 'p90', 'max', 'sum'),
  })
  .map(({ from, days, kept, ...rest }) => ({
    ...rest,
    from,
    to: beginOf(from + days * DAY + DAY / 2, 'day', ZONE),
    where: kept ? { [kept.key]: kept.values } : {},
  }))
  .filter(({ from, to }) => from < to);

export const keepsOf =
  (where: Record<string, readonly (string | undefined)[]>) =>
  ({ dimensions }: Facts) =>
    Object.entries(where).every(([key, values]) =>
      values.includes(dimensions[key] ?? 'none'),
    );

const orderPractice = (told: {
  kernel?: ItsmKernel;
  stock: number;
}): Practice => ({
  id: 'orders',
  title: 'Orders',
  counted: () => ({
    kinds: [ORDER],
    gauges: [
      {
        gauge: 'orders.stock',
        dimensions: [{ key: 'priority', label: 'Priority' }],
        points: async periods => {
          told.stock += 1;
          return periods.map(({ to }, i) =>
            i === 0 ? { value: to % 7, count: 1 } : { count: 0 },
          );
        },
      },
    ],
    kpis: [
      ...COUNTED.map(name =>
        kpi(name, {
          unit: name === 'kept' ? 'percent' : 'number',
          ...(name === 'volume' && {
            version: 2,
            changes: [
              {
                version: 2,
                at: Date.UTC(2024, 5, 1),
                what: 'All orders count, not only gifts.',
                before: FORMULAS.gifts,
              },
            ],
          }),
        }),
      ),
      kpi('stock', { dimensions: ['priority'] }),
      kpi('deployments', {
        formula: FORMULAS.volume,
        awaits: 'Reports of deployments',
      }),
      kpi('follow-through', {
        formula: FORMULAS.volume,
        forTeamItself: true,
      }),
    ],
  }),
  start(started) {
    told.kernel = started;
  },
});

/** A question, with instants as numbers; of all orders if none are named. */
export type AskedOrders = Omit<Partial<KpiQuestion>, 'from' | 'to'> & {
  from?: number;
  to?: number;
};

/** A portal that counts orders, and how it is asked. */
export interface OrderPortal {
  itsm: RunningItsm;
  kernel: ItsmKernel;
  ask(name: string, more?: AskedOrders): Promise<KpiAnswer>;
  /** What an address below `/kpis` answers, or what it says is wrong. */
  get(path: string, status?: number, who?: string): Promise<any>;
  /** How often the practice was asked for its stock. */
  askedForStock(): number;
}

/** Starts a portal with a practice that counts orders, and with orders. */
export async function startOrders(knex: Knex): Promise<OrderPortal> {
  const told: { kernel?: ItsmKernel; stock: number } = { stock: 0 };
  const itsm = await startItsm({
    knex,
    features: [moduleOf(orderPractice(told))],
    config: {
      itsm: {
        improvement: { timezone: ZONE },
        access: {
          roles: { admin: ['user:default/zoe'] },
          decisionCacheSeconds: 0,
        },
      },
    },
    decide: (permission, user) => ({
      result:
        (permission === 'catalog.entity.read' &&
          user === 'user:default/rita') ||
        (permission === 'itsm.kpi.read' && user === 'user:default/sam')
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }),
  });
  const kernel = told.kernel!;
  await knex.transaction(tx => kernel.facts.put(tx, 'order', orders));
  return {
    itsm,
    kernel,
    askedForStock: () => told.stock,
    ask(name, { from = BEGIN, to = BEGIN + SPAN + DAY, ...rest } = {}) {
      return kernel.kpis.ask({
        kpi: `orders.${name}`,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        ...rest,
      });
    },
    async get(path, status = 200, who = 'maria') {
      const { body, status: given } = await itsm.as(who).get(`/kpis${path}`);
      const said = given < 400 ? '' : body.error.message;
      expect([path, given, said]).toEqual([path, status, said]);
      return given < 400 ? body : said;
    },
  };
}

export const IN_2024 =
  'from=2024-01-01T00:00:00.000Z&to=2024-07-01T00:00:00.000Z';
