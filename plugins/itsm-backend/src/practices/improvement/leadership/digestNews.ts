import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import { DigestStore } from './DigestStore';

/** What the journal calls the digest of a month; its id is the first day of the month after. */
export const DIGEST_SUBJECT = 'improvement-digest';
/** The numbers of a month are told. Payload: `title`, `description`, `asOf`. */
export const DIGEST_TOLD = 'improvement.digest-told';

/** What the journal keeps of a digest: words of totals, and nobody's. */
export interface DigestPayload extends Record<string, unknown> {
  title: string;
  description: string;
  /** The day that it looks back from. */
  asOf: string;
}

/**
 * Tells the numbers of a month to those who asked for them and those who are configured, as far as they
 * may read numbers. Who that is, is looked up: the journal names no people.
 *
 * @param configured - users and groups
 */
export function digestNews(
  configured: readonly string[],
): SubjectNewsRule<readonly string[]> {
  return {
    subjectType: DIGEST_SUBJECT,
    kinds: [DIGEST_TOLD],
    permission: kpiReadPermission,
    async lookUp(entries, executor) {
      const to = [
        ...configured,
        ...(await new DigestStore(executor).readers()),
      ];
      return new Map(entries.map(({ position }) => [position, to]));
    },
    news({ payload }, to = []) {
      const { title, description, asOf } = payload as DigestPayload;
      return {
        topic: 'improvement.digest',
        to,
        title,
        description,
        ifUnknown: {
          title: 'The numbers of the last month are there',
          description: 'Open them in Callboard.',
        },
        severity: 'low',
        link: `/itsm/improvement?asOf=${asOf}`,
      };
    },
  };
}
