import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { RiCalendarScheduleLine } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { whatIsKnownOfChange } from './cab/extensions';
import { entityChanges, entityChangesCard } from './entity/extensions';
import { CHANGE_RECORD_FIELDS } from './fields';
import { changesWidget } from './home/extensions';
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
import { standardRecord } from './standard/extensions';
import { maintenanceBanner, windowPreview } from './windows/extensions';

const changeType = RecordTypeBlueprint.make({
  name: 'change',
  params: {
    type: 'change',
    label: 'Change',
    lifecycle: changeLifecycle,
    fields: CHANGE_RECORD_FIELDS,
    recordRouteRef: changeRouteRef,
  },
});

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
  extensions: [
    changeType,
    changesPage,
    whatIsKnownOfChange,
    changesWidget,
    entityChanges,
    entityChangesCard,
    maintenanceBanner,
    windowPreview,
    standardRecord,
    queryWrapper(),
  ],
});
