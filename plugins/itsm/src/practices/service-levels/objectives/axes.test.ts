import { budgetTicks, ceilingOf, labelledOf, thresholdsOf } from './axes';

it('an axis of burn rates reaches what there is, and the threshold that is met first', () => {
  expect(ceilingOf([0.2, 0.4], [14.4, 6, 3, 1])).toBe(2);
  expect(ceilingOf([0.2], [14.4, 6])).toBe(8);
  expect(ceilingOf([28], [14.4, 6, 3, 1])).toBe(32);
  expect(ceilingOf([1_000], [])).toBe(1_100);
});

it('an axis of a budget goes as far below nothing as the budget did', () => {
  expect(budgetTicks([100, 40])).toEqual([0, 25, 50, 75, 100]);
  expect(budgetTicks([10, -120])).toEqual([-150, -100, -50, 0, 50, 100]);
  expect(budgetTicks([-321])).toEqual([-400, -300, -200, -100, 0, 100]);
  expect(budgetTicks([-2_000])).toEqual([
    -2000, -1600, -1200, -800, -400, 0, 100,
  ]);
});

it('each threshold is a line, and has a label where there is room for one', () => {
  const rules = [14.4, 6, 6, 1].map(threshold => ({
    severity: 'page' as const,
    threshold,
  }));
  expect(thresholdsOf(rules).map(({ threshold }) => threshold)).toEqual([
    1, 6, 14.4,
  ]);
  expect([...labelledOf([1, 3, 6, 14.4], 32)]).toEqual([14.4, 6, 3]);
  expect([...labelledOf([1, 3, 6, 14.4], 80)]).toEqual([14.4, 6]);
  expect([...labelledOf([1, 3, 6, 14.4], 4)]).toEqual([3, 1]);
});
