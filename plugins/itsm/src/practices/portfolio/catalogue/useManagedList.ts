import { catalogueRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList, type RecordList } from '@callboard/plugin-itsm-react';
import { MANAGED_LIST } from './managedList';

/** What {@link useManagedList} gives. */
export type ManagedList = RecordList<typeof catalogueRoutes.managed>;

/** The list of how well services are managed, as its address asks for it. */
export function useManagedList(): ManagedList {
  return useRecordList(MANAGED_LIST, catalogueRoutes.managed);
}
