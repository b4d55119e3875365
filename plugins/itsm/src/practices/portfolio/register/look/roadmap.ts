import type { PortfolioServiceSummary } from '@callboard/plugin-itsm-common';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

/** What lanes of the roadmap are made of. */
export const LANES_BY = ['objective', 'owner'] as const;
export type LanesBy = (typeof LANES_BY)[number];

/** A service on the roadmap. Instants are milliseconds since the epoch. */
export interface RoadBar {
  row: PortfolioServiceSummary;
  /** When it begins to be made; absent for what ran before. */
  start?: number;
  live?: number;
  end?: number;
}

/** A lane: an objective that is served, or a group that owns. */
export interface RoadLane {
  /** Empty for what belongs to none. */
  key: string;
  label: string;
  bars: RoadBar[];
}

const instant = (iso: string | undefined) =>
  iso === undefined ? undefined : Date.parse(iso);

/** When a service begins, is live and ends: as it was, else as it is planned. */
export function barOf(row: PortfolioServiceSummary): RoadBar | undefined {
  const bar = {
    row,
    start: instant(row.plannedStart ?? row.charteredAt),
    live: instant(row.liveAt ?? row.plannedLive),
    end: instant(row.plannedRetire),
  };
  const said = [bar.start, bar.live, bar.end];
  return said.some(at => at !== undefined) ? bar : undefined;
}

/** From when to when the roadmap goes: all that is said, and no more than a few years around now. */
export function spanOf(
  bars: readonly RoadBar[],
  now: number,
): { from: number; to: number } {
  const instants = bars
    .flatMap(({ start, live, end }) => [start, live, end])
    .filter((at): at is number => at !== undefined);
  const least = Math.min(now, ...instants);
  const most = Math.max(now, ...instants);
  return {
    from: Math.max(least, now - YEAR) - 30 * DAY,
    to: Math.min(Math.max(most, now + YEAR / 2), now + 4 * YEAR) + 30 * DAY,
  };
}

/** Where an instant lies in a span, from 0 to 1; what lies outside is at its edge. */
export const placeIn = (
  at: number,
  { from, to }: { from: number; to: number },
): number => Math.min(1, Math.max(0, (at - from) / (to - from)));

/** The first days of quarters within a span. */
export function quartersIn({ from, to }: { from: number; to: number }) {
  const first = new Date(from);
  const quarters: number[] = [];
  let month = Math.floor(first.getUTCMonth() / 3) * 3;
  let year = first.getUTCFullYear();
  for (;;) {
    const at = Date.UTC(year, month, 1);
    if (at > to) return quarters;
    if (at >= from) quarters.push(at);
    month += 3;
    if (month >= 12) {
      month = 0;
      year += 1;
    }
  }
}

/**
 * The roadmap: services in lanes, by when they begin. What serves several objectives is in the lane of each;
 * what belongs to none comes last.
 */
export function lanesOf(
  rows: readonly PortfolioServiceSummary[],
  by: LanesBy,
  words: { none: string; ownerOf: (ref: string) => string },
): { lanes: RoadLane[]; undated: PortfolioServiceSummary[] } {
  const lanes = new Map<string, RoadLane>();
  const put = (key: string, label: string, bar: RoadBar) => {
    const lane = lanes.get(key) ?? { key, label, bars: [] };
    lane.bars.push(bar);
    lanes.set(key, lane);
  };
  const undated: PortfolioServiceSummary[] = [];
  for (const row of rows) {
    const bar = barOf(row);
    if (!bar) {
      undated.push(row);
      continue;
    }
    const { objectives = [], ownerRef } = row;
    if (by === 'owner')
      put(ownerRef ?? '', ownerRef ? words.ownerOf(ownerRef) : words.none, bar);
    else if (objectives.length === 0) put('', words.none, bar);
    else
      for (const { number, title } of objectives)
        put(number, `${number} ${title}`, bar);
  }
  const beginOf = ({ start, live, end }: RoadBar) => start ?? live ?? end ?? 0;
  for (const lane of lanes.values())
    lane.bars.sort((a, b) => beginOf(a) - beginOf(b));
  return {
    lanes: [...lanes.values()].sort((a, b) => {
      if (!a.key || !b.key) return a.key ? -1 : 1;
      return a.label.localeCompare(b.label);
    }),
    undated,
  };
}
