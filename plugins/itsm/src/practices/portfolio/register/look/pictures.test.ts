import type { PortfolioServiceSummary } from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import { fieldsOf, MOST_IN_FIELD } from './bubbles';
import { lanesOf, placeIn, quartersIn, spanOf } from './roadmap';

const AT = '2026-03-01T12:00:00.000Z';

it('draws each service once, whatever there is', () => {
  const service = fc.record({
    valueScore: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    riskScore: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    estimatedCost: fc.option(fc.nat(1e9), { nil: undefined }),
    costCurrency: fc.constantFrom('EUR', 'USD'),
    plannedStart: fc.option(fc.nat(4e12), { nil: undefined }),
    plannedLive: fc.option(fc.nat(4e12), { nil: undefined }),
    plannedRetire: fc.option(fc.nat(4e12), { nil: undefined }),
    ownerRef: fc.constantFrom(undefined, 'group:default/a'),
  });
  const iso = (at?: number) =>
    at === undefined ? undefined : new Date(at).toISOString();
  fc.assert(
    fc.property(fc.array(service, { maxLength: 60 }), services => {
      const rows = services.map(
        (s, i) =>
          ({
            ...{ id: `${i}`, number: `SVC-${i}`, title: 'Gift cards' },
            ...{ status: 'idea', statusCategory: 'open' },
            ...s,
            plannedStart: iso(s.plannedStart),
            plannedLive: iso(s.plannedLive),
            plannedRetire: iso(s.plannedRetire),
          } as PortfolioServiceSummary),
      );
      const { fields, unscored } = fieldsOf(rows, 'EUR');
      const drawn = fields.flatMap(f => f.bubbles);
      const more = fields.reduce((sum, f) => sum + f.more, 0);
      expect(drawn.length + more + unscored.length).toBe(rows.length);
      for (const { bubbles } of fields)
        expect(bubbles.length).toBeLessThanOrEqual(MOST_IN_FIELD);
      for (const { size, row, dx, dy } of drawn) {
        expect(Math.hypot(dx, dy)).toBeLessThanOrEqual(0.36);
        // A cost in another currency has no size: the two cannot be compared.
        const most = row.costCurrency === 'EUR' ? 1 : 0;
        expect(size ?? 0).toBeLessThanOrEqual(most);
      }
      const words = { none: 'None', ownerOf: (ref: string) => ref };
      const { lanes, undated } = lanesOf(rows, 'owner', words);
      const bars = lanes.flatMap(l => l.bars);
      expect(bars.length + undated.length).toBe(rows.length);
      const span = spanOf(bars, Date.parse(AT));
      expect(span.from).toBeLessThan(span.to);
      for (const { start = 0, live = 0, end = 0 } of bars)
        for (const at of [start, live, end]) {
          expect(placeIn(at, span)).toBeGreaterThanOrEqual(0);
          expect(placeIn(at, span)).toBeLessThanOrEqual(1);
        }
      expect(quartersIn(span).length).toBeLessThan(30);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  );
});
