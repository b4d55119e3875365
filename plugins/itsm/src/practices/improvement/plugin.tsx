import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiLineChartLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { cultureExtensions } from './culture/extensions';
import { entityExtensions } from './entity/extensions';
import { leadershipExtensions } from './leadership/extensions';
import { proposalsExtensions } from './proposals/extensions';
import { registerExtensions } from './register/extensions';
import {
  fileInitiativeRouteRef,
  improvementRouteRef,
  initiativeRouteRef,
  kpiRouteRef,
  kpisRouteRef,
  practiceDashboardRouteRef,
  proposalsRouteRef,
  registerRouteRef,
  retrospectiveRouteRef,
  retrospectivesRouteRef,
  serviceDashboardRouteRef,
  suggestionRouteRef,
  suggestionsRouteRef,
  surveysRouteRef,
  teamDashboardRouteRef,
} from './routes';
import { surveysExtensions } from './surveys/extensions';

const improvementPage = SubPageBlueprint.make({
  name: 'improvement',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'improvement',
    title: 'Improvement',
    icon: <RiLineChartLine />,
    routeRef: improvementRouteRef,
    loader: async () => {
      const { ImprovementPage } = await import('./ImprovementPage');
      return <ImprovementPage />;
    },
  },
});

/** The pages of continual improvement. */
export default createFrontendPlugin({
  pluginId: 'itsm-improvement',
  title: 'Improvement',
  icon: <RiLineChartLine />,
  routes: {
    root: improvementRouteRef,
    kpis: kpisRouteRef,
    kpi: kpiRouteRef,
    practice: practiceDashboardRouteRef,
    team: teamDashboardRouteRef,
    service: serviceDashboardRouteRef,
    register: registerRouteRef,
    file: fileInitiativeRouteRef,
    initiative: initiativeRouteRef,
    proposals: proposalsRouteRef,
    suggestions: suggestionsRouteRef,
    suggestion: suggestionRouteRef,
    retrospectives: retrospectivesRouteRef,
    retrospective: retrospectiveRouteRef,
    surveys: surveysRouteRef,
  },
  extensions: [
    improvementPage,
    ...leadershipExtensions,
    ...registerExtensions,
    ...proposalsExtensions,
    ...surveysExtensions,
    ...cultureExtensions,
    ...entityExtensions,
    queryWrapper(),
  ],
});
