import type { BackendFeature } from '@backstage/backend-plugin-api';
import { incidentsModule } from './incidents/module';

/** The built-in practices by their id, which is also their configuration key. */
export const builtInPractices: Readonly<Record<string, BackendFeature>> = {
  incidents: incidentsModule,
};
