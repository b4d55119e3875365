import type { RootConfigService } from '@backstage/backend-plugin-api';

const KEY = 'itsm.portfolio.risks';

/** Dates that the CMDB notes of items and that mean that something ends. */
const ENDS = [
  'end-of-life',
  'end-of-support',
  'support-until',
  'warranty-until',
  'valid-until',
] as const;
/** Values of the attribute `backup` that mean that there is none. */
const NO_BACKUP = ['none', 'no', 'never'] as const;

/** How risks are looked for. */
export interface RiskSettings {
  /** Keys of attributes of items that are dates on which something ends. */
  endAttributes: readonly string[];
  /** The attribute that says how an item is backed up, and what it says if it is not. */
  backup: { attribute: string; none: readonly string[] };
  /** Days beforehand from which on an end is a candidate. */
  endsWithinDays: number;
  /** Services that one thing must take down to be found. */
  leastServices: number;
}

/** Reads what risks are configured with. @throws Error that names the key */
export function readRiskSettings(config: RootConfigService): RiskSettings {
  const whole = (
    key: string,
    fallback: number,
    least: number,
    most: number,
  ) => {
    const value = config.getOptionalNumber(`${KEY}.${key}`) ?? fallback;
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(
        `${KEY}.${key} must be a whole number from ${least} to ${most}`,
      );
    return value;
  };
  return {
    endAttributes:
      config.getOptionalStringArray(`${KEY}.endAttributes`) ?? ENDS,
    backup: {
      attribute: config.getOptionalString(`${KEY}.backupAttribute`) ?? 'backup',
      none: NO_BACKUP,
    },
    endsWithinDays: whole('endsWithinDays', 180, 1, 1_825),
    leastServices: whole('leastServices', 3, 2, 1_000),
  };
}
