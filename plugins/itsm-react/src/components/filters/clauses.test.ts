import { operatorsFor, readClauses, writeClauses } from './clauses';
import type { Clause, ClauseOperator } from './clauses';

const one = (
  operator: ClauseOperator,
  ...values: Clause['values']
): Clause => ({
  field: 'f',
  operator,
  values,
});

const CLAUSES: Clause[] = [
  one('eq', 'a'),
  one('eq', 3),
  one('eq', true),
  one('not', 'a'),
  one('in', 'a', 'b'),
  one('in', 1, 2),
  one('notIn', 'a'),
  one('prefix', 'INC-1'),
  one('contains', 'user:default/maria'),
  one('exists'),
  one('missing'),
  one('gte', 2),
  one('lte', 2),
  one('since', 'now-7d'),
  one('before', 'now-2w'),
  one('after', '2026-03-01T00:00:00.000Z'),
  one('until', '2026-03-01T00:00:00.000Z'),
];

describe('the clauses of a filter', () => {
  it.each(CLAUSES)('come back as they were written: $operator $values', c => {
    expect(readClauses(writeClauses([c]))).toEqual([c]);
  });

  it('come back together and in their order', () => {
    expect(readClauses(writeClauses(CLAUSES))).toEqual(CLAUSES);
  });

  it('are none without a filter', () => {
    expect(readClauses(undefined)).toEqual([]);
    expect(writeClauses([])).toBeUndefined();
  });

  it('are read from several keys of one object', () => {
    expect(readClauses({ impact: 1, category: { $in: ['net'] } })).toEqual([
      { field: 'impact', operator: 'eq', values: [1] },
      { field: 'category', operator: 'in', values: ['net'] },
    ]);
  });

  it.each([
    [{ $any: [{ a: 1 }, { b: 2 }] }],
    [{ $all: [{ a: 1 }, { $any: [] }] }],
    [{ $not: { $not: { a: 1 } } }],
    [{ $not: { a: 1, b: 2 } }],
    [{ a: { $gte: 1, $lte: 2 } }],
    [{ a: { $in: [{}] } }],
    [{ a: null }],
    [{ a: 1, $all: [] }],
    ['text'],
    [[]],
    [null],
  ])('are not guessed from what no form can show: %j', predicate => {
    expect(readClauses(predicate)).toBeUndefined();
  });
});

describe('what is offered to ask of a field', () => {
  it('follows from its type and from what the server understands', () => {
    const range = ['$gt', '$gte', '$lt', '$lte'] as const;
    const field = { multiple: false, operators: ['$eq', '$exists'] } as const;
    const offered = (more: object) =>
      operatorsFor({ ...field, ...more } as never);
    expect(offered({ type: 'boolean' })).toEqual(['eq', 'exists', 'missing']);
    expect(
      offered({ type: 'instant', operators: ['$eq', '$exists', ...range] }),
    ).toEqual(['since', 'before', 'after', 'until', 'exists', 'missing']);
    expect(
      offered({ type: 'choice', choices: [], operators: ['$eq', '$in'] }),
    ).toEqual(['in', 'notIn']);
    expect(
      offered({ type: 'user', multiple: true, operators: ['$contains'] }),
    ).toEqual(['contains']);
    expect(
      offered({ type: 'string', operators: ['$eq', '$in', '$hasPrefix'] }),
    ).toEqual(['eq', 'not', 'prefix']);
    expect(offered({ type: 'text', operators: [] })).toEqual([]);
  });
});
