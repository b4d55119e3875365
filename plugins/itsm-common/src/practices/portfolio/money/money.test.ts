import * as fc from 'fast-check';
import { lifecycleFaults } from '../../../kernel/lifecycle';
import {
  addUp,
  contractLifecycle,
  contractMonths,
  contractTime,
  formatMoney,
  formatMoneyShort,
  monthAfter,
  monthOfInstant,
  monthsFromTo,
  monthsLater,
  noticeByOf,
  parseMoney,
  plainMoney,
  RateBook,
  readWeights,
  Sharing,
  splitAmong,
  splitMinor,
  supplierLifecycle,
  wayAround,
  weightsOf,
  writeWeights,
  type SharingRule,
} from '.';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
const DAY = 86_400_000;
const minor = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

describe('sums of money', () => {
  it('are told in the digits of their currency', () => {
    expect(formatMoney(125_050, 'EUR', 'en-GB')).toBe('€1,250.50');
    expect(formatMoney(1250, 'JPY', 'en-GB')).toBe('JP¥1,250');
    expect(formatMoney(1250, 'BHD', 'en-US')).toContain('1.250');
    expect(plainMoney(-5, 'EUR')).toBe('-0.05');
    expect(plainMoney(12, 'JPY')).toBe('12');
  });

  it('are told in few figures where there is little room', () => {
    const short = (cents: number) => formatMoneyShort(cents, 'EUR', 'en-GB');
    expect([0, 12, 7_166, 71_660, 3_320_000, -71_660].map(short).join()).toBe(
      '€0,€0.12,€72,€717,€33.2k,-€717',
    );
    expect(short(99_999)).toMatch(/^€1(,000|k)$/);
  });

  it.each([
    ['1250', 125_000],
    ['1,250.00', 125_000],
    ['1.250,00', 125_000],
    ['1 250,5', 125_050],
    ["1'250.50", 125_050],
    ['1.234.567', 123_456_700],
    ['0.125', undefined],
    ['1.250', undefined],
    ['(12.50)', -1250],
    ['\u221212,50', -1250],
    ['-0', 0],
    ['12.345', undefined],
    ['1,25,0', undefined],
    ['1,2.3,4', undefined],
    ['12e3', undefined],
    ['', undefined],
    ['99999999999999', undefined],
  ])('are read from files: %s', (text, expected) => {
    const read = parseMoney(text, 'EUR');
    expect('minor' in read ? read.minor : undefined).toBe(expected);
  });

  it('mean what the file says where the numbers do not', () => {
    expect(parseMoney('1.250', 'EUR', ',')).toEqual({
      minor: 125_000,
      currency: 'EUR',
    });
    expect(parseMoney('1.250', 'BHD', '.')).toEqual({
      minor: 1250,
      currency: 'BHD',
    });
    expect(parseMoney('1', 'XQX')).toMatchObject({
      fault: expect.stringContaining('no currency'),
    });
  });

  it('come out of a file as they went in', () => {
    fc.assert(
      fc.property(minor, fc.constantFrom('EUR', 'JPY', 'BHD'), (sum, code) => {
        expect(parseMoney(plainMoney(sum, code), code, '.')).toEqual({
          minor: sum,
          currency: code,
        });
      }),
      { numRuns },
    );
  });

  it('are never added up across currencies', () => {
    expect(
      addUp([
        { minor: 5, currency: 'USD' },
        { minor: 1, currency: 'EUR' },
        { minor: 2, currency: 'USD' },
      ]),
    ).toEqual([
      { minor: 1, currency: 'EUR' },
      { minor: 7, currency: 'USD' },
    ]);
  });
});

describe('exchange rates', () => {
  const book = new RateBook('EUR', [
    {
      name: 'Bank',
      to: 'EUR',
      rates: [
        { currency: 'USD', rate: 0.9 },
        { currency: 'USD', rate: 0.95, from: '2026-07' },
        { currency: 'JPY', rate: 0.006 },
      ],
    },
    { name: 'Other', to: 'CHF', rates: [{ currency: 'GBP', rate: 1.1 }] },
  ]);

  it('hold from their month on, and for the digits of both currencies', () => {
    const usd = { minor: 10_001, currency: 'USD' };
    expect(book.convert(usd, '2026-06')?.minor).toBe(9001);
    expect(book.convert(usd, '2026-07')?.minor).toBe(9501);
    expect(book.convert({ minor: 1000, currency: 'JPY' }, '2026-01')).toEqual({
      minor: 600,
      currency: 'EUR',
    });
    // Half a cent is rounded away from nothing, whichever the sign.
    const half = { minor: 5, currency: 'USD' };
    expect(book.convert(half, '2026-01')?.minor).toBe(5);
    expect(book.convert({ ...half, minor: -5 }, '2026-01')?.minor).toBe(-5);
  });

  it('tell nothing in one currency where one of them is missing', () => {
    const gbp = { minor: 1, currency: 'GBP' };
    expect(book.convert(gbp, '2026-01')).toBeUndefined();
    expect(
      book.convertAll([gbp, { minor: 1, currency: 'EUR' }], '2026-01'),
    ).toBeUndefined();
  });
});

describe('months', () => {
  it('follow each other over years', () => {
    expect(monthsFromTo('2025-11', '2026-02')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(monthAfter('2026-01', -13)).toBe('2024-12');
    // The new year begins sooner there.
    const at = Date.parse('2025-12-31T23:30:00Z');
    expect(monthOfInstant(at, 'UTC')).toBe('2025-12');
    expect(monthOfInstant(at, 'Europe/Vienna')).toBe('2026-01');
  });
});

/** Services s0 to s7 with costs, and rules among them of any shape, circles among them. */
const refs = Array.from({ length: 8 }, (_, i) => `system:default/s${i}`);
const costs = fc
  .array(minor, { minLength: refs.length, maxLength: refs.length })
  .map(sums => new Map(refs.map((ref, i) => [ref, sums[i]])));
const ruleOf = (from: string): fc.Arbitrary<SharingRule> =>
  fc.record({
    from: fc.constant(from),
    to: fc.uniqueArray(
      fc.record({
        ref: fc.constantFrom(...refs),
        weight: fc.integer({ min: 0, max: 5000 }),
      }),
      { maxLength: 5, selector: t => t.ref },
    ),
    share: fc.constantFrom(0, 1, 3333, 9999, 10_000),
  });
const anyRules = fc
  .subarray(refs)
  .chain(froms => fc.tuple(...froms.map(ruleOf)))
  .map(rules => rules as SharingRule[]);

const sum = (values: Iterable<number>) =>
  [...values].reduce((a, b) => a + b, 0);
const asObject = (map: ReadonlyMap<string, number>) =>
  Object.fromEntries([...map].filter(([, value]) => value !== 0).sort());

describe('splitting a sum', () => {
  it('loses no cent, and gives nobody more than a cent too much', () => {
    fc.assert(
      fc.property(
        minor,
        fc.array(fc.bigInt({ min: 0n, max: 10_000n }), {
          minLength: 1,
          maxLength: 20,
        }),
        (total, weights) => {
          const all = weights.reduce((a, b) => a + b, 0n);
          fc.pre(all > 0n);
          const parts = splitMinor(total, weights);
          expect(sum(parts)).toBe(total);
          parts.forEach((part, i) => {
            const due = (total * Number(weights[i])) / Number(all);
            expect(Math.abs(part - due)).toBeLessThan(1);
          });
        },
      ),
      { numRuns },
    );
  });
});

describe('shared costs', () => {
  it('add up to the last cent, whatever the rules are, and whatever their order', () => {
    fc.assert(
      fc.property(costs, anyRules, fc.nat(), (own, rules, seed) => {
        const sharing = new Sharing(rules);
        const { borne, shared, exchanged } = sharing.allocate(own);
        expect(sum(borne.values())).toBe(sum(own.values()));
        // Each service: its own, with what it received, less what it gave, is what it bears.
        for (const ref of refs) {
          const received = sum(
            shared.filter(s => s.to === ref).map(s => s.minor),
          );
          const given = sum(
            shared.filter(s => s.from === ref).map(s => s.minor),
          );
          expect(
            own.get(ref)! + received - given + (exchanged.get(ref) ?? 0),
          ).toBe(borne.get(ref) ?? 0);
        }
        expect(sum(exchanged.values())).toBe(0);
        const turned = [...rules]
          .map(rule => ({ ...rule, to: [...rule.to].reverse() }))
          .sort((a, b) => (a.from < b.from ? 1 : -1) * (seed % 2 ? 1 : -1));
        const again = new Sharing(turned).allocate(new Map([...own].reverse()));
        expect(asObject(again.borne)).toEqual(asObject(borne));
      }),
      { numRuns },
    );
  });

  it('are borne by those who use the service, and on to those who use them', () => {
    const { borne, shared } = new Sharing([
      {
        from: 'platform',
        to: [
          { ref: 'data', weight: 1 },
          { ref: 'shop', weight: 2 },
        ],
        share: 10_000,
      },
      { from: 'data', to: [{ ref: 'shop', weight: 1 }], share: 5000 },
    ]).allocate(
      new Map([
        ['platform', 100],
        ['data', 10],
        ['shop', 1],
      ]),
    );
    // A third of 100 is 33.33: the larger remainder gets the cent that is left.
    expect(shared).toContainEqual({ from: 'platform', to: 'shop', minor: 67 });
    // Of 43 half a cent is left: of equal remainders the first by name gets it.
    expect(asObject(borne)).toEqual({ data: 22, shop: 89 });
  });

  it('in a circle are solved for all at once', () => {
    // The textbook: two support departments that use each other, and two that produce.
    const sharing = new Sharing([
      {
        from: 'maintenance',
        to: [
          { ref: 'it', weight: 20 },
          { ref: 'assembly', weight: 30 },
          { ref: 'machining', weight: 50 },
        ],
        share: 10_000,
      },
      {
        from: 'it',
        to: [
          { ref: 'maintenance', weight: 10 },
          { ref: 'assembly', weight: 80 },
          { ref: 'machining', weight: 10 },
        ],
        share: 10_000,
      },
    ]);
    expect(sharing.circles).toEqual([
      { refs: ['it', 'maintenance'], closed: false },
    ]);
    const { borne, exchanged } = sharing.allocate(
      new Map([
        ['maintenance', 600_000],
        ['it', 116_000],
      ]),
    );
    // M = 600,000 + 0.1 I and I = 116,000 + 0.2 M, so M = 624,081.63… and I = 240,816.32…
    expect(asObject(borne)).toEqual({ assembly: 379_877, machining: 336_123 });
    // What computing gives on to the two is nine tenths of what passes through it.
    expect(exchanged.get('it')).toBe(216_735 - 116_000);
    expect(exchanged.get('maintenance')).toBe(116_000 - 216_735);
  });

  it('stay where they are in a circle out of which nothing leads', () => {
    const sharing = new Sharing([
      { from: 'a', to: [{ ref: 'b', weight: 1 }], share: 10_000 },
      { from: 'b', to: [{ ref: 'a', weight: 1 }], share: 10_000 },
      { from: 'c', to: [{ ref: 'a', weight: 1 }], share: 10_000 },
    ]);
    expect(sharing.circles).toEqual([{ refs: ['a', 'b'], closed: true }]);
    const { borne } = sharing.allocate(
      new Map([
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]),
    );
    expect(asObject(borne)).toEqual({ a: 4, b: 2 });
  });

  it('name the way around a circle', () => {
    const leads: Record<string, string[]> = {
      a: ['x', 'b'],
      b: ['c'],
      c: ['a'],
    };
    expect(wayAround('a', ref => leads[ref] ?? [])).toEqual([
      'a',
      'b',
      'c',
      'a',
    ]);
    expect(wayAround('x', ref => leads[ref] ?? [])).toBeUndefined();
  });
});

describe('contracts', () => {
  it('and suppliers have lifecycles without faults', () => {
    expect(lifecycleFaults(contractLifecycle)).toEqual([]);
    expect(lifecycleFaults(supplierLifecycle)).toEqual([]);
  });

  it('stand in time as their dates say', () => {
    const now = Date.parse('2026-06-15T00:00:00Z');
    const at = (days: number) => now + days * DAY;
    const time = (dates: object) =>
      contractTime({ statusCategory: 'open', ...dates }, now);
    expect(time({})).toBe('running');
    expect(time({ startAt: at(1) })).toBe('not-begun');
    expect(time({ endAt: at(-1) })).toBe('expired');
    expect(time({ endAt: at(29) })).toBe('ends-soon');
    expect(time({ endAt: at(90), noticeBy: at(10) })).toBe('notice-soon');
    expect(
      time({ endAt: at(20), noticeBy: at(-10), renewal: 'automatic' }),
    ).toBe('notice-passed');
    expect(time({ endAt: at(20), noticeBy: at(-10), renewal: 'manual' })).toBe(
      'ends-soon',
    );
    expect(contractTime({ statusCategory: 'closed', endAt: at(-1) }, now)).toBe(
      'none',
    );
  });

  it('can be given notice of until a day, and renew to the same day', () => {
    const endAt = Date.parse('2026-12-31T00:00:00Z');
    expect(noticeByOf({ endAt, noticeDays: 30, renewal: 'manual' })).toBe(
      Date.parse('2026-12-01T00:00:00Z'),
    );
    expect(
      noticeByOf({ endAt, noticeDays: 30, renewal: 'none' }),
    ).toBeUndefined();
    expect(new Date(monthsLater(endAt, 2)).toISOString()).toBe(
      '2027-02-28T00:00:00.000Z',
    );
  });
});

describe('what a contract costs month by month', () => {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const months = (contract: object) =>
    contractMonths(
      { minor: 120_000, per: 'year', startAt: at('2026-01-15'), ...contract },
      '2025-01',
      '2027-12',
      'UTC',
    );
  const told = (contract: object) => {
    const all = months(contract);
    return [all.length, all[0]?.month, all[all.length - 1]?.month];
  };

  it('is nothing before it begins and after it ended', () => {
    expect(told({ endAt: at('2027-01-15') })).toEqual([
      12,
      '2026-01',
      '2026-12',
    ]);
    expect(told({ endAt: at('2026-02-20') })).toEqual([
      2,
      '2026-01',
      '2026-02',
    ]);
    // It goes on until somebody ends it.
    expect(told({})[2]).toBe('2027-12');
    const renewing = { endAt: at('2026-07-15'), renewal: 'automatic' };
    expect(told(renewing)[2]).toBe('2027-12');
    expect(told({ ...renewing, over: true })[2]).toBe('2026-06');
    expect(told({ ...renewing, until: at('2026-03-01') })[2]).toBe('2026-02');
    // It was never signed.
    expect(months({ until: 0 })).toEqual([]);
  });

  it('is where its day begins in the zone', () => {
    const [first] = contractMonths(
      { minor: 100, per: 'month', startAt: Date.parse('2025-12-31T23:00:00Z') },
      '2025-11',
      '2026-02',
      'Europe/Berlin',
    );
    expect(first).toEqual({ month: '2026-01', minor: 100 });
  });

  it('adds up to its value, whatever it is and however long', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: at('2020-01-01'), max: at('2024-12-31') }),
        fc.integer({ min: 1, max: 36 }),
        fc.constantFrom('month' as const, 'year' as const, 'term' as const),
        (value, startAt, many, per) => {
          const all = contractMonths(
            {
              minor: value,
              per,
              startAt,
              endAt: monthsLater(startAt, many),
            },
            '2019-01',
            '2029-12',
            'UTC',
          );
          expect(all).toHaveLength(many);
          const total = all.reduce((a, c) => a + c.minor, 0);
          // Of years that are not whole the rest is rounded.
          const due = { month: value * many, term: value, year: undefined }[
            per
          ];
          const whole = many % 12 === 0 ? (value * many) / 12 : total;
          expect(total).toBe(due ?? whole);
        },
      ),
      { numRuns },
    );
  });

  it('of all its time comes again with each renewal', () => {
    const all = months({
      per: 'term',
      endAt: at('2026-07-15'),
      renewal: 'automatic',
      renewalMonths: 6,
    });
    const half = all.slice(6, 12).reduce((a, b) => a + b.minor, 0);
    expect(half).toBe(120_000);
  });

  it('is split by weights, and no cent is lost or doubled', () => {
    const served = ['a:b/c', 'a:b/d', 'a:b/e'];
    fc.assert(
      fc.property(
        minor,
        fc.dictionary(fc.constantFrom(...served), fc.nat(1_000_000)),
        (value, weights) => {
          const read = readWeights(writeWeights(weights));
          expect(read).toEqual({ ...weights });
          const parts = splitAmong(value, weightsOf(served, read));
          const all = [...parts.values()].reduce((a, b) => a + b, 0);
          const bearers = served.filter(ref => weights[ref] !== 0);
          expect(all).toBe(bearers.length === 0 ? 0 : value);
          expect([...parts.keys()]).toEqual(bearers);
        },
      ),
      { numRuns },
    );
    expect([...splitAmong(100, weightsOf(served, { 'a:b/d': 0 }))]).toEqual([
      ['a:b/c', 50],
      ['a:b/e', 50],
    ]);
  });
});
