/**
 * More than a year of the demo organisation: what went wrong and what was changed before the demo's own
 * log begins, so that its numbers have a past. Made anew from the same seed, so that it ends where the
 * demo begins whenever that is. In its middle the service desk learned where things belong and teams
 * agreed on what they promise: much gets better there, and some of it does not.
 */

import { chance, csv } from './chance.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Days before now. The demo's own log begins four weeks ago. */
const FIRST_DAY = 425;
const LAST_DAY = 29;
/** When things got better. */
const TURN = 170;
/** The demo's own changes begin about here. */
const RECENT = 100;
/** Longest time that anything of the history is open: all of it is over when the demo begins. */
const MOST_HOURS = 11 * 24;

/** What people and monitoring report, over and over. `weight` by days ago. */
const TROUBLES = [
  {
    service: 'payment',
    owner: 'payments',
    people: ['maria', 'carlos'],
    titles: [
      'Refund is booked twice',
      'Customer waits for the second factor of the bank',
      'Invoice says paid, the bank says no',
    ],
    category: 'function',
    subcategory: 'integration',
    weight: () => 3,
  },
  {
    service: 'accounting',
    owner: 'payments',
    people: ['carlos'],
    titles: ['Ledger is a day late', 'Totals of the day differ by a cent'],
    category: 'data',
    subcategory: 'late',
    weight: () => 2,
  },
  {
    service: 'email',
    owner: 'fulfilment',
    people: ['ben'],
    ci: 'kafka',
    titles: [
      'Order mails come hours late',
      'Mails about orders are late again',
      'Order mails are late, the queue is full',
    ],
    category: 'performance',
    subcategory: 'queue',
    // One cause that nobody has looked for yet.
    weight: days => (days < 110 ? 7 : 0.6),
  },
  {
    service: 'shipping',
    owner: 'fulfilment',
    people: ['ben'],
    titles: [
      'Label printer gets no labels',
      'Delivery date lies in the past',
      'Customs form is empty for Switzerland',
    ],
    category: 'data',
    subcategory: 'missing',
    weight: () => 3,
  },
  {
    service: 'product-catalog',
    owner: 'catalog-team',
    people: ['yuki'],
    ci: 'opensearch',
    titles: [
      'New eyepieces are not found',
      'Filter by aperture shows nothing',
      'Stock of a product is wrong',
    ],
    category: 'function',
    subcategory: 'error',
    weight: () => 4,
  },
  {
    service: 'recommendation',
    owner: 'catalog-team',
    people: ['yuki'],
    titles: ['The same book is suggested three times'],
    category: 'function',
    subcategory: 'display',
    weight: () => 1,
  },
  {
    service: 'frontend',
    owner: 'storefront',
    people: ['lukas'],
    titles: [
      'Page is blank in an old browser',
      'Menu covers the page on a phone',
      'Translation is missing in Italian',
    ],
    category: 'function',
    subcategory: 'display',
    weight: () => 4,
  },
  {
    service: 'frontend-proxy',
    owner: 'storefront',
    people: ['lukas'],
    titles: ['Requests time out at the proxy'],
    category: 'performance',
    subcategory: 'slow',
    // A bad autumn.
    weight: days => (days > 280 && days < 330 ? 7 : 0.7),
  },
  {
    service: 'cart',
    owner: 'checkout',
    people: ['jonas'],
    ci: 'valkey-cart',
    titles: [
      'Basket forgets what was put in it',
      'Voucher is refused',
      'Basket is slow on Sundays',
    ],
    category: 'function',
    subcategory: 'error',
    weight: () => 3,
  },
  {
    service: 'currency',
    owner: 'checkout',
    people: ['jonas'],
    titles: ['Rate of yesterday is used', 'Yen has decimals'],
    category: 'data',
    subcategory: 'wrong',
    weight: () => 1.5,
  },
];

const REQUESTERS = ['sofia', 'mei', 'david', 'grace', 'henri', 'yuki', 'lukas'];
const CHANNELS = [
  ['portal', 5],
  ['phone', 3],
  ['email', 2],
  ['event', 2],
];
/** Over a working day; monitoring does not sleep. */
const HOURS = [
  7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 13, 13, 14, 14, 15, 16, 17, 19, 21,
];
const PRIORITIES = [
  [1, 1],
  [2, 4],
  [3, 10],
  [4, 4],
];
const SPEED = { 1: 0.15, 2: 0.5, 3: 1, 4: 1.6 };
const IMPACT = { 1: [1, 1], 2: [1, 2], 3: [2, 2], 4: [2, 3] };

const iso = instant =>
  instant === undefined ? undefined : new Date(instant).toISOString();
const isWeekend = instant => [0, 6].includes(new Date(instant).getUTCDay());

const INCIDENT_COLUMNS = [
  'number,state,at,opened_at,step,actor,creator,title,service,owner,assignee',
  'requester,impact,urgency,priority,channel,hold_reason,resolution',
  'resolution_code,category,subcategory,ci,satisfaction,major',
].flatMap(names => names.split(','));

/**
 * The events of one incident.
 *
 * @param {number} number
 * @param {number} opened
 * @param {number} daysAgo
 * @param {ReturnType<typeof chance>} by
 */
function incident(number, opened, daysAgo, by) {
  const better = daysAgo < TURN;
  const trouble = by.weighted(TROUBLES, t => t.weight(daysAgo));
  const [channel] = by.weighted(CHANNELS, ([, weight]) => weight);
  const [priority] = by.weighted(PRIORITIES, ([, weight]) => weight);
  const [impact, urgency] = IMPACT[priority];
  const requester = channel === 'event' ? 'aisha' : by.pick(REQUESTERS);
  const atDesk = channel === 'phone' || channel === 'email';
  const rows = [];
  let at = opened;
  let now = {
    number,
    opened_at: iso(opened),
    creator: atDesk ? 'tom' : requester,
    requester,
    title: by.pick(trouble.titles),
    service: trouble.service,
    ci: trouble.ci,
    owner: atDesk ? 'service-desk' : trouble.owner,
    impact,
    urgency,
    priority,
    major: priority === 1 ? 'true' : undefined,
    channel,
    category: trouble.category,
    subcategory: trouble.subcategory,
  };
  const end = opened + MOST_HOURS * HOUR;
  const happens = (afterHours, state, actor, set = {}) => {
    at = Math.min(at + Math.round(afterHours * 60) * MINUTE, end);
    now = { ...now, ...set };
    rows.push({ ...now, state, at: iso(at), step: rows.length, actor });
  };
  happens(0, 'new', now.creator);
  const worker = by.pick(trouble.people);
  if (by.of(0.04)) {
    happens(by.around(3, 0.8), 'cancelled', now.creator);
    return rows;
  }
  const work = hours => by.around(hours * SPEED[priority], 0.9);
  const waitsToBegin = by.around(better ? 0.4 : 0.9, 1) * SPEED[priority];
  if (atDesk && by.of(better ? 0.4 : 0.15)) {
    // The desk can do it itself.
    happens(waitsToBegin, 'in-progress', 'tom', { assignee: 'tom' });
    happens(work(better ? 2 : 3), 'resolved', 'tom');
  } else {
    if (atDesk)
      happens(by.around(better ? 0.5 : 2, 0.8), 'new', 'tom', {
        owner: trouble.owner,
      });
    if (by.of(better ? 0.06 : 0.22)) {
      // To somebody who had nothing to do with it, and back.
      const other = by.pick(TROUBLES.filter(t => t.owner !== trouble.owner));
      happens(by.around(1.5, 0.8), 'new', worker, { owner: other.owner });
      happens(by.around(4, 0.8), 'new', other.people[0], {
        owner: trouble.owner,
      });
    }
    happens(waitsToBegin, 'in-progress', worker, { assignee: worker });
    if (by.of(0.27)) {
      happens(work(2), 'on-hold', worker, {
        hold_reason: by.pick(['requester', 'requester', 'supplier']),
      });
      happens(by.around(12, 0.8), 'in-progress', worker, {
        hold_reason: undefined,
      });
    }
    happens(work(better ? 5 : 11), 'resolved', worker);
  }
  rows[rows.length - 1].resolution = 'It works again.';
  if (by.of(better ? 0.05 : 0.08)) {
    happens(by.around(20, 0.5), 'in-progress', requester);
    happens(work(4), 'resolved', worker, { resolution: 'It works for good.' });
  }
  const answered = by.of(0.45);
  const long = at - opened > 2 * DAY;
  const satisfied = better ? [3, 4, 4, 5, 5, 5] : [2, 3, 4, 4, 5];
  const satisfaction = answered
    ? by.pick(long ? [1, 2, 3, 4] : satisfied)
    : undefined;
  at = Math.min(at + (answered ? 20 : 7 * 24) * HOUR, opened + 18 * DAY);
  rows.push({
    ...now,
    resolution: 'It works again.',
    resolution_code: by.pick(['solved', 'solved', 'solved', 'workaround']),
    satisfaction,
    state: 'closed',
    at: iso(at),
    step: rows.length,
    actor: answered ? requester : worker,
  });
  return rows;
}

/**
 * Incidents of the history, as the mapping `demo-history` reads them.
 *
 * @param {number} now milliseconds since the epoch
 */
export function incidentHistory(now) {
  const by = chance(20_260_101);
  const midnight = now - (now % DAY);
  const rows = [];
  let number = 1;
  for (let daysAgo = FIRST_DAY; daysAgo >= LAST_DAY; daysAgo -= 1) {
    const day = midnight - daysAgo * DAY;
    // Slowly more, as the shop grows.
    const busy = 0.95 + (FIRST_DAY - daysAgo) / 1_500;
    let expected = isWeekend(day) ? busy / 4 : busy;
    // A bad week at the proxy, and one of the queue.
    if ((daysAgo > 300 && daysAgo < 309) || (daysAgo > 60 && daysAgo < 66))
      expected *= 2.2;
    for (let left = expected; left > 0; left -= 1) {
      if (!by.of(Math.min(1, left))) continue;
      const opened =
        day + by.pick(HOURS) * HOUR + Math.floor(by.next() * 60) * MINUTE;
      rows.push(...incident(number, opened, daysAgo, by));
      number += 1;
    }
  }
  return csv(INCIDENT_COLUMNS, rows);
}

const WORK = [
  [
    'cart',
    'checkout',
    'jonas',
    'Keep baskets for sixty days',
    'Take over prices of the basket at once',
  ],
  [
    'checkout',
    'checkout',
    'jonas',
    'Ask for the address only once',
    'Cut the time-out of the gateway',
  ],
  [
    'payment',
    'payments',
    'maria',
    'Take cards of a third bank',
    'Write the log of payments as JSON',
  ],
  ['accounting', 'payments', 'carlos', 'Book fees on an account of their own'],
  [
    'frontend',
    'storefront',
    'lukas',
    'Show ratings in the list',
    'Load pictures later',
  ],
  [
    'frontend-proxy',
    'storefront',
    'lukas',
    'Raise the limits of the proxy',
    'Send errors to the log collector',
  ],
  [
    'product-catalog',
    'catalog-team',
    'yuki',
    'Add filters by aperture',
    'Read stock every minute',
  ],
  [
    'shipping',
    'fulfilment',
    'ben',
    'Add a second parcel service',
    'Print labels in A6',
  ],
  ['email', 'fulfilment', 'ben', 'New layout of order mails'],
];

const CHANGE_COLUMNS = [
  'number,state,at,opened_at,step,actor,requester,title,type,description',
  'justification,plan,rollback_plan,service,owner,assignee,expected_impact',
  'planned_start,planned_end,actual_start,actual_end,outcome,outcome_note',
  'template,pre_approved,review_reason,reviewed_at,cancel_reason',
].flatMap(names => names.split(','));

/**
 * The events of one change.
 *
 * @param {number} number
 * @param {number} filed
 * @param {number} daysAgo
 * @param {ReturnType<typeof chance>} by
 */
function change(number, filed, daysAgo, by) {
  const better = daysAgo < TURN;
  const [service, owner, who, ...titles] = by.pick(WORK);
  const [type] = by.weighted(
    [
      ['normal', 7],
      // Those of late are in the demo's own log.
      ['standard', daysAgo < RECENT ? 0 : 2],
      ['emergency', better ? 0.7 : 1.6],
    ],
    ([, weight]) => weight,
  );
  const rows = [];
  let at = filed;
  let now = {
    number,
    opened_at: iso(filed),
    requester: who,
    title: by.pick(titles),
    type,
    justification: 'Asked for by those who work with it.',
    plan: 'Roll out to one instance, look at it for ten minutes, roll out to all.',
    rollback_plan: 'Roll back to the version before.',
    service,
    owner,
    expected_impact: 'none',
  };
  const happens = (afterHours, state, actor, set = {}) => {
    at += Math.round(afterHours * 60) * MINUTE;
    now = { ...now, ...set };
    rows.push({ ...now, state, at: iso(at), step: rows.length, actor });
  };
  happens(0, 'draft', who);
  if (type === 'emergency') {
    happens(0.2, 'implement', who, { assignee: who, actual_start: iso(at) });
  } else {
    if (type === 'normal') {
      happens(by.around(better ? 12 : 30, 0.6), 'assess', who);
      happens(by.around(better ? 6 : 20, 0.6), 'authorize', who);
      if (by.of(0.06)) {
        happens(by.around(24, 0.4), 'rejected', 'erik');
        return rows;
      }
    }
    const decides = type === 'normal' ? by.around(better ? 9 : 26, 0.7) : 0.1;
    const waits = Math.round(decides + by.around(better ? 40 : 80, 0.5));
    const start = at + waits * HOUR;
    happens(decides, 'scheduled', type === 'normal' ? 'erik' : who, {
      planned_start: iso(start),
      planned_end: iso(start + 2 * HOUR),
    });
    happens((start - at) / HOUR, 'implement', who, {
      assignee: who,
      actual_start: iso(start),
    });
  }
  const outcome = by.weighted(
    better
      ? [
          'successful',
          'successful',
          'successful',
          'successful',
          'issues',
          'rolled-back',
        ]
      : [
          'successful',
          'successful',
          'successful',
          'issues',
          'rolled-back',
          'failed',
        ],
    name =>
      ({ successful: 1, issues: 0.4, 'rolled-back': 0.35, failed: 0.3 }[name]),
  );
  const takes = Math.round(by.around(0.8, 0.5) * 60) / 60;
  happens(takes, 'review', who, {
    actual_end: iso(at + takes * HOUR),
    outcome,
  });
  const looked = ['rolled-back', 'failed'].includes(outcome);
  happens(72, 'closed', 'erik', {
    outcome_note: looked ? 'The version before is back in place.' : undefined,
    review_reason: looked ? 'failed' : undefined,
    reviewed_at: looked ? iso(at + 48 * HOUR) : undefined,
  });
  return rows;
}

/**
 * Changes of the history, as the mapping `demo-changes` reads them.
 *
 * @param {number} now milliseconds since the epoch
 */
export function changeHistory(now) {
  const by = chance(20_260_202);
  const midnight = now - (now % DAY);
  const rows = [];
  let number = 1;
  for (let daysAgo = FIRST_DAY; daysAgo >= LAST_DAY + 3; daysAgo -= 1) {
    const day = midnight - daysAgo * DAY;
    if (isWeekend(day) || !by.of(daysAgo < RECENT ? 0.42 : 0.21)) continue;
    const filed = day + (8 + Math.floor(by.next() * 9)) * HOUR;
    rows.push(...change(number, filed, daysAgo, by));
    number += 1;
  }
  return csv(CHANGE_COLUMNS, rows);
}
