import type { Counted } from '@callboard/plugin-itsm-node';
import { incidentFacts } from './incidentFacts';
import { INCIDENT_KPIS } from './kpis';

/**
 * What is counted of incidents.
 *
 * @param frontLine - groups of the front line, see `incidents.push-to-front`
 */
export const incidentsCounted = (frontLine: readonly string[]): Counted => ({
  records: [incidentFacts(frontLine)],
  kpis: INCIDENT_KPIS,
});
