import './environment';
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

// Who somebody is, and what they may do
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(import('./personas'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./policy'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// The list of things
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@callboard/plugin-catalog-backend-module-itsm'));
backend.add(import('./search'));
backend.add(import('./docs'));

// What happens to them
backend.add(import('@callboard/plugin-itsm-backend'));

// How news travels
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('./notifications'));

// What people, pipelines and agents can set off
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@callboard/plugin-scaffolder-backend-module-itsm'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// A backend that cannot start ends, so that whatever runs it tries again.
backend.start().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
