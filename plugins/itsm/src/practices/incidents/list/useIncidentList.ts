import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { RecordList } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { INCIDENT_LIST } from './incidentList';

/** What {@link useIncidentList} gives. */
export type IncidentList = RecordList<typeof incidentRoutes.list>;

/**
 * The list of incidents as its address asks for it.
 *
 * @param entity - only those that touch this entity
 */
export function useIncidentList(entity?: string): IncidentList {
  const fixed = useMemo(() => (entity ? { entity } : {}), [entity]);
  return useRecordList(INCIDENT_LIST, incidentRoutes.list, fixed);
}
