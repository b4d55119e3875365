import type { KpiPoint } from '@callboard/plugin-itsm-common';
import { worstFirst } from './told';

describe('parts of a number', () => {
  const part = (name: string, value: number | undefined, count = 1) => ({
    name,
    total: { value, count } as KpiPoint,
  });
  const names = (parts: readonly { name: string }[]) =>
    parts.map(({ name }) => name);
  const parts = [
    part('good', 0.99),
    part('bad', 0.2, 3),
    part('nothing', undefined, 0),
    part('as bad, of more', 0.2, 8),
    part('fair', 0.5),
  ];

  it('stand in the order in which one looks at them: the worst first, and last what has no value', () => {
    expect(names(worstFirst(parts, 'up'))).toEqual([
      'as bad, of more',
      'bad',
      'fair',
      'good',
      'nothing',
    ]);
    expect(names(worstFirst(parts, 'down'))).toEqual([
      'good',
      'fair',
      'as bad, of more',
      'bad',
      'nothing',
    ]);
  });

  it('stay as they are where neither way is worse', () => {
    expect(worstFirst(parts, 'neutral')).toBe(parts);
  });
});
