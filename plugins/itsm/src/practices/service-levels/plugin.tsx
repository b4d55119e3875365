import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiTimerLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { entityLevels, entityLevelsCard } from './entity/extensions';
import { breachingWidget } from './breaching/extensions';
import { clocksOfRecord, headClock, timeLeft } from './records/extensions';
import { guideRouteRef, serviceLevelsRouteRef } from './routes';
import { whatIf } from './whatIf/extensions';

const serviceLevelsPage = SubPageBlueprint.make({
  name: 'service-levels',
  attachTo: { id: 'page:itsm', input: 'pages' },
  // Whoever may not see it need not see that it is there.
  if: { permissions: { $contains: 'itsm.service-levels.read#read' } },
  params: {
    path: 'service-levels',
    title: 'Service levels',
    icon: <RiTimerLine />,
    routeRef: serviceLevelsRouteRef,
    loader: async () => {
      const { ServiceLevelsPage } = await import('./ServiceLevelsPage');
      return <ServiceLevelsPage />;
    },
  },
});

/** The pages of service levels. */
export default createFrontendPlugin({
  pluginId: 'itsm-service-levels',
  title: 'Service levels',
  icon: <RiTimerLine />,
  routes: { root: serviceLevelsRouteRef },
  externalRoutes: { guide: guideRouteRef },
  extensions: [
    serviceLevelsPage,
    headClock,
    clocksOfRecord,
    timeLeft,
    whatIf,
    entityLevelsCard,
    entityLevels,
    breachingWidget,
    queryWrapper(),
  ],
});
