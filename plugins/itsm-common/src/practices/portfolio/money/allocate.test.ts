import { Sharing } from './allocate';
import { currencyDigits } from './money';

describe('shared costs', () => {
  it.each([2, 10, 40])(
    'of %s services that hardly anything leaves are told at once, and no cent is lost',
    many => {
      // Of a million parts each gives one on, and the others back to the first.
      const sharing = new Sharing(
        Array.from({ length: many }, (_, i) => ({
          from: `s${i}`,
          to: [
            { ref: i === 0 ? 's1' : 's0', weight: 999_999 },
            { ref: i === many - 1 ? 'out' : `s${i + 1}`, weight: 1 },
          ],
          share: 10_000,
        })),
      );
      expect(sharing.circles).toMatchObject([{ closed: false }]);
      const own = new Map(
        Array.from({ length: many }, (_, i) => [
          `s${i}`,
          i % 2 ? 1_000_000_000_000 : -7,
        ]),
      );
      const { borne } = sharing.allocate(own);
      const sum = (of: ReadonlyMap<string, number>) =>
        [...of.values()].reduce((a, b) => a + b, 0);
      expect(sum(borne)).toBe(sum(own));
      for (const minor of borne.values())
        expect(Math.abs(minor)).toBeLessThanOrEqual(2 * many * 1e12);
    },
  );

  it('of ten thousand services in a circle are told within seconds', () => {
    const many = 10_000;
    const ring = (share: number) =>
      new Sharing(
        Array.from({ length: many }, (_, i) => ({
          from: `s${i}`,
          to: [{ ref: `s${(i + 1) % many}`, weight: 1 }],
          share,
        })),
      );
    const own = new Map(
      Array.from({ length: many }, (_, i) => [
        `s${i}`,
        i === 0 ? 1_000_000 : 7,
      ]),
    );
    const sum = (of: ReadonlyMap<string, number>) =>
      [...of.values()].reduce((a, b) => a + b, 0);
    const half = ring(5_000);
    expect(half.circles).toMatchObject([{ closed: false }]);
    const { borne, exchanged } = half.allocate(own);
    expect([sum(borne), sum(exchanged)]).toEqual([sum(own), 0]);
    // Each keeps half of what comes to it: of a million a half, a quarter, an eighth.
    expect([0, 1, 2].map(i => borne.get(`s${i}`))).toEqual([
      500_004, 250_005, 125_006,
    ]);
    // Where hardly anything leaves it, all keep what they have; none of it is lost either.
    expect(sum(ring(9_999).allocate(own).borne)).toBe(sum(own));
    expect(ring(10_000).circles).toMatchObject([{ closed: true }]);
  });

  it('of what is no currency have no digits', () => {
    expect(currencyDigits('EUR')).toBe(2);
    for (const text of ['eur', 'XQX', 'constructor', 'E'.repeat(100_000)])
      expect(currencyDigits(text)).toBeUndefined();
  });
});
