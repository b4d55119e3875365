import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** Home widget: what the viewer's teams have planned for the next days. */
export const changesWidget = HomePageWidgetBlueprint.make({
  name: 'changes-this-week',
  params: {
    name: 'ItsmChangesThisWeek',
    title: 'Changes this week',
    description: 'What your teams have planned for the next seven days',
    components: async () => {
      const { ChangesWidget } = await import('./ChangesWidget');
      return { Content: ChangesWidget };
    },
    layout: { width: { minColumns: 4 }, height: { minRows: 3 } },
  },
});
