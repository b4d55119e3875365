import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { queryWrapper } from '../../../queryWrapper';
import { CmdbPage } from '../CmdbPage';
import { cmdbItemsRouteRef, cmdbRouteRef } from '../routes';

/**
 * The pages of the CMDB for whoever may see them: an app under test does not wait for the permission
 * that the plugin asks for.
 */
export const cmdbPages = createFrontendPlugin({
  pluginId: 'itsm-cmdb',
  routes: { root: cmdbRouteRef, items: cmdbItemsRouteRef },
  extensions: [
    SubPageBlueprint.make({
      name: 'cmdb',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'cmdb',
        title: 'Configuration',
        routeRef: cmdbRouteRef,
        loader: async () => <CmdbPage />,
      },
    }),
    queryWrapper(),
  ],
});
