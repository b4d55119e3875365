import type { ServiceRecord } from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import { joinSections } from './joinSections';

const NUM_RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const recordArb: fc.Arbitrary<ServiceRecord> = fc.record({
  number: fc.integer({ min: 1, max: 999 }).map(n => `INC-${n}`),
  type: fc.constant('incident'),
  title: fc.constant('It is slow'),
  status: fc.constant('new'),
  statusLabel: fc.constant('New'),
  statusCategory: fc.constant('open' as const),
  priority: fc.option(fc.constantFrom(1, 2, 3, 4, 5) as fc.Arbitrary<any>, {
    nil: undefined,
  }),
  at: fc.option(
    fc
      .integer({ min: 0, max: 2_000 })
      .map(n => new Date(n * 1e9).toISOString()),
    { nil: undefined },
  ),
});

const listArb = fc
  .record({ items: fc.array(recordArb, { maxLength: 12 }), beside: fc.nat(50) })
  .map(({ items, beside }) =>
    beside === 0 ? { items } : { items, total: items.length + beside },
  );

it('lists of several practices are one: nothing is lost from the count, the most urgent is shown', () => {
  fc.assert(
    fc.property(fc.array(listArb, { minLength: 1, maxLength: 4 }), lists => {
      const { open } = joinSections(lists.map(list => ({ open: list })));
      const all = lists.flatMap(({ items }) => items);
      const told = lists.reduce(
        (sum, { items, ...list }) =>
          sum + ('total' in list ? (list.total as number) : items.length),
        0,
      );
      const shown = open!.items;
      expect(open!.total ?? shown.length).toBe(told);
      expect(shown).toHaveLength(Math.min(8, all.length));
      // Nothing that is left out is more urgent than what is shown.
      const rank = (record: ServiceRecord) => record.priority ?? 9;
      const worst = Math.max(0, ...shown.map(rank));
      const left = all.filter(record => !shown.includes(record));
      expect(left.every(record => rank(record) >= worst)).toBe(true);
    }),
    { numRuns: NUM_RUNS },
  );
});

it('what is told as a whole is told by one, and what nobody tells is not there', () => {
  const costs = { month: '2026-11', amounts: [], kinds: [], trend: [] };
  expect(
    joinSections([{}, { costs }, { costs: { ...costs, month: '2026-10' } }]),
  ).toEqual({ costs });
});
