import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { kpiKeySchema, normalizeRef } from '@callboard/plugin-itsm-common';

const NUMBERS = 'itsm.improvement.leadership';
const TO = 'itsm.improvement.digest.to';
const MOST = 6;

/** What leadership looks at where nobody says. */
const DEFAULT_NUMBERS: readonly string[] = [
  'incidents.volume',
  'incidents.time-to-resolve',
  'service-levels.attainment',
  'service-levels.availability',
  'changes.success-rate',
  'surveys.satisfaction',
];

/** How leadership is set up. */
export interface LeadershipConfig {
  /** Keys of the numbers, in their order. */
  numbers: readonly string[];
  /** In which months begin; the kernel has checked it. */
  zone: string;
  /** Users and groups who are told of each month, beside those who asked. */
  to: readonly string[];
}

function readNumbers(config: RootConfigService): readonly string[] {
  const numbers = config.getOptionalStringArray(NUMBERS) ?? DEFAULT_NUMBERS;
  const wrong = numbers.find(key => !kpiKeySchema.safeParse(key).success);
  if (wrong !== undefined)
    throw new InputError(
      `${NUMBERS}: "${wrong}" is no key of a KPI; name one like incidents.volume`,
    );
  if (numbers.length === 0 || numbers.length > MOST)
    throw new InputError(
      `${NUMBERS} names ${numbers.length} KPIs; name one to ${MOST}`,
    );
  return [...new Set(numbers)];
}

function readTo(config: RootConfigService): readonly string[] {
  return (config.getOptionalStringArray(TO) ?? []).map(text => {
    const ref = normalizeRef(text);
    if (!ref || !/^(user|group):/.test(ref))
      throw new InputError(
        `${TO}: "${text}" is no user or group; name one like group:default/leadership`,
      );
    return ref;
  });
}

/** Reads `itsm.improvement.leadership` and `itsm.improvement.digest`. @throws InputError */
export function readLeadershipConfig(
  config: RootConfigService,
): LeadershipConfig {
  return {
    numbers: readNumbers(config),
    zone: config.getOptionalString('itsm.improvement.timezone') ?? 'UTC',
    to: readTo(config),
  };
}
