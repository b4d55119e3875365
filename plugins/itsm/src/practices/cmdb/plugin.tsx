import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiHistoryLine, RiMindMap } from '@remixicon/react';
import { queryWrapper } from '../../queryWrapper';
import { DEPENDENCIES_PATH } from './impact/useDependenciesHref';
import { HISTORY_PATH } from './useHistoryHref';

/** Nothing is kept of people: they must be erasable, and history is not. */
const NOT_PEOPLE = { $not: { kind: 'user' } };

/** Whoever may not see it need not see that it is there; the tab says why, for who was sent there. */
const MAY_SEE = { permissions: { $contains: 'itsm.cmdb.read#read' } };

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

/** The pages of configuration management. */
export default createFrontendPlugin({
  pluginId: 'itsm-cmdb',
  title: 'Configuration management',
  icon: <RiHistoryLine />,
  extensions: [
    entityDependencies,
    entityHistory,
    entityChangesCard,
    queryWrapper(),
  ],
});
