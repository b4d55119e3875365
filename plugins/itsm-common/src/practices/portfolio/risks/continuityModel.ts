/** What a test of the recovery was. */
export const RECOVERY_TEST_KINDS = [
  { value: 'walkthrough', label: 'Walk-through at the table' },
  { value: 'simulation', label: 'Simulation' },
  { value: 'partial', label: 'Part of it recovered' },
  { value: 'full', label: 'Fully recovered' },
  { value: 'incident', label: 'It happened for real' },
] as const;
export type RecoveryTestKind = (typeof RECOVERY_TEST_KINDS)[number]['value'];

/** How a test ended. */
export const RECOVERY_RESULTS = [
  { value: 'passed', label: 'Passed' },
  { value: 'passed-with-findings', label: 'Passed, with findings' },
  { value: 'failed', label: 'Failed' },
] as const;
export type RecoveryResult = (typeof RECOVERY_RESULTS)[number]['value'];

/**
 * What is missing for a service to come back as promised, worst first. Words are those of ISO 22301:
 * recovery time objective, recovery point objective, maximum tolerable period of disruption.
 */
export const CONTINUITY_GAPS = [
  {
    value: 'no-plan',
    label: 'No plan',
    means: 'It is critical, and nobody says how it comes back.',
  },
  {
    value: 'test-failed',
    label: 'Test failed',
    means: 'The last test did not bring it back.',
  },
  {
    value: 'slower-than-agreed',
    label: 'Slower than agreed',
    means: 'The last test took longer than agreed.',
  },
  {
    value: 'loses-more-than-agreed',
    label: 'Loses more than agreed',
    means: 'The last test lost more data than agreed.',
  },
  {
    value: 'slow-dependency',
    label: 'Dependency recovers later',
    means: 'Something it needs is planned to be back later.',
  },
  {
    value: 'beyond-tolerable',
    label: 'Longer than tolerable',
    means: 'It is to be back later than the business can bear.',
  },
  {
    value: 'never-tested',
    label: 'Never tested',
    means: 'Nobody tried whether the plan works.',
  },
  {
    value: 'test-too-old',
    label: 'Test too old',
    means: 'The last test is longer ago than agreed.',
  },
] as const;
export type ContinuityGapKind = (typeof CONTINUITY_GAPS)[number]['value'];

/** Days between two tests, unless a plan says otherwise. */
export const DEFAULT_TEST_DAYS = 365;
/** Tiers whose services need a plan. */
export const PLANNED_TIERS = ['tier-1', 'tier-2'] as const;

const MINUTES = 60;
const DAY_MINUTES = 24 * MINUTES;

/** Minutes as people say them, e.g. `4 h`, `1 h 30 min`, `2 days`. */
export function minutesWords(minutes: number): string {
  if (minutes === 0) return 'none';
  if (minutes % DAY_MINUTES === 0 && minutes >= 2 * DAY_MINUTES)
    return `${minutes / DAY_MINUTES} days`;
  const hours = Math.floor(minutes / MINUTES);
  const rest = minutes % MINUTES;
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(rest > 0 ? [`${rest} min`] : []),
  ].join(' ');
}

/** What is known of a service's continuity. */
export interface ContinuityFacts {
  tier?: string;
  plan?: {
    rtoMinutes: number;
    rpoMinutes: number;
    mtdMinutes?: number;
    testEveryDays: number;
  };
  /** The last test. */
  test?: {
    at: number;
    result: RecoveryResult;
    rtoMinutes?: number;
    rpoMinutes?: number;
  };
  /** What it needs and is back later. */
  dependency?: { title: string; rtoMinutes: number; lateBy: number };
  now: number;
}

/** What is missing, in a sentence. */
export interface ContinuityGap {
  kind: ContinuityGapKind;
  words: string;
}

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What is missing of the continuity of a service, worst first; none if nothing is. */
export function continuityGaps(facts: ContinuityFacts): ContinuityGap[] {
  const { plan, test, dependency, tier, now } = facts;
  if (!plan)
    return (PLANNED_TIERS as readonly string[]).includes(tier ?? '')
      ? [
          {
            kind: 'no-plan',
            words: 'It is critical and has no continuity plan.',
          },
        ]
      : [];
  const { rtoMinutes, rpoMinutes, mtdMinutes, testEveryDays } = plan;
  const found: ContinuityGap[] = [];
  const say = (kind: ContinuityGapKind, words: string) =>
    found.push({ kind, words });
  if (test?.result === 'failed')
    say('test-failed', `The test of ${dayOf(test.at)} failed.`);
  if (test?.rtoMinutes !== undefined && test.rtoMinutes > rtoMinutes)
    say(
      'slower-than-agreed',
      `The last test took ${minutesWords(
        test.rtoMinutes,
      )}; agreed are ${minutesWords(rtoMinutes)}.`,
    );
  if (test?.rpoMinutes !== undefined && test.rpoMinutes > rpoMinutes)
    say(
      'loses-more-than-agreed',
      `The last test lost data of ${minutesWords(
        test.rpoMinutes,
      )}; agreed is ${minutesWords(rpoMinutes)}.`,
    );
  if (dependency)
    say(
      'slow-dependency',
      `It needs ${
        dependency.title
      }, which is planned to be back after ${minutesWords(
        dependency.rtoMinutes,
      )}, ${minutesWords(dependency.lateBy)} later.`,
    );
  if (mtdMinutes !== undefined && rtoMinutes > mtdMinutes)
    say(
      'beyond-tolerable',
      `It is to be back after ${minutesWords(
        rtoMinutes,
      )}; the business can bear ${minutesWords(mtdMinutes)}.`,
    );
  if (!test) say('never-tested', 'Its recovery was never tested.');
  else if (now - test.at > testEveryDays * DAY)
    say(
      'test-too-old',
      `Its recovery was tested last on ${dayOf(
        test.at,
      )}; agreed is a test every ${testEveryDays} days.`,
    );
  return found;
}

/** Where a gap stands among all kinds; 0 is the worst. */
export const gapRank = (kind: ContinuityGapKind): number =>
  CONTINUITY_GAPS.findIndex(({ value }) => value === kind);
