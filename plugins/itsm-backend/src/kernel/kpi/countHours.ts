import { InputError } from '@backstage/errors';
import { beginOf, nextBegin } from '@callboard/plugin-itsm-common';
import type { CellReader } from './CellReader';
import { boundsOf, measuresOf, totalOf, type CountedKpi } from './countCells';
import {
  NO_SUMS,
  runningSums,
  termsOf,
  type Term,
  type TermSums,
} from './formulas';
import type { AskedKpi } from './readQuestion';

/** Counts a question hour by hour: how many there were, and levels. */
export async function countHours(
  asked: AskedKpi,
  reader: Pick<CellReader, 'hours' | 'hasHours' | 'read' | 'zone'>,
): Promise<CountedKpi> {
  const { points, compared } = asked;
  const bounds = boundsOf(points!);
  const sums = await hourSums(asked, reader, bounds);
  const counted: CountedKpi = {
    total: totalOf(asked, bounds, sums),
    series: measuresOf(asked, bounds, sums),
  };
  if (compared) {
    const whole = [compared.from, compared.to];
    counted.compared = totalOf(
      asked,
      whole,
      await hourSums(asked, reader, whole),
    );
  }
  return counted;
}

async function hourSums(
  asked: AskedKpi,
  reader: Pick<CellReader, 'hours' | 'hasHours' | 'read' | 'zone'>,
  bounds: readonly number[],
): Promise<(readonly TermSums[])[]> {
  return Promise.all(
    termsOf(asked.formula).map(async term => {
      const kept = keptOf(asked, term, reader);
      const { kind, stage } = term.facts;
      // What ever was is known by days; the hours of its first day come on top.
      const first = term.ever
        ? beginOf(bounds[0], 'day', reader.zone)
        : bounds[0];
      const [hours, before] = await Promise.all([
        reader.hours({
          kind,
          stage,
          ...kept,
          from: first,
          to: bounds[bounds.length - 1],
        }),
        term.ever
          ? reader
              .read([
                {
                  kind,
                  stage,
                  ...kept,
                  bounds: [first, nextBegin(first + 1, 'day', reader.zone)],
                  before: true,
                },
              ])
              .then(([answer]) => answer.before?.count ?? 0)
          : 0,
      ]);
      const counts = new Array<number>(bounds.length - 1).fill(0);
      let earlier = before;
      let point = 0;
      for (const [hour, count] of [...hours].sort(([a], [b]) => a - b)) {
        if (hour < bounds[0]) {
          earlier += count;
          continue;
        }
        while (point < counts.length && hour >= bounds[point + 1]) point += 1;
        if (point < counts.length) counts[point] += count;
      }
      const sums = counts.map(count => ({ ...NO_SUMS, count }));
      return term.ever
        ? runningSums({ ...NO_SUMS, count: earlier }, sums)
        : sums;
    }),
  );
}

/** What is kept, where hours are kept of it. @throws InputError */
export function keptOf(
  { where }: Pick<AskedKpi, 'where'>,
  { facts }: Term,
  reader: Pick<CellReader, 'hasHours'>,
) {
  const [kept, ...more] = Object.entries(where);
  if (facts.mark !== undefined) {
    throw new InputError(
      'grain: hours are kept of all that reached a stage, not of a part of it; ask by day',
    );
  }
  if (more.length > 0 || (kept && !reader.hasHours(facts.kind, kept[0]))) {
    throw new InputError(
      'filter: hours are kept of all together, by service and by team; keep one of these, or ask by day',
    );
  }
  return kept ? { dimension: kept[0], values: kept[1] } : {};
}
