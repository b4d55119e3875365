import { approvalRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '../../api/useItsmQuery';

/** How much waits for the reader's decision, and how much of it is overdue; undefined until known. */
export function useWaitingApprovals() {
  return useItsmQuery(approvalRoutes.count, { live: true }).data;
}
