import type { BackendFeature } from '@backstage/backend-plugin-api';
import { incidentsMakeOutages } from './incidents-make-outages/module';
import { incidentsTakeItemsDown } from './incidents-take-items-down/module';
import { majorIncidentsStopChanges } from './major-incidents-stop-changes/module';
import { objectivesFileIncidents } from './objectives-file-incidents/module';
import { surveysRateIncidents } from './surveys-rate-incidents/module';

/** What two practices have to do with each other; there only if both are. */
export interface Bridge {
  between: readonly [string, string];
  module: BackendFeature;
}

/** The bridges between built-in practices. */
export const builtInBridges: readonly Bridge[] = [
  { between: ['cmdb', 'incidents'], module: incidentsTakeItemsDown },
  {
    between: ['incidents', 'service-levels'],
    module: incidentsMakeOutages,
  },
  {
    between: ['service-levels', 'incidents'],
    module: objectivesFileIncidents,
  },
  { between: ['changes', 'incidents'], module: majorIncidentsStopChanges },
  { between: ['improvement', 'incidents'], module: surveysRateIncidents },
];
