import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiCalendarScheduleLine } from '@remixicon/react';
import { CHANGES_PATH } from './path';

/** What a change can touch. */
const ITEMS = { kind: { $in: ['component', 'system', 'api', 'resource'] } };

/** What changes on an entity now and next, as a card of its page. */
export const entityChangesCard = EntityCardBlueprint.make({
  name: 'changes',
  params: {
    type: 'info',
    filter: ITEMS,
    loader: async () => {
      const { EntityChangesCard } = await import('./EntityChangesCard');
      return <EntityChangesCard />;
    },
  },
});

/** The same in full, as a tab. */
export const entityChanges = EntityContentBlueprint.make({
  name: 'changes',
  params: {
    path: CHANGES_PATH,
    title: 'Changes',
    group: 'operation',
    icon: <RiCalendarScheduleLine />,
    filter: ITEMS,
    loader: async () => {
      const { EntityChanges } = await import('./EntityChanges');
      return <EntityChanges />;
    },
  },
});
