import { chooseGroups } from './chooseGroups';
import { countFacts, MOST_FACTS } from './countFacts';
import type { AskedKpi } from './readQuestion';

const ref = (i: number) => `component:default/service-${i}`;
const asked = (more: object = {}) =>
  ({
    formula: { of: 'count', facts: { kind: 'order', stage: 'opened' } },
    by: { key: 'serviceRef', label: 'Service', entity: true },
    where: {},
    top: 10,
    ...more,
  } as unknown as AskedKpi);
const group = (value: string | undefined, count: number) => ({
  value,
  total: { value: count, count, exact: true },
});

it('names the largest of a hundred thousand values, and asks about no more than it takes', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => group(ref(i), i + 1));
  let looked = 0;
  const { groups, more } = await chooseGroups(asked(), many, async refs => {
    looked += refs.length;
    // Of the two hundred largest only one may be seen.
    return new Set(
      refs.filter(r => Number(r.split('-')[1]) < 99_800 || r === ref(99_999)),
    );
  });
  expect(groups.map(({ value }) => value)).toEqual(
    [99_999, ...Array.from({ length: 9 }, (_, i) => 99_799 - i)].map(ref),
  );
  expect([more, looked]).toEqual([100_000 - 10, 400]);
});

it('looks no further than two thousand values for somebody who sees none of them', async () => {
  let looked = 0;
  const many = Array.from({ length: 5_000 }, (_, i) => group(ref(i), 1));
  const { groups, more } = await chooseGroups(
    asked(),
    [...many, group(undefined, 7), group(ref(9_999), 0)],
    async refs => {
      looked += refs.length;
      return new Set();
    },
  );
  expect(groups.map(({ value }) => value)).toEqual([undefined]);
  expect([more, looked]).toEqual([5_000, 1_999]);
});

it('goes through a hundred thousand facts for two dimensions at once, and says what to do about more', async () => {
  const read = { sums: 0 };
  const facts = (count: number) => ({
    count: async () => count,
    sums: async () => {
      read.sums += 1;
      return [];
    },
    percentiles: async () => [],
    percentilesBy: async () => new Map(),
  });
  const question = asked({
    where: { priority: ['1'] },
    by: undefined,
    period: { from: 0, to: 86_400_000 },
    now: 1e12,
  });
  const sees = async (refs: readonly string[]) => new Set(refs);
  const { total } = await countFacts(question, facts(MOST_FACTS), sees);
  expect([total.value, read.sums]).toEqual([0, 1]);
  await expect(
    countFacts(question, facts(MOST_FACTS + 1), sees),
  ).rejects.toThrow(/up to 100,000; ask for a shorter period/);
  expect(read.sums).toBe(1);
});
