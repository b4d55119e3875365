import { InputError } from '@backstage/errors';
import { chooseGroups, type Sees } from './chooseGroups';
import { boundsOf, measuresOf, totalOf, type CountedKpi } from './countCells';
import {
  NO_SUMS,
  runningSums,
  termsOf,
  type Term,
  type TermSums,
} from './formulas';
import type { FactReader } from './FactReader';
import type { AskedKpi } from './readQuestion';

/** Facts that are gone through for one answer. */
export const MOST_FACTS = 100_000;
/** Before all facts: what ever was begins here. Nothing was recorded before 1970. */
const EVER = 0;

const filterOf = ({ facts }: Term, { where }: AskedKpi) => ({
  kind: facts.kind,
  stage: facts.stage,
  where,
});

/** How many facts would be gone through; one more than are allowed if there are too many. */
export async function factsBehind(
  asked: AskedKpi,
  facts: Pick<FactReader, 'count'>,
): Promise<number> {
  const counts = await Promise.all(
    termsOf(asked.formula).map(term =>
      facts.count(
        {
          ...filterOf(term, asked),
          from: term.ever
            ? undefined
            : Math.min(asked.period.from, asked.compared?.from ?? Infinity),
          to: asked.period.to,
        },
        MOST_FACTS,
      ),
    ),
  );
  return counts.reduce((a, b) => a + b, 0);
}

/** With all that was before, where it counts. */
const withBefore = ({ ever }: Term, bounds: readonly number[]) =>
  ever ? [EVER, ...bounds] : bounds;

/** What each term adds up to in each point. */
async function sumsOf(
  asked: AskedKpi,
  facts: Pick<FactReader, 'sums' | 'percentiles'>,
  bounds: readonly number[],
): Promise<(readonly TermSums[])[]> {
  return Promise.all(
    termsOf(asked.formula).map(async term => {
      const filter = filterOf(term, asked);
      const [group] = await facts.sums(filter, withBefore(term, bounds));
      const sums = shifted(term, bounds, group?.points ?? []);
      if (asked.share === undefined || term.value === undefined) return sums;
      const shares = [asked.share];
      const percentiles = await facts.percentiles(
        filter,
        term.value,
        bounds,
        shares,
      );
      return sums.map(
        (each, i): TermSums => ({ ...each, percentiles: percentiles[i] }),
      );
    }),
  );
}

/** The points that were asked for, of what was read. Instants are told from the first bound on. */
function shifted(
  { ever }: Term,
  bounds: readonly number[],
  read: readonly TermSums[],
): readonly TermSums[] {
  const wanted = bounds.length - 1;
  if (!ever)
    return Array.from({ length: wanted }, (_, i) => read[i] ?? NO_SUMS);
  const later = bounds[0] - EVER;
  const told = Array.from({ length: wanted + 1 }, (_, i) => {
    const sums = read[i] ?? NO_SUMS;
    return { ...sums, since: sums.since - later * sums.count };
  });
  return runningSums(told[0], told.slice(1));
}

/** What all points come to; of a percentile the only one. */
const totalMeasure = (
  asked: AskedKpi,
  bounds: readonly number[],
  sums: readonly (readonly TermSums[])[],
) =>
  asked.share === undefined
    ? totalOf(asked, bounds, sums)
    : measuresOf(asked, bounds, sums)[0];

const totalFrom = async (
  asked: AskedKpi,
  facts: Pick<FactReader, 'sums' | 'percentiles'>,
  bounds: readonly number[],
) => totalMeasure(asked, bounds, await sumsOf(asked, facts, bounds));

async function groupsFrom(
  asked: AskedKpi,
  facts: Pick<FactReader, 'sums'>,
  bounds: readonly number[],
) {
  const terms = termsOf(asked.formula);
  const byValue = new Map<string | undefined, (readonly TermSums[])[]>();
  const found = await Promise.all(
    terms.map(term =>
      facts.sums(
        filterOf(term, asked),
        withBefore(term, bounds),
        asked.by!.key,
      ),
    ),
  );
  found.forEach((groups, i) =>
    groups.forEach(({ value, points }) => {
      const sums = byValue.get(value) ?? terms.map(() => [NO_SUMS]);
      sums[i] = shifted(terms[i], bounds, points);
      byValue.set(value, sums);
    }),
  );
  return [...byValue].map(([value, sums]) => ({
    value,
    total: totalOf(asked, bounds, sums),
  }));
}

/** The percentile of each group. */
async function percentilesOf(
  asked: AskedKpi,
  facts: Pick<FactReader, 'percentilesBy'>,
  groups: readonly { value?: string }[],
): Promise<ReadonlyMap<string | undefined, number>> {
  const [term] = termsOf(asked.formula);
  if (groups.length === 0) return new Map();
  return facts.percentilesBy(
    {
      ...filterOf(term, {
        ...asked,
        where: { ...asked.where, [asked.by!.key]: groups.map(g => g.value) },
      }),
      ...asked.period,
    },
    term.value!,
    asked.by!.key,
    asked.share!,
  );
}

/**
 * Counts a question from the facts themselves: what rollups cannot say, as it is of several
 * dimensions at once.
 *
 * @throws InputError if there are too many of them
 */
export async function countFacts(
  asked: AskedKpi,
  facts: Pick<FactReader, 'count' | 'sums' | 'percentiles' | 'percentilesBy'>,
  sees: Sees,
): Promise<CountedKpi> {
  if ((await factsBehind(asked, facts)) > MOST_FACTS) {
    throw new InputError(
      `filter: what is of ${
        Object.keys(asked.where).length + (asked.by ? 1 : 0)
      } dimensions at once is counted one by one, up to ${MOST_FACTS.toLocaleString(
        'en-US',
      )}; ask for a shorter period or fewer dimensions`,
    );
  }
  const { period, points, compared, by, share } = asked;
  const whole = [period.from, period.to];
  const bounds = points ? boundsOf(points) : whole;
  const sums = await sumsOf(asked, facts, bounds);
  const counted: CountedKpi = {
    // Percentiles of points do not add up: the total is asked for itself.
    total:
      points && share !== undefined
        ? await totalFrom(asked, facts, whole)
        : totalMeasure(asked, bounds, sums),
  };
  if (points) counted.series = measuresOf(asked, bounds, sums);
  if (compared)
    counted.compared = await totalFrom(asked, facts, [
      compared.from,
      compared.to,
    ]);
  if (by) {
    const candidates = await groupsFrom(asked, facts, whole);
    const chosen = await chooseGroups(asked, candidates, sees);
    counted.moreGroups = chosen.more;
    const told =
      share === undefined
        ? undefined
        : await percentilesOf(asked, facts, chosen.groups);
    counted.groups = chosen.groups.map(({ value, total }) => ({
      value,
      total: told ? { ...total, value: told.get(value) } : total,
    }));
  }
  return counted;
}
