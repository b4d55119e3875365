import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiLifebuoyLine } from '@remixicon/react';
import { queryWrapper } from '../queryWrapper';
import { approvalsWidget } from './approvals/extensions';
import {
  definitionPartsApi,
  itsmApi,
  itsmPage,
  myWorkWidget,
  recordColumnsApi,
  recordFormPartsApi,
  recordPartsApi,
  recordTypesApi,
} from './extensions';
import { rootRouteRef } from './routes';
import { recordSearchResult, recordSearchType } from './search/extensions';

/** What belongs to no practice alone: the page around them, the client, and "My work". */
export const itsmPlugin = createFrontendPlugin({
  pluginId: 'itsm',
  title: 'Callboard',
  icon: <RiLifebuoyLine />,
  routes: { root: rootRouteRef },
  extensions: [
    itsmPage,
    itsmApi,
    recordTypesApi,
    recordPartsApi,
    recordColumnsApi,
    recordFormPartsApi,
    definitionPartsApi,
    myWorkWidget,
    approvalsWidget,
    recordSearchResult,
    recordSearchType,
    queryWrapper(),
  ],
});
