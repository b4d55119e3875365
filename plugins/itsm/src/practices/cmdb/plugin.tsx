import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { CI_TASK, ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import {
  RiFileList3Line,
  RiHistoryLine,
  RiMindMap,
  RiNodeTree,
} from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { DEPENDENCIES_PATH } from './impact/useDependenciesHref';
import { cmdbItemsRouteRef, cmdbRouteRef } from './routes';
import { CI_TASK_RECORD_FIELDS } from './tasks/fields';
import { ciTaskRouteRef } from './tasks/routes';
import { HISTORY_PATH } from './useHistoryHref';

/** Nothing is kept of people: they must be erasable, and history is not. */
const NOT_PEOPLE = { $not: { kind: 'user' } };

/** Whoever may not see it need not see that it is there; the tab says why, for who was sent there. */
const MAY_SEE = { permissions: { $contains: 'itsm.cmdb.read#read' } };

const cmdbPage = SubPageBlueprint.make({
  name: 'cmdb',
  attachTo: { id: 'page:itsm', input: 'pages' },
  if: MAY_SEE,
  params: {
    path: 'cmdb',
    title: 'Configuration',
    icon: <RiNodeTree />,
    routeRef: cmdbRouteRef,
    loader: async () => {
      const { CmdbPage } = await import('./CmdbPage');
      return <CmdbPage />;
    },
  },
});

const entityRecords = EntityContentBlueprint.make({
  name: 'records',
  if: MAY_SEE,
  params: {
    path: '/records',
    title: 'Records',
    group: 'operation',
    icon: <RiFileList3Line />,
    filter: NOT_PEOPLE,
    loader: async () => {
      const { EntityRecords } = await import('./records/EntityRecords');
      return <EntityRecords />;
    },
  },
});

const entityHistory = EntityContentBlueprint.make({
  name: 'history',
  params: {
    path: HISTORY_PATH,
    title: 'History',
    icon: <RiHistoryLine />,
    filter: NOT_PEOPLE,
    loader: async () => {
      const { EntityHistory } = await import('./EntityHistory');
      return <EntityHistory />;
    },
  },
});

const entityDependencies = EntityContentBlueprint.make({
  name: 'dependencies',
  params: {
    path: DEPENDENCIES_PATH,
    title: 'Dependencies',
    icon: <RiMindMap />,
    filter: NOT_PEOPLE,
    loader: async () => {
      const { EntityDependencies } = await import(
        './impact/EntityDependencies'
      );
      return <EntityDependencies />;
    },
  },
});

const entityArchitecture = EntityContentBlueprint.make({
  name: 'architecture',
  params: {
    path: '/architecture',
    title: 'Architecture',
    icon: <RiNodeTree />,
    filter: { kind: { $in: ['system', 'domain'] } },
    loader: async () => {
      const { EntityArchitecture } = await import(
        './architecture/EntityArchitecture'
      );
      return <EntityArchitecture />;
    },
  },
});

const entityChangesCard = EntityCardBlueprint.make({
  name: 'changes',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: NOT_PEOPLE,
    loader: async () => {
      const { EntityChangesCard } = await import('./recent/EntityChangesCard');
      return <EntityChangesCard />;
    },
  },
});

const entityAttributesCard = EntityCardBlueprint.make({
  name: 'attributes',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: { kind: { $in: ['component', 'api', 'resource', 'system'] } },
    loader: async () => {
      const { EntityAttributesCard } = await import(
        './attributes/EntityAttributesCard'
      );
      return <EntityAttributesCard />;
    },
  },
});

const entityHealthCard = EntityCardBlueprint.make({
  name: 'health',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: NOT_PEOPLE,
    loader: async () => {
      const { EntityHealthCard } = await import(
        './health/entity/EntityHealthCard'
      );
      return <EntityHealthCard />;
    },
  },
});

const ciTaskType = RecordTypeBlueprint.make({
  name: 'ci-task',
  params: {
    type: CI_TASK,
    label: 'CI task',
    lifecycle: ciTaskLifecycle,
    fields: CI_TASK_RECORD_FIELDS,
    recordRouteRef: ciTaskRouteRef,
  },
});

/** The pages of configuration management. */
export default createFrontendPlugin({
  pluginId: 'itsm-cmdb',
  title: 'Configuration management',
  icon: <RiNodeTree />,
  routes: {
    root: cmdbRouteRef,
    items: cmdbItemsRouteRef,
    task: ciTaskRouteRef,
  },
  extensions: [
    ciTaskType,
    cmdbPage,
    entityRecords,
    entityArchitecture,
    entityDependencies,
    entityHistory,
    entityAttributesCard,
    entityHealthCard,
    entityChangesCard,
    queryWrapper(),
  ],
});
