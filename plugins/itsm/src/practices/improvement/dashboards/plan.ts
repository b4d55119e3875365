import type { KpiInfo, KpiQuestion } from '@callboard/plugin-itsm-common';
import type { DashboardSubject, Kept } from '../addresses';
import { inOrder } from '../kpis/order';

/** More than can be taken in at once is no dashboard. */
const MOST_TILES = 12;
/** Lines of the split. */
const TOP = 8;
/** What a number is split by, the most telling first. */
const SPLITS = ['category', 'serviceRef', 'ownerRef', 'type'];

/** What a dashboard shows. */
export interface DashboardPlan {
  tiles: readonly KpiInfo[];
  /** Those that cannot be told yet. */
  waits: readonly KpiInfo[];
  /** What all of it is of. */
  kept: Kept;
  /** The number that is split, and by what. */
  split?: { kpi: KpiInfo; by: KpiInfo['dimensions'][number] };
  heat?: KpiInfo;
  ages?: KpiInfo;
}

const DIMENSION = { service: 'serviceRef', team: 'ownerRef' } as const;

/** What of all numbers says how a practice, a service or a team does. */
export function planOf(
  kpis: readonly KpiInfo[],
  subject: DashboardSubject,
  isOwnTeam = false,
): DashboardPlan {
  const about = kpis.filter(kpi => {
    if (subject.of === 'practice') return kpi.practice === subject.practice;
    const has = kpi.dimensions.some(({ key }) => key === DIMENSION[subject.of]);
    return has && (!kpi.forTeamItself || (subject.of === 'team' && isOwnTeam));
  });
  const told = about.filter(({ awaits }) => awaits === undefined);
  const sorted = inOrder(told);
  const tiles =
    subject.of === 'practice' ? sorted : sorted.slice(0, MOST_TILES);
  const volume = tiles.find(({ shape }) => shape === 'count');
  const own = subject.of === 'practice' ? undefined : DIMENSION[subject.of];
  const by = SPLITS.flatMap(
    split =>
      volume?.dimensions.filter(({ key }) => key === split && key !== own) ??
      [],
  )[0];
  return {
    tiles,
    waits:
      subject.of === 'practice'
        ? about.filter(({ awaits }) => awaits !== undefined)
        : [],
    kept:
      subject.of === 'practice'
        ? {}
        : { [DIMENSION[subject.of]]: [subject.ref] },
    split: volume && by && { kpi: volume, by },
    heat: volume?.has.heatMap ? volume : undefined,
    ages: tiles.find(({ has }) => has.ages),
  };
}

const whereOf = ({ kept }: DashboardPlan): Pick<KpiQuestion, 'where'> => {
  const entries = Object.entries(kept);
  return entries.length > 0
    ? {
        where: Object.fromEntries(
          entries.map(([key, values]) => [key, [...values]]),
        ),
      }
    : {};
};

/** What a dashboard asks of all its numbers at once: the course of each. */
export function questionsOf(
  plan: DashboardPlan,
  period: Pick<KpiQuestion, 'from' | 'grain'>,
): KpiQuestion[] {
  return plan.tiles.map(({ key }) => ({
    kpi: key,
    ...whereOf(plan),
    ...period,
  }));
}

/**
 * What it asks by itself: what the first number is made of. Of a service or a team that may be more than
 * can be counted, and must not take the rest down.
 */
export function splitQuestionOf(
  plan: DashboardPlan,
  { from }: Pick<KpiQuestion, 'from'>,
): KpiQuestion | undefined {
  const { split } = plan;
  return (
    split && {
      kpi: split.kpi.key,
      ...whereOf(plan),
      from,
      by: split.by.key,
      top: TOP,
    }
  );
}
