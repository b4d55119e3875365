import type {
  Dependencies,
  Impact,
  ImpactHit,
  SinglePoints,
} from '@callboard/plugin-itsm-common';

export const CHECKOUT = 'component:default/checkout';
const PAYMENTS = 'group:default/payments';
const SHOPPING = 'group:default/shopping';

/** Something that fails with checkout. */
export function aHit(
  name: string,
  changes: Partial<ImpactHit> = {},
): ImpactHit {
  return {
    ref: `component:default/${name}`,
    title: name.charAt(0).toLocaleUpperCase('en-US') + name.slice(1),
    kind: 'component',
    type: 'service',
    ownerRef: SHOPPING,
    distance: 1,
    from: CHECKOUT,
    relation: 'dependsOn',
    ...changes,
  };
}

const asked: Impact['asked'] = [
  { ref: CHECKOUT, title: 'Checkout', kind: 'component', type: 'service' },
];

/** Checkout takes down the cart and, through it, the shop; search survives on its other leg. */
export function anImpact(changes: Partial<Impact> = {}): Impact {
  const cart = aHit('cart', { states: ['changing'] });
  const shop = aHit('shop', {
    distance: 2,
    from: cart.ref,
    ownerRef: PAYMENTS,
    redundancy: {
      ref: 'component:default/shop',
      atLeast: 1,
      of: [cart.ref],
      failed: [cart.ref],
    },
  });
  return {
    asked,
    already: [],
    hits: [cart, shop],
    total: 2,
    truncated: false,
    withstood: [
      {
        ref: 'component:default/search',
        atLeast: 1,
        of: [CHECKOUT, 'component:default/index'],
        failed: [CHECKOUT],
      },
    ],
    owners: [
      { ref: SHOPPING, title: 'Shopping', count: 1 },
      { ref: PAYMENTS, title: 'Payments', count: 1 },
    ],
    kinds: [{ kind: 'component', count: 2 }],
    edges: [
      { from: CHECKOUT, to: cart.ref, relation: 'dependsOn' },
      { from: cart.ref, to: shop.ref, relation: 'dependsOn', redundant: true },
    ],
    ...changes,
  };
}

/** So many that fail with checkout, of some teams and in some steps. */
export function aLargeImpact(count: number): Impact {
  const hits = Array.from({ length: count }, (_, i) => {
    const distance = 1 + (i % 6);
    const before = i - 1;
    return aHit(`part-${i}`, {
      title: `Part ${i}`,
      distance,
      from: distance === 1 ? CHECKOUT : `component:default/part-${before}`,
      ownerRef: `group:default/team-${i % 37}`,
      systemRef: `system:default/system-${i % 211}`,
    });
  }).sort((a, b) => a.distance - b.distance);
  return anImpact({
    hits,
    total: count,
    withstood: [],
    owners: Array.from({ length: Math.min(37, count) }, (_, i) => ({
      ref: `group:default/team-${i}`,
      title: `Team ${i}`,
      count: Math.ceil((count - i) / 37),
    })),
    edges: hits.flatMap(({ ref, from = CHECKOUT }, i) => [
      { from, to: ref, relation: 'dependsOn' },
      {
        from: hits[(i * 7919) % count].ref,
        to: ref,
        relation: 'dependsOn',
      },
    ]),
  });
}

/** Checkout needs a database, which needs a disk. */
export function needs(changes: Partial<Dependencies> = {}): Dependencies {
  const [db, disk] = ['resource:default/db', 'resource:default/disk'];
  return {
    asked,
    hits: [
      aHit('db', { ref: db, title: 'Database', kind: 'resource' }),
      aHit('disk', {
        ref: disk,
        title: 'Disk',
        kind: 'resource',
        distance: 2,
        from: db,
      }),
    ],
    total: 2,
    truncated: false,
    redundancies: [],
    edges: [
      { from: db, to: CHECKOUT, relation: 'dependsOn' },
      { from: disk, to: db, relation: 'dependsOn' },
    ],
    ...changes,
  };
}

/** The disk alone takes checkout down, through a database. */
export function thePoints(changes: Partial<SinglePoints> = {}): SinglePoints {
  const [db, disk] = ['resource:default/db', 'resource:default/disk'];
  return {
    ref: CHECKOUT,
    items: [
      {
        ref: disk,
        title: 'Disk',
        kind: 'resource',
        distance: 2,
        path: [disk, db, CHECKOUT],
      },
    ],
    dependencies: 7,
    checked: 7,
    refs: {
      [CHECKOUT]: { title: 'Checkout', kind: 'component', dangling: false },
      [db]: { title: 'Database', kind: 'resource', dangling: false },
      [disk]: { title: 'Disk', kind: 'resource', dangling: false },
    },
    ...changes,
  };
}
