import {
  HomePageLayoutBlueprint,
  HomePageWidgetBlueprint,
} from '@backstage/plugin-home-react/alpha';

export const homeLayout = HomePageLayoutBlueprint.make({
  params: {
    loader: async () => (await import('./HomeLayout')).HomeLayout,
  },
});

/** Needs the visits API of the home plugin, which app-config.yaml switches on. */
export const recentlyVisited = HomePageWidgetBlueprint.make({
  name: 'callboard-recently-visited',
  params: {
    name: 'CallboardRecentlyVisited',
    title: 'Recently visited',
    description: 'Services and records you looked at last',
    components: async () => {
      const { RecentlyVisited } = await import('./RecentlyVisited');
      return { Content: RecentlyVisited };
    },
  },
});
