import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see what configuration items were and what changed. Of which items, the catalog's own
 * permission says.
 */
export const cmdbReadPermission = createPermission({
  name: 'itsm.cmdb.read',
  attributes: { action: 'read' },
});
