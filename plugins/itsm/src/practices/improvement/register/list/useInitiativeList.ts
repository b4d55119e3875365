import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { RecordList } from '@callboard/plugin-itsm-react';
import { INITIATIVE_LIST } from './initiativeList';

/** What {@link useInitiativeList} gives. */
export type InitiativeList = RecordList<typeof initiativeRoutes.list>;

const NOTHING_FIXED = {};

/** The register as its address asks for it. */
export function useInitiativeList(): InitiativeList {
  return useRecordList(INITIATIVE_LIST, initiativeRoutes.list, NOTHING_FIXED);
}
