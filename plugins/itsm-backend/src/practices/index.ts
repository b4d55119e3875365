import type { BackendFeature } from '@backstage/backend-plugin-api';
import { changesModule } from './changes/module';
import { cmdbModule } from './cmdb/module';
import { improvementModule } from './improvement/module';
import { incidentsModule } from './incidents/module';
import { portfolioModule } from './portfolio/module';
import { serviceLevelsModule } from './service-levels/module';

/** The built-in practices by their id, which is also their configuration key. */
export const builtInPractices: Readonly<Record<string, BackendFeature>> = {
  changes: changesModule,
  cmdb: cmdbModule,
  improvement: improvementModule,
  incidents: incidentsModule,
  portfolio: portfolioModule,
  'service-levels': serviceLevelsModule,
};
