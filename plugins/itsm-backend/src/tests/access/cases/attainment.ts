import type { Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('service-levels.read');
/** A month that stands still, so that two answers can be compared. */
const MARCH = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};

/** How promises are kept over time. */
export const attainmentCases: Case[] = [
  {
    route: 'service-levels.attainment',
    needs: reader,
    ask: () => ({ query: { ...MARCH, by: 'team' } }),
  },
  {
    route: 'service-levels.attainment.trend',
    needs: reader,
    ask: () => ({ query: { ...MARCH, bucket: 'week' } }),
  },
  {
    route: 'service-levels.breaches.list',
    needs: reader,
    ask: () => ({ query: MARCH }),
  },
  {
    route: 'service-levels.breaches.export',
    needs: reader,
    ask: () => ({ query: MARCH }),
  },
  {
    route: 'service-levels.breaching',
    needs: needs.signedIn,
    ask: () => ({ query: { within: 'late' } }),
  },
  {
    route: 'service-levels.review',
    needs: reader,
    ask: () => ({
      query: { service: 'component:default/checkout', month: '2026-03' },
    }),
  },
  {
    route: 'service-levels.review.export',
    needs: reader,
    ask: () => ({
      query: { service: 'component:default/checkout', month: '2026-03' },
    }),
  },
];
