import { usePermission } from '@backstage/plugin-permission-react';
import { definitionWritePermission } from '@callboard/plugin-itsm-common';

/** Whether the reader may write definitions, as far as the policy says so. */
export function useMayDefine(): boolean {
  return usePermission({ permission: definitionWritePermission }).allowed;
}
