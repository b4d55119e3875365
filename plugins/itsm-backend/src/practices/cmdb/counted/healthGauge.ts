import { InputError } from '@backstage/errors';
import { KPI_NONE, type HealthGrouping } from '@callboard/plugin-itsm-common';
import type { Clock, Gauge } from '@callboard/plugin-itsm-node';
import type { AskedItems, HealthStore } from '../health/HealthStore';

/** As formulas name it. */
export const CMDB_HEALTH = 'cmdb.health';

/** Scores are kept in hundredths of a score from 0 to 100. */
const WHOLE = 10_000;

const GROUPINGS: Readonly<Record<string, HealthGrouping>> = {
  class: 'class',
  ownerRef: 'owner',
  systemRef: 'system',
};
const ASKED = { class: 'classes', owner: 'owners', system: 'systems' } as const;

type Where = Readonly<Record<string, readonly string[]>>;
type Period = { from: number; to: number };

/** A score of some items. */
interface Scored {
  key: string;
  score?: number;
  items: number;
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What is asked about: by which grouping, and which of its groups. */
function askedOf(where: Where): {
  grouping: HealthGrouping | 'all';
  keys?: string[];
} {
  const named = Object.keys(where);
  if (named.length === 0) return { grouping: 'all' };
  if (named.length > 1)
    throw new InputError(
      'where: health is kept by class, by owner and by system, not by two of them together; ask for one',
    );
  return {
    grouping: GROUPINGS[named[0]],
    keys: where[named[0]].map(value => (value === KPI_NONE ? '' : value)),
  };
}

/** Several groups as one number: each item counts the same. */
function together(groups: readonly Scored[]) {
  const scored = groups.filter(({ score }) => score !== undefined);
  const count = scored.reduce((all, { items }) => all + items, 0);
  if (count === 0) return { count };
  const sum = scored.reduce((all, { score, items }) => all + score! * items, 0);
  return { value: sum / count / WHOLE, count, numerator: sum / WHOLE };
}

/**
 * How healthy the data of configuration items is: of past periods as it was at the end of their last day
 * that was kept, of the one that goes on as it is. It is the mean of items, as the page of health has it.
 * Days end at midnight UTC.
 */
export function healthGauge(deps: {
  health: Pick<HealthStore, 'daysBetween' | 'sums'>;
  clock: Clock;
}): Gauge {
  const { health, clock } = deps;

  /** As it is now, by group. */
  async function present(
    grouping: HealthGrouping | 'all',
    keys?: readonly string[],
  ): Promise<Scored[]> {
    const asked: AskedItems =
      grouping === 'all' || !keys
        ? {}
        : { [ASKED[grouping]]: keys.map(key => (key === '' ? null : key)) };
    const sums = await health.sums(
      asked,
      grouping === 'all' ? undefined : grouping,
    );
    return sums.map(({ key = '', sums: { overall } }) => ({
      key,
      items: overall.count,
      score: overall.count === 0 ? undefined : overall.sum / overall.count,
    }));
  }

  /** The groups at the end of each period; none where nothing was kept in it. */
  async function states(
    periods: readonly Period[],
    grouping: HealthGrouping | 'all',
    keys?: readonly string[],
  ): Promise<Scored[][]> {
    if (periods.length === 0) return [];
    const now = clock.now();
    const first = Math.min(...periods.map(({ from }) => from));
    const last = Math.min(now, Math.max(...periods.map(({ to }) => to)));
    const goesOn = (p: Period) => p.from < now && p.to >= now;
    const [days, current] = await Promise.all([
      health.daysBetween(grouping, dayOf(first), dayOf(last - 1), keys),
      periods.some(goesOn) ? present(grouping, keys) : [],
    ]);
    return periods.map(period => {
      if (goesOn(period)) return current;
      const [from, to] = [dayOf(period.from), dayOf(period.to - 1)];
      const within = days.filter(({ day }) => day >= from && day <= to);
      const newest = within[within.length - 1]?.day;
      return within
        .filter(({ day }) => day === newest)
        .map(({ key, items, scores }) => ({
          key,
          items,
          score: scores.overall,
        }));
    });
  }

  return {
    gauge: CMDB_HEALTH,
    dimensions: [
      { key: 'class', label: 'Class' },
      { key: 'ownerRef', label: 'Owner', entity: true },
      { key: 'systemRef', label: 'System', entity: true },
    ],
    async points(periods, where) {
      const { grouping, keys } = askedOf(where);
      return (await states(periods, grouping, keys)).map(together);
    },
    async groups(period, by, where, top) {
      const { keys } = askedOf(where);
      if (Object.keys(where).some(key => key !== by))
        throw new InputError(
          'by: health is kept by class, by owner and by system, not by two of them together; ask for one',
        );
      const [groups] = await states([period], GROUPINGS[by], keys);
      return groups
        .map(({ key, ...group }) => ({
          group: key === '' ? undefined : key,
          ...together([{ key, ...group }]),
        }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count)
        .slice(0, top);
    },
  };
}
