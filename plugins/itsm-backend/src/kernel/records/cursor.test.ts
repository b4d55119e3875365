import { decodeCursor, encodeCursor, listFingerprint } from './cursor';

const list = listFingerprint([['incident'], { sort: 'updated' }]);
const cursor = {
  value: 1_780_000_000_000,
  id: '0190f3d4',
  direction: 'next',
} as const;
const of = (...parts: unknown[]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('the place in a list', () => {
  it('is read as it was written, in the list it was written for', () => {
    const text = encodeCursor(cursor, list);
    expect(text).toMatch(/^[\w-]+$/);
    expect(decodeCursor(text, list)).toEqual(cursor);
    for (const other of [
      [['change'], { sort: 'updated' }],
      [['incident'], { sort: 'created' }],
    ]) {
      expect(() => decodeCursor(text, listFingerprint(other))).toThrow(
        'cursor: belongs to a list with other filters or another order; start again without it',
      );
    }
  });

  it.each([
    '',
    'INC-1042',
    '{}',
    'null',
    of(),
    of(list),
    of(list, '1780000000000', 'id', 'next'),
    of(list, 1.5, 'id', 'next'),
    of(list, null, 'id', 'next'),
    of(list, 1, 'id', 'sideways'),
    of(list, 1, 7, 'next', 'more'),
    of(list, 1, ['id'], 'next', 1),
    of(list, 1, 'a\u0000b', 'next'),
    of(list, 1, "' or 1=1", 'prev'),
  ])('is refused when this API cannot have written it: %j', text => {
    expect(() => decodeCursor(text, list)).toThrow(
      'cursor: is not one that this API gave; start again without it',
    );
  });
});
