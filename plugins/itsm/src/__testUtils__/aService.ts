import type { ServicePage } from '@callboard/plugin-itsm-common';

export const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const PAYMENTS = 'group:default/payments';
export const ADDRESS = '/itsm/services/component/default/checkout';
const entity = (title: string, kind = 'component') => ({
  title,
  kind,
  dangling: false,
});

const INCIDENT = {
  number: 'INC-1042',
  type: 'incident',
  title: 'Checkout returns 502',
  status: 'in-progress',
  statusLabel: 'In progress',
  statusCategory: 'open',
  priority: 1,
  at: '2026-11-26T08:00:00.000Z',
  assigneeRef: 'user:default/maria',
} as const;

/** A service of which everything is known. */
export const aService = (more: Partial<ServicePage> = {}): ServicePage => ({
  ref: CHECKOUT,
  kind: 'component',
  title: 'Checkout',
  type: 'service',
  lifecycle: 'production',
  description: 'Takes the money.',
  tags: ['java'],
  links: [
    { url: 'https://wiki.acme.com/runbook', title: 'Runbook', kind: 'runbook' },
  ],
  ownerRef: PAYMENTS,
  systemRef: 'system:default/shop',
  parts: { refs: [], total: 0 },
  tier: 'tier-1',
  record: {
    number: 'SVC-7',
    title: 'Checkout',
    status: 'operation',
    statusLabel: 'Operation',
    statusCategory: 'open',
    purpose: 'Lets people **pay** for telescopes. <script>alert(1)</script>',
    customers: ['Shoppers', 'Partner shops'],
  },
  health: {
    worst: 'degraded',
    reasons: [
      {
        health: 'degraded',
        words: 'INC-1042: Checkout returns 502',
        since: '2026-11-26T08:00:00.000Z',
        path: '/itsm/incidents/INC-1042',
      },
      {
        health: 'at-risk',
        words: 'Something that it needs is down',
        aboutRef: CART,
      },
    ],
  },
  contact: {
    people: [
      { ref: PAYMENTS, role: 'owner' },
      { ref: 'user:default/grace', role: 'business-owner' },
    ],
    members: ['user:default/maria'],
    memberTotal: 3,
    channels: [
      {
        url: 'https://acme.slack.com/archives/C1',
        title: 'Ask us',
        kind: 'chat',
      },
    ],
    onCall: [{ words: 'PagerDuty, service P1X2' }],
    hours: { title: 'Around the clock', zone: 'UTC', open: true },
    working: [{ ref: 'user:default/maria', numbers: ['INC-1042'] }],
  },
  sections: {
    open: { items: [INCIDENT], total: 12 },
    promises: [
      {
        words: '99.9 % available a month',
        source: 'Gold',
        kind: 'agreement',
        state: 'broken',
        kept: '99.8 % in 30 days, 1 outage',
        path: '/itsm/service-levels/agreements/gold',
      },
      {
        words: 'First response within 15 min',
        source: 'Gold',
        kind: 'agreement',
        state: 'kept',
      },
    ],
    upcoming: { items: [] },
    changed: { items: [] },
    dependsOn: {
      items: [{ ref: CART, relation: 'it needs this', health: 'down' }],
    },
    usedBy: { items: [] },
    improvements: { items: [] },
    costs: {
      month: '2026-10',
      amounts: [{ minor: 125_000, currency: 'EUR' }],
      kinds: [
        { kind: 'people', amount: { minor: 100_000, currency: 'EUR' } },
        { kind: 'licences', amount: { minor: 25_000, currency: 'EUR' } },
      ],
      budget: { minor: 100_000, currency: 'EUR' },
      trend: [],
    },
    continuity: { rtoMinutes: 240, rpoMinutes: 15, gap: 'Never tested' },
  },
  partial: [],
  absent: [],
  checklist: {
    ref: CHECKOUT,
    score: 60,
    level: 'partly',
    checks: [
      {
        key: 'runbook',
        label: 'Runbook',
        why: 'Who is woken up must know what to do.',
        state: 'missing',
        remedy: 'Link one in `metadata.links`',
        path: '/catalog/default/component/checkout',
        weight: 5,
      },
    ],
  },
  offerings: [
    {
      key: 'pay-here',
      name: 'Pay here',
      summary: 'You take money.',
      serviceRef: CHECKOUT,
      state: 'offered',
      asking: { way: 'template', to: '/create/templates/default/pay' },
      price: { minor: 5_000, currency: 'EUR', per: 'month' },
      agreements: [],
    },
  ],
  viewer: { works: false },
  refs: {
    [CHECKOUT]: entity('Checkout'),
    [CART]: entity('Cart'),
    [PAYMENTS]: entity('Payments', 'group'),
    'system:default/shop': entity('Shop', 'system'),
    'user:default/maria': entity('Maria', 'user'),
    'user:default/grace': entity('Grace', 'user'),
  },
  at: '2026-11-26T09:00:00.000Z',
  ...more,
});
