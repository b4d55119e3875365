import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { docsPlugin } from './docs/plugin';
import { homeLayout, recentlyVisited } from './home/extensions';
import { sidebar } from './nav/extensions';
import { oidcApi, signInPage } from './signIn/extensions';
import { searchPage } from './search/extensions';
import { dark, light } from './theme/extensions';

/**
 * What makes this portal Callboard's. The plugins are not named here: every frontend package that
 * this one depends on is found by `app.packages: all`.
 */
export default createApp({
  features: [
    createFrontendModule({
      pluginId: 'app',
      extensions: [light, dark, signInPage, oidcApi, sidebar],
    }),
    createFrontendModule({
      pluginId: 'home',
      extensions: [homeLayout, recentlyVisited],
    }),
    createFrontendModule({ pluginId: 'search', extensions: [searchPage] }),
    docsPlugin,
  ],
});
