import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCheckDoubleLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { approvalOfRecord } from './extensions';
import { approvalsRouteRef, decideRouteRef } from './routes';

const approvalsPage = SubPageBlueprint.make({
  name: 'approvals',
  attachTo: { id: 'page:itsm', input: 'pages' },
  params: {
    path: 'approvals',
    title: 'Approvals',
    icon: <RiCheckDoubleLine />,
    routeRef: approvalsRouteRef,
    loader: async () => {
      const { ApprovalsPage } = await import('./ApprovalsPage');
      return <ApprovalsPage />;
    },
  },
});

/**
 * Deciding on records of all types. A plugin of its own, so that its tab stands behind those of the
 * practices.
 */
export const itsmApprovalsPlugin = createFrontendPlugin({
  pluginId: 'itsm-approvals',
  title: 'Approvals',
  icon: <RiCheckDoubleLine />,
  routes: { root: approvalsRouteRef, decide: decideRouteRef },
  extensions: [approvalsPage, approvalOfRecord, queryWrapper()],
});
