import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { RiLineChartLine } from '@remixicon/react';
import { NUMBERS_PATH } from './path';

/** What can be counted of: services and teams, never people. */
const COUNTED = {
  kind: { $in: ['component', 'system', 'api', 'resource', 'group'] },
};

/** Whoever may not see it need not see that it is there. */
const MAY_SEE = { permissions: { $contains: 'itsm.kpi.read#read' } };

/** How a service or a team does, as a card of its page. */
const entityNumbersCard = EntityCardBlueprint.make({
  name: 'numbers',
  if: MAY_SEE,
  params: {
    type: 'info',
    filter: COUNTED,
    loader: async () => {
      const { EntityNumbersCard } = await import('./EntityNumbersCard');
      return <EntityNumbersCard />;
    },
  },
});

/** The same in full, as a tab. */
const entityNumbers = EntityContentBlueprint.make({
  name: 'numbers',
  if: MAY_SEE,
  params: {
    path: NUMBERS_PATH,
    title: 'Numbers',
    group: 'operation',
    icon: <RiLineChartLine />,
    filter: COUNTED,
    loader: async () => {
      const { EntityNumbers } = await import('./EntityNumbers');
      return <EntityNumbers />;
    },
  },
});

/** What this part adds to the portal beside its pages. */
export const entityExtensions: ExtensionDefinition[] = [
  entityNumbersCard,
  entityNumbers,
];
