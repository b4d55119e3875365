import type { RootConfigService } from '@backstage/backend-plugin-api';
import { HEALTH_DIMENSIONS, normalizeRef } from '@callboard/plugin-itsm-common';
import type { CheckSettings } from './checks/Check';
import type { DimensionWeights } from './score';

const KEY = 'itsm.cmdb.health';

/** How health is judged, as it is configured. */
export interface HealthSettings extends Omit<CheckSettings, 'now'> {
  weights: DimensionWeights;
  /** Who gets the tasks of items without an owner group. */
  fallbackOwner?: string;
}

/** Reads `itsm.cmdb.health`. @throws Error for what cannot be */
export function readHealthSettings(config: RootConfigService): HealthSettings {
  const whole = (name: string, standard: number) => {
    const given = config.getOptionalNumber(`${KEY}.${name}`) ?? standard;
    if (!Number.isInteger(given) || given < 0 || given > 3650)
      throw new Error(
        `${KEY}.${name} is ${given}; it must be a whole number from 0 to 3650`,
      );
    return given;
  };
  const weights = Object.fromEntries(
    HEALTH_DIMENSIONS.map(d => [d, whole(`weights.${d}`, 1)]),
  ) as DimensionWeights;
  const given = config.getOptionalString(`${KEY}.fallbackOwner`);
  const fallbackOwner = given === undefined ? undefined : normalizeRef(given);
  if (given !== undefined && !fallbackOwner?.startsWith('group:'))
    throw new Error(
      `${KEY}.fallbackOwner must be the reference of a group like group:default/service-desk`,
    );
  return {
    staleAfterDays: whole('staleAfterDays', 60),
    confirmEveryDays: whole('confirmEveryDays', 0),
    systemKinds: (
      config.getOptionalStringArray(`${KEY}.systemKinds`) ?? [
        'component',
        'api',
      ]
    ).map(kind => kind.toLocaleLowerCase('en-US')),
    weights,
    fallbackOwner,
  };
}
