import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServiceLine, RiStackLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { catalogueExtensions } from './catalogue/extensions';
import { demandExtensions } from './demand/extensions';
import { designExtensions } from './design/extensions';
import { moneyExtensions } from './money/extensions';
import { registerExtensions } from './register/extensions';
import { risksExtensions } from './risks/extensions';
import { servicesExtensions } from './services/extensions';
import {
  fileChangeRouteRef,
  fileIncidentRouteRef,
  incidentsRouteRef,
} from './services/externalRoutes';
import { strategyExtensions } from './strategy/extensions';
import {
  alignmentRouteRef,
  continuityRouteRef,
  contractRouteRef,
  contractsRouteRef,
  costImportRouteRef,
  costsRouteRef,
  demandRouteRef,
  demandsRouteRef,
  designRouteRef,
  managedServicesRouteRef,
  newDemandRouteRef,
  newObjectiveRouteRef,
  newRiskRouteRef,
  newServiceRouteRef,
  objectiveRouteRef,
  offeringRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  riskRouteRef,
  risksRouteRef,
  serviceCostsRouteRef,
  serviceRouteRef,
  servicesRouteRef,
  strategyRouteRef,
  supplierRouteRef,
  suppliersRouteRef,
  transitionRouteRef,
  transitionsRouteRef,
  trendRouteRef,
  trendsRouteRef,
} from './routes';

const servicesPage = SubPageBlueprint.make({
  name: 'services',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'services',
    title: 'Services',
    icon: <RiServiceLine />,
    routeRef: servicesRouteRef,
    loader: async () => {
      const { ServicesPage } = await import('./ServicesPage');
      return <ServicesPage />;
    },
  },
});

const portfolioPage = SubPageBlueprint.make({
  name: 'portfolio',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'portfolio',
    title: 'Portfolio',
    icon: <RiStackLine />,
    routeRef: portfolioRouteRef,
    loader: async () => {
      const { PortfolioPage } = await import('./PortfolioPage');
      return <PortfolioPage />;
    },
  },
});

/** The pages of services and of the portfolio. */
export default createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  title: 'Service portfolio',
  icon: <RiStackLine />,
  routes: {
    root: portfolioRouteRef,
    services: servicesRouteRef,
    service: serviceRouteRef,
    managedServices: managedServicesRouteRef,
    offering: offeringRouteRef,
    newService: newServiceRouteRef,
    portfolioService: portfolioServiceRouteRef,
    design: designRouteRef,
    transition: transitionRouteRef,
    transitions: transitionsRouteRef,
    strategy: strategyRouteRef,
    newObjective: newObjectiveRouteRef,
    objective: objectiveRouteRef,
    alignment: alignmentRouteRef,
    trends: trendsRouteRef,
    trend: trendRouteRef,
    demands: demandsRouteRef,
    newDemand: newDemandRouteRef,
    demand: demandRouteRef,
    costs: costsRouteRef,
    costImport: costImportRouteRef,
    serviceCosts: serviceCostsRouteRef,
    suppliers: suppliersRouteRef,
    supplier: supplierRouteRef,
    contracts: contractsRouteRef,
    contract: contractRouteRef,
    risks: risksRouteRef,
    newRisk: newRiskRouteRef,
    risk: riskRouteRef,
    continuity: continuityRouteRef,
  },
  externalRoutes: {
    fileIncident: fileIncidentRouteRef,
    fileChange: fileChangeRouteRef,
    incidents: incidentsRouteRef,
  },
  extensions: [
    servicesPage,
    portfolioPage,
    ...servicesExtensions,
    ...catalogueExtensions,
    ...registerExtensions,
    ...strategyExtensions,
    ...demandExtensions,
    ...designExtensions,
    ...moneyExtensions,
    ...risksExtensions,
    queryWrapper(),
  ],
});
