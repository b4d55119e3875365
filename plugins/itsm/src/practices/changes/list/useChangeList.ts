import { changeRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec, RecordList } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { CHANGE_LIST } from './changeList';

/** What {@link useChangeList} gives. */
export type ChangeList = RecordList<typeof changeRoutes.list>;

/** On an entity's page there are no views to choose from: everything is in the list. */
const OF_ENTITY: ListSpec = { ...CHANGE_LIST, defaultQueue: 'all' };

/**
 * The list of changes as its address asks for it.
 *
 * @param entity - only those that touch this entity
 */
export function useChangeList(entity?: string): ChangeList {
  const fixed = useMemo(() => (entity ? { entity } : {}), [entity]);
  return useRecordList(
    entity ? OF_ENTITY : CHANGE_LIST,
    changeRoutes.list,
    fixed,
  );
}
