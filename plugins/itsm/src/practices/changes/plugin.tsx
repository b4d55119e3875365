import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCalendarScheduleLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import {
  cabRouteRef,
  changeCalendarRouteRef,
  changeListRouteRef,
  changeRouteRef,
  changesRouteRef,
  changeWindowsRouteRef,
  fileChangeRouteRef,
  standardChangesRouteRef,
} from './routes';

const changesPage = SubPageBlueprint.make({
  name: 'changes',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'changes',
    title: 'Changes',
    icon: <RiCalendarScheduleLine />,
    routeRef: changesRouteRef,
    loader: async () => {
      const { ChangesPage } = await import('./ChangesPage');
      return <ChangesPage />;
    },
  },
});

/** The pages of change management. */
export default createFrontendPlugin({
  pluginId: 'itsm-changes',
  title: 'Changes',
  icon: <RiCalendarScheduleLine />,
  routes: {
    root: changesRouteRef,
    list: changeListRouteRef,
    file: fileChangeRouteRef,
    calendar: changeCalendarRouteRef,
    cab: cabRouteRef,
    windows: changeWindowsRouteRef,
    standard: standardChangesRouteRef,
    change: changeRouteRef,
  },
  extensions: [changesPage, queryWrapper()],
});
