import { minutesWords } from '@callboard/plugin-itsm-common';
import type { ContinuityEntry } from '../../continuity/ContinuityBook';
import {
  impactOfTier,
  titleOf,
  type FinderTools,
  type FoundRisk,
} from './model';

/** How bad what a test says is: the worst gap counts, and counts as its worst kind. */
const BADNESS = {
  'test-failed': 4,
  'slower-than-agreed': 3,
  'loses-more-than-agreed': 3,
  'never-tested': 2,
  'test-too-old': 1,
} as const;

const pathOf = (ref: string) =>
  `/itsm/portfolio/continuity?service=${encodeURIComponent(ref)}`;

/** What all findings about a service say alike. */
const about = ({ service: { ref, ownerRef, tier } }: ContinuityEntry) => ({
  subject: ref,
  impact: impactOfTier(tier),
  serviceRef: ref,
  ownerRef,
  path: pathOf(ref),
});

/** Finds critical services that nobody knows how to bring back. */
export const withoutPlan = (entries: readonly ContinuityEntry[]): FoundRisk[] =>
  entries.flatMap((entry): FoundRisk[] => {
    const { service, gaps } = entry;
    if (!gaps.some(({ kind }) => kind === 'no-plan')) return [];
    return [
      {
        ...about(entry),
        finder: 'no-continuity',
        severity: impactOfTier(service.tier),
        likelihood: 3,
        title: `${service.title} is critical and has no continuity plan`,
        why: 'When it is lost, how it comes back is found out while everybody waits.',
        remedy: 'Add a continuity plan: how soon it must be back, and how.',
        entities: [service.ref],
        facts: [{ label: 'Tier', value: service.tier ?? 'not known' }],
      },
    ];
  });

/** Finds services whose recovery was not tried, or did not do what was agreed. */
export const untested = (entries: readonly ContinuityEntry[]): FoundRisk[] =>
  entries.flatMap((entry): FoundRisk[] => {
    const { service, test, gaps } = entry;
    const own = gaps.flatMap(({ kind, words }) =>
      kind in BADNESS
        ? [{ words, badness: BADNESS[kind as keyof typeof BADNESS] }]
        : [],
    );
    if (own.length === 0) return [];
    const severity = Math.max(...own.map(({ badness }) => badness));
    return [
      {
        ...about(entry),
        finder: 'untested-recovery',
        severity,
        likelihood: severity >= 3 ? 4 : 3,
        title: `The recovery of ${service.title} is not proven`,
        why: own.map(({ words }) => words).join(' '),
        remedy: 'Test the recovery, and note what it reached.',
        entities: [service.ref],
        facts: test
          ? [
              {
                label: 'Last test',
                value: new Date(test.at).toISOString().slice(0, 10),
              },
            ]
          : [{ label: 'Last test', value: 'never' }],
      },
    ];
  });

/** Finds services that are to be back before something they need is. */
export const slowDependencies = (
  entries: readonly ContinuityEntry[],
  tools: FinderTools,
): FoundRisk[] =>
  entries.flatMap((entry): FoundRisk[] => {
    const { service, plan, dependency } = entry;
    if (!dependency || plan?.rtoMinutes === undefined) return [];
    const name = titleOf(tools, dependency.ref);
    return [
      {
        ...about(entry),
        finder: 'slow-dependency',
        severity: dependency.lateBy,
        likelihood: 4,
        title: `${service.title} is to be back before ${name}, which it needs`,
        why: `It is to be back after ${minutesWords(
          plan.rtoMinutes,
        )}; ${name} is planned to be back after ${minutesWords(
          dependency.rtoMinutes,
        )}.`,
        remedy: `Bring ${name} back sooner, do without it, or agree on more time.`,
        entities: [service.ref, ...dependency.path],
        facts: dependency.path.map((ref, i) => ({
          label: i === 0 ? 'Service' : 'Needs',
          value: titleOf(tools, ref),
          ref,
        })),
      },
    ];
  });
