import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The home of continual improvement: what got better, what did not, and what is being done. */
export const improvementRouteRef = createRouteRef();

/** All numbers there are, by practice. */
export const kpisRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/kpis',
});

/** A number: its chart, what it is made of and how it came to be. Its question stands in the search. */
export const kpiRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/kpis/:key',
});

/** How a practice does. */
export const practiceDashboardRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/practices/:practice',
});

/** How a team does. */
export const teamDashboardRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/teams/:namespace/:name',
});

/** How a service does. */
export const serviceDashboardRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/services/:kind/:namespace/:name',
});

/** The register of improvement initiatives. */
export const registerRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/register',
});

/** The form that files an initiative. */
export const fileInitiativeRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/register/new',
});

/** The page of one initiative. */
export const initiativeRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/register/:number',
});

/** What the numbers say is worth improving. */
export const proposalsRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/proposals',
});

/** What people suggest to improve. */
export const suggestionsRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/suggestions',
});

/** The page of one suggestion. */
export const suggestionRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/suggestions/:number',
});

/** The retrospectives of teams. */
export const retrospectivesRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/retrospectives',
});

/** The page of one retrospective. */
export const retrospectiveRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/retrospectives/:number',
});

/** What people who were helped think of it. */
export const surveysRouteRef = createSubRouteRef({
  parent: improvementRouteRef,
  path: '/surveys',
});
