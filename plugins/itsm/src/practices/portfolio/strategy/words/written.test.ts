import { readThemes, writeThemes } from '../vision/themes';
import { amountWords, readAmount, writeAmount } from './amounts';

it('keeps themes under their keys, whatever is written around them', () => {
  const before = [
    { key: 'trust', title: 'Trust' },
    { key: 'old-key', title: 'Reach', description: 'More' },
  ];
  expect(readThemes(writeThemes(before), before)).toEqual(before);
  expect(readThemes('Reach\n\n  Trust: again\nReach', before)).toEqual([
    { key: 'old-key', title: 'Reach' },
    { key: 'trust', title: 'Trust', description: 'again' },
    { key: 'reach', title: 'Reach' },
  ]);
  expect(readThemes('42 %', [])).toEqual([{ key: 'theme', title: '42 %' }]);
});

it('reads and writes values in the unit that people use', () => {
  expect(readAmount('12,5', 'percent')).toBe(0.125);
  expect(writeAmount(0.125, 'percent')).toBe('12.5');
  expect(readAmount('1.5', 'duration')).toBe(5_400_000);
  expect(readAmount('many')).toBeUndefined();
  expect(amountWords(1234.5, { unit: 'orders' })).toBe('1,234.5 orders');
  expect(amountWords(5_400_000, { kpiUnit: 'duration' })).toBe('1 h 30 min');
});
