import { failureGroups } from './failureGroups';

describe('failureGroups', () => {
  it('says a reason once, with all that it held back', () => {
    const outcomes = [
      { item: 'INC-1', done: false, reason: 'It is over.' },
      { item: 'INC-2', done: true },
      { item: 'INC-3', done: false, reason: 'You may not.' },
      { item: 'INC-4', done: false, reason: 'You may not.' },
    ];
    expect(failureGroups(outcomes)).toEqual([
      { reason: 'You may not.', items: ['INC-3', 'INC-4'] },
      { reason: 'It is over.', items: ['INC-1'] },
    ]);
    expect(failureGroups([])).toEqual([]);
  });
});
