import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** Home widget: what of the viewer's teams is late, or will be soon. */
export const breachingWidget = HomePageWidgetBlueprint.make({
  name: 'breaching',
  // Whoever only asks for things has no promises to keep.
  if: { permissions: { $contains: 'itsm.service-levels.read#read' } },
  params: {
    name: 'ItsmBreaching',
    title: 'Breaching soon',
    description: 'What of your teams is late by its service levels, or will be',
    components: async () => {
      const { BreachingWidget } = await import('./BreachingWidget');
      return { Content: BreachingWidget };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
  },
});
