import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiBookOpenLine } from '@remixicon/react';

const rootRouteRef = createRouteRef();

const docsPage = PageBlueprint.make({
  params: {
    path: '/docs',
    title: 'Docs',
    icon: <RiBookOpenLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const { DocsPage } = await import('./DocsPage');
      return <DocsPage />;
    },
  },
});

/** The documentation of this repository, read in the portal. */
export const docsPlugin = createFrontendPlugin({
  pluginId: 'docs',
  title: 'Docs',
  icon: <RiBookOpenLine />,
  routes: { root: rootRouteRef },
  extensions: [docsPage],
});
