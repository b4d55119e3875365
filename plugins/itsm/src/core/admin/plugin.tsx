import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiSettings4Line } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { adminRouteRef } from './routes';

const adminPage = SubPageBlueprint.make({
  name: 'admin',
  attachTo: { id: 'page:itsm', input: 'pages' },
  // Whoever may not look at it need not see that it is there.
  if: { permissions: { $contains: 'itsm.operations.read#read' } },
  params: {
    path: 'admin',
    title: 'Administration',
    icon: <RiSettings4Line />,
    routeRef: adminRouteRef,
    loader: async () => {
      const { AdminPage } = await import('./AdminPage');
      return <AdminPage />;
    },
  },
});

/**
 * The pages for those who look after the system. A plugin of its own, so that its tab stands
 * behind those of the practices.
 */
export const itsmAdminPlugin = createFrontendPlugin({
  pluginId: 'itsm-admin',
  title: 'Administration',
  icon: <RiSettings4Line />,
  routes: { root: adminRouteRef },
  extensions: [adminPage, queryWrapper()],
});
