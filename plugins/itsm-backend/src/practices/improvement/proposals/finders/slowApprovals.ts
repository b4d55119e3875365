import {
  groupBy,
  hoursOf,
  medianOf,
  savedByHalf,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** Of fewer decisions nothing can be said. */
export const LEAST_DECISIONS = 8;
/** Who answers within a day is not slow. */
const SLOW = 24 * 3_600_000;
/** How much longer than for all others it takes. */
const TIMES_OTHERS = 2;

/** A decision that was waited for: of a policy, or of a group that was asked. Never of a person. */
export interface Waited {
  by: 'policy' | 'group';
  /** Key of the policy, or reference of the group. */
  key: string;
  title?: string;
  at: number;
  waitedMs: number;
}

/** Finds policies and groups whose decisions are waited for. */
export function slowApprovals(
  { decisions }: { decisions: readonly Waited[] },
  tools: Tools,
): Found[] {
  const { windows, effort, nameOf } = tools;
  return (['policy', 'group'] as const).flatMap(by => {
    const all = decisions.filter(one => one.by === by);
    const late = all.filter(({ at }) => at >= windows.now.from);
    return [...groupBy(late, one => one.key)].flatMap(([key, its]): Found[] => {
      if (its.length < LEAST_DECISIONS) return [];
      const median = medianOf(its.map(one => one.waitedMs));
      const rest = late.filter(one => one.key !== key);
      const others =
        rest.length > 0 ? medianOf(rest.map(one => one.waitedMs)) : undefined;
      if (median < SLOW || median < (others ?? 0) * TIMES_OTHERS) return [];
      const early = all.filter(
        one => one.key === key && one.at < windows.now.from,
      );
      const name =
        by === 'group' ? nameOf(key) : its[its.length - 1].title ?? key;
      return [
        {
          finder: 'slow-approvals',
          subject: `${by} ${key}`,
          size: median,
          title:
            by === 'group'
              ? `Half of what ${name} decides waits for more than ${hoursOf(
                  median,
                )}`
              : `Half of the decisions by “${name}” take more than ${hoursOf(
                  median,
                )}`,
          why: `${its.length} decisions were asked for in 90 days.${
            others === undefined
              ? ''
              : ` Of all others half take no more than ${hoursOf(others)}.`
          } Fewer who must agree, a deputy, or a standard change for what is always approved would shorten it.`,
          ownerRef: by === 'group' ? key : undefined,
          entities: by === 'group' ? [key] : [],
          evidence: {
            ...timeOf(windows),
            figures: [
              {
                label: 'Time to decide, median',
                value: median,
                unit: 'duration',
                before:
                  early.length > 0
                    ? medianOf(early.map(one => one.waitedMs))
                    : undefined,
              },
              ...(others === undefined
                ? []
                : [
                    {
                      label: 'All others',
                      value: others,
                      unit: 'duration' as const,
                    },
                  ]),
              {
                label: 'Decisions',
                value: its.length,
                unit: 'count',
                before: early.length,
              },
            ],
            kpi: { key: 'changes.approval-time' },
          },
          estimate: savedByHalf(its.length, 'decisions', {
            hours: effort.approval,
            why: `Who waits for a decision spends ${effort.approval} h on asking and planning anew. Change it with itsm.improvement.effort.approval.`,
          }),
          measure: { kpi: 'changes.approval-time', direction: 'down' },
        },
      ];
    });
  });
}
