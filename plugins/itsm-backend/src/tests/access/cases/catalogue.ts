import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const SHOWN = 'component:default/checkout';
const params = { kind: 'component', namespace: 'default', name: 'checkout' };
const reader = needs.permitted('portfolio.read');
const comparing = needs.permitted('kpi.read');

/** What is known of a service, as if it had been looked at. */
const profile = async ({ make }: Asks) => {
  await make
    .knex('service_profiles')
    .insert({
      ref: SHOWN,
      kind: 'component',
      title: 'Checkout',
      sort_title: 'checkout',
      words: ' checkout',
      section: 'known',
      score: 50,
      checks: '[{"key":"owner","state":"missing","weight":10}]',
      computed_at: 1,
    })
    .onConflict('ref')
    .merge();
  return { params };
};

const offering = async ({ make }: Asks) => {
  await make.definition('offering', 'pay-here', {
    service: SHOWN,
    name: 'Pay here',
    summary: 'You take money.',
    howToAsk: { text: 'Ask us' },
    state: 'offered',
  });
  return { params: { key: 'pay-here' } };
};

const listed = async (asks: Asks) => {
  await profile(asks);
  return {};
};

/** The service catalogue. Comparing services takes reading numbers beside seeing services. */
export const catalogueCases: Case[] = [
  { route: 'catalogue.list', needs: reader, ask: listed },
  {
    route: 'catalogue.list',
    when: 'by how they do',
    needs: reader,
    ask: async asks => {
      await profile(asks);
      return { query: { health: 'healthy,unknown' } };
    },
  },
  {
    route: 'offerings.list',
    needs: reader,
    ask: async asks => {
      await offering(asks);
      return {};
    },
  },
  { route: 'offerings.get', needs: reader, ask: offering },
  {
    route: 'offerings.documents',
    needs: needs.searchPlugin,
    ask: async asks => {
      await offering(asks);
      return {};
    },
  },
  { route: 'managed-services.list', needs: comparing, ask: listed },
  { route: 'managed-services.summary', needs: comparing, ask: listed },
  { route: 'managed-services.export', needs: comparing, ask: listed },
  { route: 'managed-services.get', needs: reader, ask: profile },
  {
    route: 'managed-services.recompute',
    needs: needs.permitted('portfolio.update'),
    ask: () => ({ body: { ref: SHOWN } }),
  },
  {
    route: 'managed-services.recompute',
    when: 'all services',
    needs: needs.admin('portfolio.update'),
    ask: () => ({ body: {} }),
  },
];
