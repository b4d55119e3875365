import { byLikelihood } from './usePeople';

const people = [
  { entityRef: 'group:default/astronomy-shop', title: 'Astronomy Shop' },
  { entityRef: 'user:default/ben', title: 'Ben Carter' },
  { entityRef: 'user:default/carlos', title: 'Carlos Mendes' },
  { entityRef: 'user:default/aisha', title: 'Aisha Bello' },
  { entityRef: 'user:default/k7', title: 'Kim Almeida' },
];

describe('whom a mention may mean', () => {
  it('begins with those whose name begins with what is typed, people first', () => {
    expect(byLikelihood(people, 'A').map(p => p.title)).toEqual([
      'Aisha Bello',
      'Kim Almeida',
      'Astronomy Shop',
      'Ben Carter',
      'Carlos Mendes',
    ]);
  });
});
