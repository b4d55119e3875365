import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see agreements, calendars and how they are kept. The clocks of a record are for whoever may
 * read it.
 */
export const serviceLevelsReadPermission = createPermission({
  name: 'itsm.service-levels.read',
  attributes: { action: 'read' },
});

/**
 * To record, correct and withdraw outages that belong to no record. Those of a record are for whoever
 * works on it.
 */
export const serviceLevelsUpdatePermission = createPermission({
  name: 'itsm.service-levels.update',
  attributes: { action: 'update' },
});
