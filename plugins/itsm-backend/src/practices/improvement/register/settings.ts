import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_WATCH_DAYS,
  LEAST_VALUES,
  type InitiativeSettings,
} from '@callboard/plugin-itsm-common';

const KEY = 'itsm.improvement';

/** Reads what the register is configured with. @throws Error that names the key */
export function readRegisterSettings(
  config: RootConfigService,
): InitiativeSettings {
  const hourlyRate = config.getOptionalNumber(`${KEY}.hourlyRate`);
  if (hourlyRate !== undefined && !(hourlyRate >= 0 && hourlyRate <= 1e6))
    throw new Error(
      `${KEY}.hourlyRate must be what an hour of work costs, from 0 to 1,000,000`,
    );
  const currency = config.getOptionalString(`${KEY}.currency`) ?? 'EUR';
  if (!/^[A-Z]{3}$/.test(currency))
    throw new Error(
      `${KEY}.currency must be three capital letters of ISO 4217, like EUR`,
    );
  return {
    watchDays: DEFAULT_WATCH_DAYS,
    leastValues: LEAST_VALUES,
    hourlyRate,
    currency,
    // The kernel says what is wrong with it when it starts.
    zone: config.getOptionalString(`${KEY}.timezone`) ?? 'UTC',
  };
}
