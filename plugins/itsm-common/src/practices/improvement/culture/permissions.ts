import { recordPermissions } from '../../../kernel/permissions';
import { RETROSPECTIVE, SUGGESTION } from './model';

/** `itsm.suggestion.create`, `itsm.suggestion.read`, `itsm.suggestion.update`. */
export const suggestionPermissions = recordPermissions(SUGGESTION);

/** `itsm.retrospective.create`, `itsm.retrospective.read`, `itsm.retrospective.update`. */
export const retrospectivePermissions = recordPermissions(RETROSPECTIVE);
