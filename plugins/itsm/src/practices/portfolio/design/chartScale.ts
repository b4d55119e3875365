import type { Milestone } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

const DAY = 86_400_000;
/** As many ticks as can be read beside each other. */
const MOST_TICKS = 8;
const STEPS = [
  { unit: 'days', size: 1, format: 'd LLL' },
  { unit: 'weeks', size: 1, format: 'd LLL' },
  { unit: 'weeks', size: 2, format: 'd LLL' },
  { unit: 'months', size: 1, format: 'LLL yyyy' },
  { unit: 'months', size: 3, format: 'LLL yyyy' },
  { unit: 'months', size: 6, format: 'LLL yyyy' },
  { unit: 'years', size: 1, format: 'yyyy' },
  { unit: 'years', size: 5, format: 'yyyy' },
  { unit: 'years', size: 25, format: 'yyyy' },
] as const;

/** Where instants stand on the axis. */
export interface ChartScale {
  /** From 0 to 100. */
  at: (instant: string | number) => number;
  ticks: { at: number; label: string }[];
  today: number;
}

const millis = (instant: string | number) =>
  typeof instant === 'number' ? instant : Date.parse(instant);

/** An axis on which all milestones and the present moment have their place. */
export function chartScale(
  milestones: readonly Pick<
    Milestone,
    'plannedFrom' | 'plannedTo' | 'forecast'
  >[],
  now: string,
): ChartScale {
  const instants = [
    millis(now),
    ...milestones.flatMap(({ plannedFrom, plannedTo, forecast }) =>
      [plannedFrom, plannedTo, forecast?.from, forecast?.to].flatMap(one =>
        one === undefined ? [] : [millis(one)],
      ),
    ),
  ];
  const first = Math.min(...instants);
  const last = Math.max(...instants);
  const margin = Math.max((last - first) * 0.03, DAY / 2);
  const begin = first - margin;
  const span = last + margin - begin;
  const at = (instant: string | number) =>
    Math.min(100, Math.max(0, ((millis(instant) - begin) / span) * 100));
  const ticksBy = ({ unit, size, format }: (typeof STEPS)[number]) => {
    const found: ChartScale['ticks'] = [];
    const start = unit === 'days' ? 'day' : (unit.slice(0, -1) as 'week');
    let tick = DateTime.fromMillis(begin)
      .startOf(start)
      .plus({ [unit]: 1 });
    while (tick.toMillis() < begin + span && found.length <= MOST_TICKS) {
      found.push({ at: at(tick.toMillis()), label: tick.toFormat(format) });
      tick = tick.plus({ [unit]: size });
    }
    return found;
  };
  const step = STEPS.find(one => ticksBy(one).length <= MOST_TICKS);
  return { at, ticks: step ? ticksBy(step) : [], today: at(now) };
}
