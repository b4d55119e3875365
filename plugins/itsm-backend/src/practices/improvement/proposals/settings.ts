import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Effort } from './finders/model';

const KEY = 'itsm.improvement';

/** Hours of work where the portal says nothing else. Assumptions, no measurements. */
const DEFAULT_EFFORT: Effort = {
  incident: 2,
  breach: 1,
  approval: 0.5,
  aged: 0.5,
  gap: 0.25,
};
const MOST_HOURS = 1_000;

/** How what is worth improving is looked for. */
export interface ProposalSettings {
  effort: Effort;
  /** In which days of the numbers begin. */
  zone: string;
  /** Of the words of titles. */
  language: string;
  hourlyRate?: number;
  currency: string;
}

/** Reads what proposals are configured with. @throws Error that names the key */
export function readProposalSettings(
  config: RootConfigService,
): ProposalSettings {
  const effort = { ...DEFAULT_EFFORT };
  for (const of of Object.keys(effort) as (keyof Effort)[]) {
    const key = `${KEY}.effort.${of}`;
    const hours = config.getOptionalNumber(key) ?? effort[of];
    if (!(hours >= 0 && hours <= MOST_HOURS))
      throw new Error(`${key} must be hours of work, from 0 to 1,000`);
    effort[of] = hours;
  }
  return {
    effort,
    // The kernel and the register say what is wrong with these when they start.
    zone: config.getOptionalString(`${KEY}.timezone`) ?? 'UTC',
    language: config.getOptionalString('itsm.search.language') ?? 'english',
    hourlyRate: config.getOptionalNumber(`${KEY}.hourlyRate`),
    currency: config.getOptionalString(`${KEY}.currency`) ?? 'EUR',
  };
}
