import { incidentRoutes } from '@callboard/plugin-itsm-common';
import {
  useFields,
  useRecordList,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import type { RecordList } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { INCIDENT_LIST, incidentListWith } from './incidentList';

/** What {@link useIncidentList} gives. */
export type IncidentList = RecordList<typeof incidentRoutes.list>;

/**
 * The list of incidents as its address asks for it.
 *
 * @param entity - only those that touch this entity
 */
export function useIncidentList(entity?: string): IncidentList {
  const fixed = useMemo(() => (entity ? { entity } : {}), [entity]);
  const { fields } = useFields(INCIDENT_LIST.type);
  const isNamed = useUrlValues().get('view') === 'breaching';
  const spec = useMemo(
    () =>
      incidentListWith(key =>
        // Until it is known which there are, an address is taken at its word.
        fields ? fields.some(field => field.key === key) : isNamed,
      ),
    [fields, isNamed],
  );
  return useRecordList(spec, incidentRoutes.list, fixed);
}
