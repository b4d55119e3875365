import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { storedValue } from '../imports/storedValue';
import { readCustomValue } from './readCustomValue';
import { valueFault } from './valueFault';

const field = (
  type: FieldDefinition['type'],
  more: Partial<FieldDefinition> = {},
) => ({ key: 'f', label: 'F', type, ...more } as FieldDefinition);
const colours = Array.from({ length: 25 }, (_, i) => ({
  value: i + 1,
  label: `${i}`,
}));
const said = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a value that a field cannot have', () => {
  it.each<[FieldDefinition, unknown, string]>([
    [field('choice', { choices: colours }), 99, 'must be one of 1, 2, 3'],
    [field('user'), 'group:default/a', 'must be a reference to a user'],
    [field('group'), 'no ref', 'must be an entity reference like component'],
    [field('entity'), 7, 'must be an entity reference'],
    [field('number'), 'many', 'must be a number'],
    [field('number'), 1e300, 'is out of range, at most 9007199254740991'],
    [field('number', { currencyIn: 'c' }), -1, 'must not be below 0'],
    [field('boolean'), 'perhaps', 'must be true or false'],
    [field('text'), 'x'.repeat(50_001), 'must have at most 50,000 characters'],
  ])(
    'is told in the same words wherever it comes from: %j',
    (of, value, words) => {
      expect(valueFault(of, value)).toMatch(words);
      const fault = valueFault(of, value)!;
      expect(said(() => readCustomValue(of, value))).toBe(`f: ${fault}`);
      // A file is told what it said there, unless that is a long text.
      expect(said(() => storedValue(of, value))).toMatch(
        new RegExp(`^f: .{0,90}${fault.slice(0, 40)}`),
      );
    },
  );

  it('has no fault if a file says it in its own way', () => {
    expect(storedValue(field('choice', { choices: colours }), '7')).toBe(7);
    expect(storedValue(field('user'), 'User:Default/Maria')).toBe(
      'user:default/maria',
    );
    expect(storedValue(field('boolean'), 'false')).toBe(false);
    expect(storedValue(field('string', { capitals: true }), 'eur')).toBe('EUR');
    expect(
      said(() =>
        storedValue(field('choice', { choices: colours }), 'x'.repeat(200)),
      ),
    ).toBe(
      `f: "${'x'.repeat(80)}…" must be one of ${colours
        .slice(0, 20)
        .map(c => c.value)
        .join(', ')} …`,
    );
  });
});
