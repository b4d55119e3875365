import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The home of change management. */
export const changesRouteRef = createRouteRef();

/** The list of changes. */
export const changeListRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/all',
});

/**
 * The form that files a change; takes `?entity=<ref>`, `?incident=<number>` or
 * `?template=<key of a standard change>`.
 */
export const fileChangeRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/new',
});

/** Changes, freezes and maintenance by month, week and time. */
export const changeCalendarRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/calendar',
});

/** The agenda of the change advisory board. */
export const cabRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/cab',
});

/** Freezes and maintenance windows. */
export const changeWindowsRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/windows',
});

/** Standard changes and how well they went. */
export const standardChangesRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/standard',
});

/** The page of one change. */
export const changeRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/:number',
});
