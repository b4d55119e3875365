import type { ServiceSections } from '@callboard/plugin-itsm-common';

type Told = Partial<ServiceSections>;
type Listed = {
  [K in keyof ServiceSections]: ServiceSections[K] extends { items: any[] }
    ? K
    : never;
}[keyof ServiceSections];
type ItemOf<K extends Listed> = ServiceSections[K]['items'][number];

/** Later than all there are. */
const NEVER = '9999';
const LEAST_URGENT = 9;
/** Reasons and promises that a page shows. */
const MOST = 20;

const timeOf = (item: { at?: string }) => item.at ?? NEVER;
const earliest = (a: { at?: string }, b: { at?: string }) =>
  timeOf(a).localeCompare(timeOf(b));
const mostUrgent = (
  a: { priority?: number; at?: string },
  b: { priority?: number; at?: string },
) =>
  (a.priority ?? LEAST_URGENT) - (b.priority ?? LEAST_URGENT) || earliest(a, b);

/** How lists are joined of what several practices tell: how many are shown, in which order. */
const LISTS: {
  [K in Listed]: {
    most: number;
    order?(a: ItemOf<K>, b: ItemOf<K>): number;
  };
} = {
  open: { most: 8, order: mostUrgent },
  upcoming: { most: 6, order: earliest },
  changed: { most: 8, order: (a, b) => earliest(b, a) },
  dependsOn: { most: 12 },
  usedBy: { most: 12 },
  improvements: { most: 6 },
  risks: { most: 6 },
  contracts: { most: 6, order: earliest },
  objectives: { most: 6 },
  demand: { most: 6 },
};

/**
 * One page of what practices tell, in their order. Lists are joined; how many there are is the sum of
 * what each says. Of what is told as a whole, e.g. costs, the first who tells it counts.
 */
export function joinSections(told: readonly Told[]): Told {
  const joined: Record<string, unknown> = {};
  for (const { health, promises } of told) {
    if (health)
      joined.health = [...((joined.health as any[]) ?? []), ...health];
    if (promises)
      joined.promises = [...((joined.promises as any[]) ?? []), ...promises];
  }
  if (joined.promises)
    joined.promises = (joined.promises as unknown[]).slice(0, MOST);
  for (const [key, { most, order }] of Object.entries(LISTS)) {
    const lists = told
      .map(one => one[key as Listed])
      .filter(list => list !== undefined) as { items: any[]; total?: number }[];
    if (lists.length === 0) continue;
    const all = lists.flatMap(({ items }) => items);
    if (order && lists.length > 0)
      all.sort(order as (a: any, b: any) => number);
    const total = lists.reduce(
      (sum, list) => sum + (list.total ?? list.items.length),
      0,
    );
    const items = all.slice(0, most);
    joined[key] = total > items.length ? { items, total } : { items };
  }
  for (const key of ['costs', 'continuity'] as const) {
    const first = told.find(one => one[key] !== undefined);
    if (first) joined[key] = first[key];
  }
  return joined as Told;
}
