import { createPermission } from '@backstage/plugin-permission-common';
import { recordPermissions } from '../../kernel/permissions';

/**
 * To see configuration items, what they were, what depends on them and how healthy their data is.
 * Of which items, the catalog's own permission says.
 */
export const cmdbReadPermission = createPermission({
  name: 'itsm.cmdb.read',
  attributes: { action: 'read' },
});

/**
 * To note attributes of configuration items and to confirm them. Of which items, the kernel says:
 * those that one's groups own, or all for agents.
 */
export const cmdbUpdatePermission = createPermission({
  name: 'itsm.cmdb.update',
  attributes: { action: 'update' },
});

/** To bring in configuration items from elsewhere, to merge duplicates, and to take items out. */
export const cmdbImportPermission = createPermission({
  name: 'itsm.cmdb.import',
  attributes: {},
});

/** `itsm.ci-task.create`, `itsm.ci-task.read`, `itsm.ci-task.update`. */
export const ciTaskPermissions = recordPermissions('ci-task');
