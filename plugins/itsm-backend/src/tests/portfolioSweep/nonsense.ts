import { LAST } from '../../testing/moneyScene';

const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';

/** A definition of each kind that the portfolio brings, with all that it can say; by kind its key. */
export const SOUND: Record<string, { key: string; body: object }> = {
  offering: {
    key: 'znonsense',
    body: {
      service: CHECKOUT,
      name: 'Pay here',
      summary: 'You take money.',
      description: 'All of it',
      audience: 'Shops',
      howToAsk: { link: 'https://ask.example/', text: 'Ask us' },
      agreements: [],
      price: { minor: 100, currency: 'EUR', per: 'month' },
      availability: 'Always',
      support: 'Weekdays',
      state: 'offered',
    },
  },
  'managed-service': {
    key: 'znonsense',
    body: {
      title: 'What counts',
      services: { kinds: ['system'], types: ['service'], tiers: ['tier-1'] },
      weights: { owner: 5 },
    },
  },
  'cost-sharing': {
    key: 'znonsense',
    body: {
      name: 'By weight',
      why: 'So',
      service: CART,
      percent: 50,
      rule: { by: 'weight', to: [{ service: CHECKOUT, weight: 1.5 }] },
    },
  },
  'exchange-rates': {
    key: 'znonsense',
    body: {
      name: 'Rates',
      to: 'EUR',
      rates: [{ currency: 'USD', from: LAST, rate: 0.9 }],
    },
  },
  strategy: {
    key: 'strategy',
    body: {
      title: 'Ours',
      vision: 'All of it',
      mission: 'Some',
      horizon: '2030',
      themes: [{ key: 'trust', title: 'Trust', description: 'Why' }],
    },
  },
  'design-template': {
    key: 'znonsense',
    body: {
      name: 'Small',
      description: 'When',
      sections: [{ section: 'support', prompts: ['Who?'], body: 'Who helps' }],
    },
  },
  'readiness-gate': {
    key: 'znonsense',
    body: {
      title: 'Ready',
      gate: 'to-transition',
      tiers: ['tier-1'],
      sections: [
        {
          section: 'support',
          evidence: 1,
          kinds: ['link'],
          mayBeNotNeeded: true,
        },
      ],
      checks: { score: 10, highestRisk: 12, milestones: true },
    },
  },
  'demand-score': {
    key: 'standard',
    body: {
      name: 'Ours',
      weights: { value: 1, cost: 1, risk: 1, fit: 1, votes: 1 },
      fullVotes: 10,
    },
  },
};

const HTML = '<img src=x onerror=alert(1)>[a](javascript:alert(1))';
/** What stands where something else should; as JSON, which says more than objects can. */
const NONSENSE = [
  'null',
  '[]',
  '{}',
  '[[[[[]]]]]',
  '-1',
  '1e308',
  '0.1234567',
  'true',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"javascript:alert(1)"',
  '"component:default/nowhere"',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  JSON.stringify(HTML),
  JSON.stringify('x'.repeat(50_000)),
  JSON.stringify(Array.from({ length: 2_000 }, () => 'x')),
];

/** All places in a value, each with the value as JSON around it. */
function placesIn(value: unknown): ((put: string) => string)[] {
  const whole = (put: string) => put;
  if (value === null || typeof value !== 'object') return [whole];
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const inside = entries.flatMap(([, of], at) =>
    placesIn(of).map(place => (put: string) => {
      const all = entries.map(([k, v], i) => {
        const said = i === at ? place(put) : JSON.stringify(v);
        return isList ? said : `${JSON.stringify(k)}:${said}`;
      });
      return isList ? `[${all.join()}]` : `{${all.join()}}`;
    }),
  );
  return [whole, ...inside];
}

/** Bodies of definitions with nonsense in each of their places, as JSON. */
export function nonsenseOf(kind: string): string[] {
  const { body } = SOUND[kind];
  const json = JSON.stringify(body);
  return [
    ...placesIn(body).flatMap(place => NONSENSE.map(place)),
    json.replace('{', '{"__proto__":{"polluted":1},'),
    json.replace('{', `{${JSON.stringify(HTML)}:1,`),
  ];
}
