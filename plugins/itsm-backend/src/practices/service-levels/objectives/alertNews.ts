import {
  OBJECTIVE_ALERT_ENDED,
  OBJECTIVE_ALERT_STARTED,
  OBJECTIVE_SUBJECT,
} from '@callboard/plugin-itsm-common';
import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';

const HOUR = 3_600_000;

const spanOf = (milliseconds: number) =>
  milliseconds >= HOUR
    ? `${Number((milliseconds / HOUR).toFixed(1))} h`
    : `${Math.round(milliseconds / 60_000)} min`;

/** Tells the owner group of an entity that an error budget burns too fast, and when that is over. */
export const alertNews: SubjectNewsRule = {
  subjectType: OBJECTIVE_SUBJECT,
  kinds: [OBJECTIVE_ALERT_STARTED, OBJECTIVE_ALERT_ENDED],
  news({ kind, subjectId, payload }) {
    const { owner, name, severity } = payload as {
      owner?: string;
      name: string;
      severity: 'page' | 'ticket';
    };
    const link = `/itsm/service-levels/objectives/${subjectId}`;
    if (kind === OBJECTIVE_ALERT_ENDED) {
      if (!payload.tells) return undefined;
      return {
        topic: 'objective.alert-ended',
        to: [owner],
        title: `${name}: the error budget no longer burns too fast`,
        severity: 'low',
        link,
      };
    }
    const { rate, rule, remaining } = payload as unknown as {
      rate: number;
      rule: { long: number };
      remaining?: number;
    };
    const left =
      remaining === undefined
        ? ''
        : ` ${Math.max(0, Math.round(remaining * 100))} % of it are left.`;
    return {
      topic: 'objective.alert',
      to: [owner],
      title: `${name}: the error budget burns ${rate.toFixed(
        1,
      )} times as fast as it lasts`,
      description: `Measured over the last ${spanOf(rule.long)}.${left}`,
      severity: severity === 'page' ? 'critical' : 'normal',
      link,
    };
  },
};
