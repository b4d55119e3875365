import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The service catalogue: where people who are no engineers find what there is for them. */
export const servicesRouteRef = createRouteRef();

/** The portfolio: from ideas to retired services. */
export const portfolioRouteRef = createRouteRef();

/** The page of a service: all there is to know of it, for those who use it and for those who run it. */
export const serviceRouteRef = createSubRouteRef({
  parent: servicesRouteRef,
  path: '/:kind/:namespace/:name',
});

/** How well services are managed, and what they lack. */
export const managedServicesRouteRef = createSubRouteRef({
  parent: servicesRouteRef,
  path: '/managed',
});

/** What a service offers, and how to ask for it. */
export const offeringRouteRef = createSubRouteRef({
  parent: servicesRouteRef,
  path: '/offerings/:key',
});

/** The form that puts an idea or a service that runs into the portfolio. */
export const newServiceRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/records/new',
});

/** The page of one record of the portfolio. */
export const portfolioServiceRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/records/:number',
});

/** The design package of a service. */
export const designRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/records/:number/design',
});

/** The transition plan of a service. */
export const transitionRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/records/:number/transition',
});

/** All transition plans on one timeline. */
export const transitionsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/transitions',
});

/** Vision and business objectives, and what serves them. */
export const strategyRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/strategy',
});

/** The form for a business objective. */
export const newObjectiveRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/strategy/objectives/new',
});

/** The page of one business objective. */
export const objectiveRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/strategy/objectives/:number',
});

/** What serves which objective, and what serves none. */
export const alignmentRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/strategy/alignment',
});

/** How the market changes. */
export const trendsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/trends',
});

/** The page of one market trend. */
export const trendRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/trends/:number',
});

/** What customers and teams need. */
export const demandsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/demand',
});

/** The form in which somebody says what they need. */
export const newDemandRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/demand/new',
});

/** The page of one need. */
export const demandRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/demand/:number',
});

/** What services cost, against their budgets. */
export const costsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/costs',
});

/** Costs and budgets from a file. */
export const costImportRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/costs/import',
});

/** What one service costs, and why. */
export const serviceCostsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/costs/:kind/:namespace/:name',
});

/** Who is paid for something that services need. */
export const suppliersRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/suppliers',
});

/** The page of one supplier. */
export const supplierRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/suppliers/:number',
});

/** What was agreed with suppliers, and until when. */
export const contractsRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/contracts',
});

/** The page of one contract. */
export const contractRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/contracts/:number',
});

/** The risk register. */
export const risksRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/risks',
});

/** The form for a risk. */
export const newRiskRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/risks/new',
});

/** The page of one risk. */
export const riskRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/risks/:number',
});

/** How services come back, and when that was tried. */
export const continuityRouteRef = createSubRouteRef({
  parent: portfolioRouteRef,
  path: '/continuity',
});
