import path from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { DocsLibrary } from './DocsLibrary';
import { createRouter } from './router';

/**
 * Serves the Markdown files of this repository, so that its documentation can be read in the
 * portal without mkdocs. Whoever is signed in may read it.
 */
export const docsPlugin = createBackendPlugin({
  pluginId: 'docs',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
      },
      async init({ config, httpRouter }) {
        const configured = config.getOptionalString('docs.mkdocsFile');
        const mkdocsFile = configured
          ? path.resolve(configured)
          : resolvePackagePath('backend', '../../mkdocs.yml');
        httpRouter.use(createRouter(new DocsLibrary(mkdocsFile)));
      },
    });
  },
});
