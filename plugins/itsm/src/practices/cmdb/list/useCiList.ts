import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { RecordList } from '@callboard/plugin-itsm-react';
import { CI_LIST } from './ciList';

/** What {@link useCiList} gives. */
export type CiList = RecordList<typeof cmdbItemRoutes.list>;

/** The list of configuration items as its address asks for it. */
export function useCiList(): CiList {
  return useRecordList(CI_LIST, cmdbItemRoutes.list);
}
