import { recordPermissions } from '../../kernel/permissions';

/** `itsm.change.create`, `itsm.change.read`, `itsm.change.update`. */
export const changePermissions = recordPermissions('change');
