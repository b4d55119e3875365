/** What people come to do; the sidebar is ordered by it. */
export const GROUPS = [
  'operate',
  'change',
  'understand',
  'build',
  'improve',
  'administer',
  'more',
] as const;
export type GroupId = (typeof GROUPS)[number];

/** The pages each group begins with, by the id of their extension. */
const PAGES: Partial<Record<GroupId, readonly string[]>> = {
  understand: [
    'page:catalog',
    'page:catalog-graph',
    'page:api-docs',
    'page:docs',
  ],
  build: ['page:scaffolder'],
};

/** The practices of service management, by the path of their page. */
const PRACTICES: Partial<Record<GroupId, readonly string[]>> = {
  operate: ['incidents', 'problems', 'requests', 'events', 'access'],
  change: ['changes', 'approvals', 'releases'],
  understand: ['services', 'portfolio', 'cmdb', 'service-levels', 'knowledge'],
  improve: ['improvement'],
  administer: ['admin'],
};

/** Pages that have a place of their own, or none: they are reached from other pages. */
export const PLACED = new Set([
  'page:home',
  'page:search',
  'page:notifications',
  'page:user-settings',
  'page:auth',
]);

/** Where a page belongs, and in which order within its group. */
export function placeOf(page: {
  id: string;
  /** Last part of the path of a practice's page. */
  practice?: string;
}): { group: GroupId; order: number } {
  for (const group of GROUPS) {
    const practice = page.practice
      ? PRACTICES[group]?.indexOf(page.practice) ?? -1
      : -1;
    if (practice >= 0) return { group, order: practice };
    const order = PAGES[group]?.indexOf(page.id) ?? -1;
    // The practices come first, as they are what people work with.
    if (order >= 0) return { group, order: 100 + order };
  }
  // A practice nobody has heard of yet is work all the same.
  return { group: page.practice ? 'operate' : 'more', order: 1000 };
}
