import type { RootConfigService } from '@backstage/backend-plugin-api';
import { DEFAULT_CHANGE_AUTO_CLOSE_DAYS } from '@callboard/plugin-itsm-common';

/** How changes are handled, by configuration. */
export interface ChangeConfig {
  /** 0: finished changes stay in review until somebody closes them. */
  autoCloseDays: number;
  fallbackOwner?: string;
}

/** Reads `itsm.changes`. @throws Error that names the key */
export function readChangeConfig(config: RootConfigService): ChangeConfig {
  const autoCloseDays =
    config.getOptionalNumber('itsm.changes.autoCloseDays') ??
    DEFAULT_CHANGE_AUTO_CLOSE_DAYS;
  if (autoCloseDays < 0 || autoCloseDays > 3650) {
    throw new Error(
      'itsm.changes.autoCloseDays must be a number of days, or 0 to leave finished changes in review',
    );
  }
  return {
    autoCloseDays,
    fallbackOwner: config.getOptionalString('itsm.changes.fallbackOwner'),
  };
}
