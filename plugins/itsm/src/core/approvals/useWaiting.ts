import { approvalRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

/** How many records wait for the reader's decision; undefined until known. */
export function useWaiting() {
  return useItsmQuery(approvalRoutes.count, { live: true }).data;
}
