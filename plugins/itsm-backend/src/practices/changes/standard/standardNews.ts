import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import { DEMOTED, PROMOTED, STANDARD_SUBJECT } from './work';

/** Whoever looks after a standard change hears when it is promoted or demoted. */
export const standardNews: SubjectNewsRule = {
  subjectType: STANDARD_SUBJECT,
  kinds: [PROMOTED, DEMOTED],
  news({ kind, payload }) {
    const { title, owner, goodInARow, incident } = payload as {
      title: string;
      owner: string | null;
      goodInARow: number;
      incident?: string | null;
    };
    if (!owner) return undefined;
    const link = '/itsm/changes/standard';
    if (kind === PROMOTED) {
      return {
        topic: 'standard-change.promoted',
        to: [owner],
        title: `${title} is pre-approved from now on`,
        description: `It went well ${goodInARow} times in a row.`,
        severity: 'low',
        link,
      };
    }
    return {
      topic: 'standard-change.demoted',
      to: [owner],
      title: `${title} is no longer pre-approved`,
      description: incident
        ? 'A run of it caused an incident.'
        : 'A run of it failed or was rolled back.',
      severity: 'normal',
      link,
    };
  },
};
