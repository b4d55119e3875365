import {
  HEALTH_DIMENSIONS,
  type FindingCounts,
  type Health,
  type HealthDimension,
  type HealthGroup,
  type HealthGrouping,
  type HealthQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import type { EvaluationStore } from './EvaluationStore';
import { askedItems } from './healthQuestion';
import {
  addUp,
  meansOf,
  type AskedItems,
  type HealthDay,
  type HealthRow,
  type HealthStore,
  type Summed,
} from './HealthStore';
import { showScores, toShown, type DimensionWeights } from './score';
import type { VisibleHealth } from './VisibleHealth';

const DAY = 86_400_000;
const MOST_GROUPS = 200;
/** Items that are looked at for a caller who sees a part of the catalog. */
const MOST_LOOKED = 5_000;
const BATCH = 500;
const MOST_WAITING = 10_000;
/** A trend is against the newest day that was kept between so many days ago. */
const TREND = { least: 30, most: 60 };

const NAMELESS: Readonly<Record<HealthGrouping, string>> = {
  class: 'No class',
  owner: 'No owner',
  system: 'No system',
};

const PART_ONLY =
  'You see a part of the catalog; days are kept of all of it, so there is no trend for you.';
const FILTERED =
  'Days are kept of all items and by class, owner and system; for a choice of them there is no trend.';

/** Of no item at all. */
const NOTHING: Summed = {
  items: 0,
  sums: Object.fromEntries(
    ['overall', ...HEALTH_DIMENSIONS].map(name => [name, { sum: 0, count: 0 }]),
  ) as Summed['sums'],
  findings: Object.fromEntries(
    HEALTH_DIMENSIONS.map(d => [d, 0]),
  ) as Summed['findings'],
  excused: 0,
};

/** Findings as they are counted in answers. */
export function toCounts(
  findings: Readonly<Record<HealthDimension, number>>,
  excused: number,
): FindingCounts {
  const total = HEALTH_DIMENSIONS.reduce((sum, d) => sum + findings[d], 0);
  return { ...findings, total, excused };
}

const keyOf: Readonly<
  Record<HealthGrouping, (row: HealthRow) => string | undefined>
> = {
  class: row => row.class,
  owner: row => row.ownerRef,
  system: row => row.systemRef,
};

/** How many of the filters are set. */
const isAsked = (asked: AskedItems) =>
  Object.values(asked).some(value => value !== undefined);

function trendOf(
  summed: Summed,
  day: HealthDay | undefined,
): HealthGroup['trend'] {
  if (!day) return undefined;
  const now = meansOf(summed);
  const differences = (['overall', ...HEALTH_DIMENSIONS] as const).flatMap(
    name => {
      const [before, after] = [day.scores[name], now[name]];
      return before === undefined || after === undefined
        ? []
        : [[name, Math.round(10 * (toShown(after) - toShown(before))) / 10]];
    },
  );
  return { since: day.day, ...Object.fromEntries(differences) };
}

/** Adds scores up for a caller: of all that they may see, and by class, owner or system. */
export class HealthGroups {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'catalog' | 'clock'>,
    private readonly deps: {
      health: HealthStore;
      evaluations: EvaluationStore;
      visible: VisibleHealth;
      facts: Pick<CiFactsReader, 'classes'>;
      weights: DimensionWeights;
    },
  ) {}

  async of(caller: Caller, query: HealthQuery): Promise<Health> {
    const { health, evaluations, visible } = this.deps;
    const { groupBy } = query;
    const asked = askedItems(caller, query);
    const whole = await visible.whole(caller);
    const added = whole
      ? {
          all: (await health.sums(asked))[0],
          groups: groupBy ? await health.sums(asked, groupBy) : [],
          truncated: false,
        }
      : await this.#seen(caller, asked, groupBy);
    const noTrend = whole ? this.#noTrend(asked, groupBy) : PART_ONLY;
    const trends =
      noTrend === undefined
        ? await this.#trends(groupBy)
        : { all: undefined, groups: new Map<string, HealthDay>() };
    const keys = added.groups.flatMap(g => g.key ?? []);
    const refs =
      groupBy && groupBy !== 'class'
        ? await this.kernel.catalog.describe(keys)
        : {};
    const classes = new Map(
      groupBy === 'class'
        ? (await this.deps.facts.classes()).map(c => [c.key, c.name])
        : [],
    );
    const titleOf = (key: string | undefined) => {
      if (key === undefined) return NAMELESS[groupBy!];
      return classes.get(key) ?? refs[key]?.title ?? key;
    };
    const [state, waiting] = await Promise.all([
      evaluations.state(),
      evaluations.countWaiting(MOST_WAITING),
    ]);
    const groups = added.groups
      .map(summed =>
        this.#group(
          summed,
          titleOf(summed.key),
          trends.groups.get(summed.key ?? ''),
        ),
      )
      .sort(
        (a, b) =>
          (a.scores.overall ?? 101) - (b.scores.overall ?? 101) ||
          a.title.localeCompare(b.title, 'en-US'),
      );
    return {
      // The sums of nothing are one row of zeros.
      overall: this.#group(
        added.all,
        'All items',
        isAsked(asked) ? undefined : trends.all,
      ),
      groups: groups.slice(0, MOST_GROUPS),
      weights: { ...this.deps.weights },
      evaluatedAt:
        state.evaluatedAt === undefined
          ? undefined
          : new Date(state.evaluatedAt).toISOString(),
      // How many wait tells of all items.
      waiting: whole ? waiting : 0,
      truncated: added.truncated || groups.length > MOST_GROUPS,
      noTrend,
      refs,
    };
  }

  #group(
    summed: Summed,
    title: string,
    day: HealthDay | undefined,
  ): HealthGroup {
    return {
      key: summed.key,
      title,
      items: summed.items,
      scores: showScores(meansOf(summed)),
      findings: toCounts(summed.findings, summed.excused),
      trend: trendOf(summed, day),
    };
  }

  /** Filters that leave out whole groups leave those that stay as they were kept. */
  #noTrend(asked: AskedItems, groupBy?: HealthGrouping): string | undefined {
    const own = { class: 'classes', owner: 'owners', system: 'systems' };
    const others = Object.entries(asked).some(
      ([name, value]) =>
        value !== undefined && !(groupBy && own[groupBy] === name),
    );
    return others ? FILTERED : undefined;
  }

  async #trends(groupBy?: HealthGrouping) {
    const now = this.kernel.clock.now();
    const day = (ago: number) =>
      new Date(now - ago * DAY).toISOString().slice(0, 10);
    const [from, to] = [day(TREND.most), day(TREND.least)];
    const { health } = this.deps;
    const all = await health.dayBetween('all', from, to);
    return {
      all: all.get(''),
      groups: groupBy
        ? await health.dayBetween(groupBy, from, to)
        : new Map<string, HealthDay>(),
    };
  }

  /** Adds up what the caller may see, a batch at a time. */
  async #seen(caller: Caller, asked: AskedItems, groupBy?: HealthGrouping) {
    const { health, visible } = this.deps;
    const seen: HealthRow[] = [];
    let looked = 0;
    let after = '';
    let truncated = false;
    for (;;) {
      const rows = await health.rowsAfter(asked, after, BATCH);
      seen.push(...(await visible.items(caller, rows)));
      looked += rows.length;
      if (rows.length < BATCH) break;
      if (looked >= MOST_LOOKED) {
        truncated = true;
        break;
      }
      after = rows[rows.length - 1].ref;
    }
    const [all = NOTHING] = addUp(seen);
    return {
      all,
      groups: groupBy ? addUp(seen, keyOf[groupBy]) : [],
      truncated,
    };
  }
}
