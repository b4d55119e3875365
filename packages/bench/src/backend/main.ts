import { createBackend } from '@backstage/backend-defaults';
import { benchCatalog } from './catalogModule';
import { benchPolicy } from './policyModule';
import { benchRoutes } from './routesModule';
import { benchSignIn } from './signInModule';

const STOP_MS = 2_000;

/**
 * A backend of its own process, as an adopter would put it together, with the modules of the bench
 * for sign-in, policy and catalog. `--without-itsm` leaves Callboard out, `--with-app` serves pages.
 */
export async function main(args: readonly string[]): Promise<void> {
  const backend = createBackend();
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(benchSignIn);
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(benchPolicy);
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(benchCatalog);
  backend.add(import('@backstage/plugin-user-settings-backend'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  if (args.includes('--with-app')) {
    backend.add(import('@backstage/plugin-app-backend'));
    backend.add(import('@backstage/plugin-search-backend'));
    backend.add(import('@backstage/plugin-search-backend-module-pg'));
    backend.add(import('@backstage/plugin-search-backend-module-catalog'));
    backend.add(import('@backstage/plugin-scaffolder-backend'));
  }
  if (!args.includes('--without-itsm')) {
    backend.add(import('@callboard/plugin-itsm-backend'));
    backend.add(benchRoutes);
  }
  // A bench that ends, however it ends, takes its portal with it.
  process.once('disconnect', () => process.exit(0));
  // Nor does it keep the portal from ending by itself.
  process.channel?.unref();
  // Subscriptions of the event bus hold the server open for long; nobody waits for them here.
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(0), STOP_MS);
  });
  await backend.start();
  process.send?.('ready');
}
