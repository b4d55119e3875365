import { plainText } from './plainText';

describe('the last word as one line', () => {
  it('has the words without the signs', () => {
    expect(
      plainText(
        '# Found it\n\n- We **rolled back** to `1.41`\n- See [here](x)',
      ),
    ).toBe('Found it We rolled back to 1.41 See here');
  });

  it('is short', () => {
    expect(plainText('word '.repeat(500)).length).toBeLessThanOrEqual(201);
  });

  it('comes to an end with a hostile text', () => {
    for (const sign of ['*', '`', '[', '>', '![', '```', '# '])
      expect(plainText(sign.repeat(20_000)).length).toBeLessThanOrEqual(201);
  });
});
