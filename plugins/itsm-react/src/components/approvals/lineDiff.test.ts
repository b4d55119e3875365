import { allLines, lineDiff } from './lineDiff';

/** All texts of up to three lines of two words. */
const TEXTS = [0, 1, 2, 3].flatMap(lines =>
  Array.from({ length: 2 ** lines }, (_, bits) =>
    Array.from({ length: lines }, (__, i) =>
      Math.floor(bits / 2 ** i) % 2 === 0 ? 'a' : 'b',
    ).join('\n'),
  ),
);

it('has every line of both texts in their order, and calls none changed that both have', () => {
  for (const before of TEXTS) {
    for (const after of TEXTS) {
      const told = allLines(before, after);
      const side = (own: 'gone' | 'new') =>
        told
          .flatMap(line =>
            line.is === 'same' || line.is === own ? [line.text] : [],
          )
          .join('\n');
      expect(side('gone')).toBe(before);
      expect(side('new')).toBe(after);
      const same = told.filter(({ is }) => is === 'same').length;
      // What begins alike stays where it is.
      const alike =
        before === after || after.startsWith(`${before}\n`)
          ? before.split('\n').length
          : 0;
      expect(before === '' || same >= alike).toBe(true);
    }
  }
});

it('leaves out what did not change and is not near', () => {
  const before = 'one\ntwo\nthree\nfour\nfive';
  expect(lineDiff(before, before.replace('five', '5'))).toEqual([
    { is: 'skipped', lines: 3 },
    { is: 'same', text: 'four' },
    { is: 'gone', text: 'five' },
    { is: 'new', text: '5' },
  ]);
});
