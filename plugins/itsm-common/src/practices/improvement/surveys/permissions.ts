import { createPermission } from '@backstage/plugin-permission-common';

/**
 * To see what surveys came to: numbers of services, never who answered. What somebody wrote is for
 * whoever may read the record that it is about.
 */
export const surveyReadPermission = createPermission({
  name: 'itsm.survey.read',
  attributes: { action: 'read' },
});
