import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';

const KEY = 'itsm.improvement.timezone';

/** The time zone in which the days and months of numbers begin. @throws InputError */
export function readNumbersZone(config: RootConfigService): string {
  const zone = config.getOptionalString(KEY) ?? 'UTC';
  if (zone !== 'UTC' && !IANAZone.isValidZone(zone))
    throw new InputError(
      `${KEY}: there is no time zone ${zone}; name one like Europe/Vienna`,
    );
  return zone;
}
