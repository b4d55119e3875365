import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see agreements, calendars and how they are kept. The clocks of a record are for whoever may
 * read it.
 */
export const serviceLevelsReadPermission = createPermission({
  name: 'itsm.service-levels.read',
  attributes: { action: 'read' },
});
