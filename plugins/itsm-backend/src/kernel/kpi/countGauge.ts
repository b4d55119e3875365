import { InputError } from '@backstage/errors';
import { KPI_NONE, type KpiPoint } from '@callboard/plugin-itsm-common';
import type { CountedBook } from './CountedBook';
import { chooseGroups, type Sees } from './chooseGroups';
import type { CountedKpi } from './countCells';
import type { Measure } from './formulas';
import { readValues, type AskedKpi } from './readQuestion';

/** Groups of a gauge that are looked at, as some may not be shown. */
const LOOKED_AT = 500;

const measure = (
  point: Pick<KpiPoint, 'value' | 'count' | 'numerator'> | undefined,
): Measure => ({
  value: point?.value,
  count: point?.count ?? 0,
  ...(point?.numerator !== undefined && { numerator: point.numerator }),
  exact: true,
});

/** Asks the practice that keeps a number itself. */
export async function countGauge(
  asked: AskedKpi,
  book: CountedBook,
  sees: Sees,
): Promise<CountedKpi> {
  const { formula, entry, points = [], period, compared, by } = asked;
  const gauge =
    formula.of === 'gauge' ? book.findGauge(formula.gauge) : undefined;
  if (!gauge) return { total: measure(undefined) };
  const where = Object.fromEntries(
    Object.entries(asked.where).map(([key, values]) => [
      key,
      values.map(value => value ?? KPI_NONE),
    ]),
  );
  if (by && !gauge.groups) {
    throw new InputError(
      `by: ${entry.definition.key} is told as a whole; keep one value with \`filter\` instead`,
    );
  }
  // What is to come is told of nothing.
  const told = (to: number) => Math.min(to, asked.now);
  const periods = [period, ...(compared ? [compared] : []), ...points].map(
    ({ from, to }) => ({ from, to: told(to) }),
  );
  const [measured, found] = await Promise.all([
    gauge.points(periods, where),
    by
      ? gauge.groups!(
          { from: period.from, to: told(period.to) },
          by.key,
          where,
          LOOKED_AT,
        )
      : [],
  ]);
  const rest = compared ? 2 : 1;
  const counted: CountedKpi = { total: measure(measured[0]) };
  if (compared) counted.compared = measure(measured[1]);
  if (asked.points)
    counted.series = points.map((_, i) => measure(measured[rest + i]));
  if (by) {
    const candidates = found.map(({ group, ...point }) => ({
      value: group === undefined ? undefined : readValues(by, [group])[0],
      total: measure(point),
    }));
    const { groups, more } = await chooseGroups(asked, candidates, sees);
    counted.groups = [...groups];
    counted.moreGroups = more;
  }
  return counted;
}
