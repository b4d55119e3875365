import { PluginWrapperBlueprint } from '@backstage/frontend-plugin-api';

/**
 * Puts the shared query client around everything that a plugin renders: pages, entity tabs and
 * cards, home widgets. Backstage wraps per plugin id, so every practice's plugin needs its own.
 */
export function queryWrapper() {
  return PluginWrapperBlueprint.make({
    name: 'queries',
    params: defineParams =>
      defineParams({
        loader: async () => {
          const { ItsmQueryProvider } = await import(
            '@callboard/plugin-itsm-react'
          );
          return { component: ItsmQueryProvider };
        },
      }),
  });
}
