import type { Clock, Job } from '@callboard/plugin-itsm-node';
import { DateTime } from 'luxon';
import type { Inviter } from './Inviter';
import type { Surveys } from './Surveys';

const HOUR_MS = 3_600_000;
/** Nobody is asked at night. */
const FROM_HOUR = 9;

/** The month or quarter that people are asked in, e.g. `2026-03` or `2026-Q1`; none before it has begun well. */
export function occasionAt(
  when: 'monthly' | 'quarterly',
  at: number,
  zone: string,
): string | undefined {
  const now = DateTime.fromMillis(at, { zone });
  if (now.hour < FROM_HOUR) return undefined;
  return when === 'monthly'
    ? now.toFormat('yyyy-MM')
    : `${now.year}-Q${now.quarter}`;
}

/** Asks on a rhythm: who was asked in this month or quarter already is told by the invitations. */
export function rhythmJob(deps: {
  surveys: Surveys;
  inviter: Inviter;
  clock: Clock;
  zone: string;
}): Job {
  const { surveys, inviter, clock, zone } = deps;
  return {
    id: 'improvement-surveys',
    everyMs: HOUR_MS,
    async run() {
      for (const survey of await surveys.of('monthly', 'quarterly')) {
        const { when } = survey.body;
        if (when === 'after-resolve') continue;
        const occasion = occasionAt(when, clock.now(), zone);
        if (occasion) await inviter.onRhythm(survey, occasion);
      }
    },
  };
}
