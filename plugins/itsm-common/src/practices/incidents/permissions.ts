import { recordPermissions } from '../../kernel/permissions';

/** `itsm.incident.create`, `itsm.incident.read`, `itsm.incident.update`. */
export const incidentPermissions = recordPermissions('incident');
