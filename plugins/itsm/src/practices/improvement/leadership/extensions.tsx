import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** Whoever may not see numbers need not see that they are there. */
const MAY_SEE = { permissions: { $contains: 'itsm.kpi.read#read' } };

/** Home widget: the numbers that leadership looks at. */
const numbersWidget = HomePageWidgetBlueprint.make({
  name: 'improvement-numbers',
  if: MAY_SEE,
  params: {
    name: 'ItsmImprovementNumbers',
    title: 'What gets better',
    description: 'The leading numbers of last month, and whether they are news',
    components: async () => {
      const { NumbersWidget } = await import('./NumbersWidget');
      return { Content: NumbersWidget };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
  },
});

/** Home widget: the initiatives that are under way. */
const underWayWidget = HomePageWidgetBlueprint.make({
  name: 'improvement-under-way',
  if: MAY_SEE,
  params: {
    name: 'ItsmImprovementUnderWay',
    title: 'What is being improved',
    description: 'Initiatives that are under way, the ones due first',
    components: async () => {
      const { UnderWayWidget } = await import('./UnderWayWidget');
      return { Content: UnderWayWidget };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
  },
});

/** What this part adds to the portal beside its pages. */
export const leadershipExtensions: ExtensionDefinition[] = [
  numbersWidget,
  underWayWidget,
];
