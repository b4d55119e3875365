import fc from 'fast-check';
import { CHECK_STATES } from './model';
import { offeringBodySchema } from './offering';
import {
  isInScope,
  managedScore,
  weightsFor,
  type ManagedRule,
  type WeighedCheck,
} from './score';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 200);
/** What no link may begin with. */
const SCRIPT = 'javascript';
const holds = (property: fc.IProperty<any>) => fc.assert(property, { numRuns });

const check = fc.record<WeighedCheck>({
  key: fc.constantFrom('owner', 'tier', 'runbook', 'agreement'),
  weight: fc.integer({ min: -1, max: 10 }),
  state: fc.constantFrom(...CHECK_STATES),
});
const checks = fc.array(check, { maxLength: 20 });
const counts = ({ state, weight }: WeighedCheck) =>
  state !== 'not-needed' && weight > 0;

describe('how well a service is managed', () => {
  it('is a number from 0 to 100, or nothing where nothing counts', () => {
    holds(
      fc.property(checks, all => {
        const { score = -1 } = managedScore(all);
        const isScore = Number.isInteger(score) && score >= 0 && score <= 100;
        expect(isScore).toBe(all.some(counts));
      }),
    );
  });

  it('is 100 where all is there and 0 where nothing is, and never else', () => {
    holds(
      fc.property(
        checks.filter(all => all.some(counts)),
        all => {
          const counted = all.filter(counts);
          const { score } = managedScore(all);
          expect(score === 100).toBe(counted.every(c => c.state === 'met'));
          expect(score === 0).toBe(counted.every(c => c.state === 'missing'));
        },
      ),
    );
  });

  it('never falls by something that is there now', () => {
    holds(
      fc.property(checks, fc.nat(), (all, n) => {
        const missing = all.filter(c => c.state === 'missing');
        fc.pre(missing.length > 0);
        const one = missing[n % missing.length];
        const done = all.map(c =>
          c === one ? { ...c, state: 'met' as const } : c,
        );
        expect(managedScore(done).score ?? 100).toBeGreaterThanOrEqual(
          managedScore(all).score ?? 0,
        );
      }),
    );
  });

  it('does not depend on order, on the scale of weights, nor on what is not needed', () => {
    holds(
      fc.property(checks, fc.integer({ min: 2, max: 9 }), (all, times) => {
        const { score } = managedScore(all);
        expect(managedScore([...all].reverse()).score).toBe(score);
        expect(
          managedScore(all.map(c => ({ ...c, weight: c.weight * times })))
            .score,
        ).toBe(score);
        expect(managedScore(all.filter(counts)).score).toBe(score);
      }),
    );
  });

  it('adds up to what counts', () => {
    expect(
      managedScore([
        { key: 'owner', weight: 10, state: 'met' },
        { key: 'tier', weight: 5, state: 'missing' },
        { key: 'system', weight: 2, state: 'not-needed' },
      ]),
    ).toEqual({ score: 67, met: 10, max: 15 });
    // One of a thousand is missing: not all is there.
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      key: `k${i}`,
      weight: 1,
      state: i === 0 ? ('missing' as const) : ('met' as const),
    }));
    expect(managedScore(many).score).toBe(99);
  });
});

describe('what counts how much', () => {
  const defaults = { owner: 10, tier: 5, runbook: 6 };
  const word = (...words: string[]) =>
    fc.option(fc.subarray(words, { minLength: 1 }), { nil: undefined });
  const rule = fc.record<ManagedRule>({
    key: fc.string({ minLength: 1, maxLength: 4 }),
    services: fc.option(
      fc.record({
        kinds: word('system', 'component'),
        types: word('service', 'website'),
        tiers: word('tier-1', 'tier-2'),
      }),
      { nil: undefined },
    ),
    weights: fc.dictionary(
      fc.constantFrom('owner', 'tier', 'runbook', 'unheard-of'),
      fc.integer({ min: 0, max: 10 }),
    ),
  });
  const service = fc.record({
    kind: fc.constantFrom('system', 'component'),
    type: fc.constantFrom('service', 'website', undefined),
    tier: fc.constantFrom('tier-1', 'tier-2', undefined),
  });

  it('is said by a definition that is for the service, in whatever order they are read', () => {
    holds(
      fc.property(
        service,
        fc.uniqueArray(rule, { selector: r => r.key }),
        (of, rules) => {
          const weights = weightsFor(of, rules, defaults);
          expect(weightsFor(of, [...rules].reverse(), defaults)).toEqual(
            weights,
          );
          expect(Object.keys(weights)).toEqual(Object.keys(defaults));
          const applying = rules.filter(r => isInScope(r.services, of));
          for (const key of Object.keys(
            defaults,
          ) as (keyof typeof defaults)[]) {
            const said = applying.flatMap(r => r.weights[key] ?? []);
            expect(said.length > 0 ? said : [defaults[key]]).toContain(
              weights[key],
            );
          }
        },
      ),
    );
  });

  it('is what the narrower definition says', () => {
    const rules: ManagedRule[] = [
      { key: 'z-all', weights: { owner: 1, tier: 1 } },
      {
        key: 'a-critical',
        services: { tiers: ['tier-1'] },
        weights: { owner: 9 },
      },
      {
        key: 'b-systems',
        services: { tiers: ['tier-1'], kinds: ['system'] },
        weights: { runbook: 0 },
      },
    ];
    expect(
      weightsFor({ kind: 'system', tier: 'tier-1' }, rules, defaults),
    ).toEqual({
      owner: 9,
      tier: 1,
      runbook: 0,
    });
    expect(weightsFor({ kind: 'component' }, rules, defaults)).toEqual({
      owner: 1,
      tier: 1,
      runbook: 6,
    });
  });
});

describe('an offering', () => {
  const body = {
    service: 'system:default/shop',
    name: 'A shop of your own',
    summary: 'You sell what you like.',
    howToAsk: { text: 'Ask us' },
  };
  const faultOf = (more: object) =>
    offeringBodySchema.safeParse({ ...body, ...more }).error?.issues[0]
      ?.message;

  it('leads to pages, mail and the portal, and never to a script', () => {
    for (const link of [
      'https://example.com/ask?a=b',
      'mailto:shop@example.com',
      '/itsm/incidents/new',
    ])
      expect(faultOf({ howToAsk: { link } })).toBeUndefined();
    for (const link of [
      `${SCRIPT}:alert(1)`,
      ' java\nscript:alert(1)',
      'data:text/html,<script>',
      '//evil.example.com',
      '/\\evil.example.com',
      'vbscript:x',
      'mailto:',
    ])
      expect(faultOf({ howToAsk: { link } })).toMatch(/must be an address/);
  });

  it('says how to ask for it, and one way only', () => {
    expect(faultOf({ howToAsk: {} })).toMatch(/must say how to ask/);
    expect(faultOf({ howToAsk: { incident: false } })).toMatch(/must say/);
    expect(
      faultOf({ howToAsk: { incident: true, link: 'https://example.com' } }),
    ).toMatch(/must be one of/);
    expect(
      faultOf({ price: { minor: 1.5, currency: 'EUR', per: 'month' } }),
    ).toBeDefined();
    expect(
      faultOf({ price: { minor: 100, currency: 'euro', per: 'month' } }),
    ).toMatch(/ISO 4217/);
    expect(offeringBodySchema.parse(body)).toMatchObject({
      state: 'draft',
      agreements: [],
    });
  });
});
