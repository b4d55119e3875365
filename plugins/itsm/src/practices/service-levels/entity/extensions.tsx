import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiTimerLine } from '@remixicon/react';
import { LEVELS_PATH } from './path';

/** Nothing is promised for people and groups. */
const SERVICES = {
  kind: { $in: ['component', 'system', 'api', 'resource', 'domain'] },
};

/** Whoever may not see it need not see that it is there. */
const MAY_SEE = {
  permissions: { $contains: 'itsm.service-levels.read#read' },
};

/** What is promised for a service and how it is kept, as a card of its page. */
export const entityLevelsCard = EntityCardBlueprint.make({
  name: 'service-levels',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: SERVICES,
    loader: async () => {
      const { EntityServiceLevelsCard } = await import(
        './EntityServiceLevelsCard'
      );
      return <EntityServiceLevelsCard />;
    },
  },
});

/** The same in full, as a tab. */
export const entityLevels = EntityContentBlueprint.make({
  name: 'service-levels',
  if: MAY_SEE,
  params: {
    path: LEVELS_PATH,
    title: 'Service levels',
    group: 'operation',
    icon: <RiTimerLine />,
    filter: SERVICES,
    loader: async () => {
      const { EntityServiceLevels } = await import('./EntityServiceLevels');
      return <EntityServiceLevels />;
    },
  },
});
