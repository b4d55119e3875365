import { recordPermissions } from '../../../kernel/permissions';

/** `itsm.initiative.create`, `itsm.initiative.read`, `itsm.initiative.update`. */
export const initiativePermissions = recordPermissions('initiative');
