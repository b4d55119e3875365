import fc from 'fast-check';
import { refsNamed, without } from './namedRefs';

const SEEN = 'component:default/cart';
const HIDDEN = 'system:default/vault';
const isHidden = (ref: string) => ref === HIDDEN;
const lessened = (body: unknown) => without(body, isHidden);

describe('what a definition names in the catalog', () => {
  it('is told from what only looks like it, however it is written', () => {
    expect([
      ...refsNamed({
        service: 'System:Default/Vault',
        'component:cart': ['API:orders', 'resource:prod/db'],
        owner: 'group:default/payments',
        link: 'mailto:help/me@example.com',
        page: 'https://example.com/system:default/x',
        at: '09:30',
        zone: 'Europe/Berlin',
        label: 'tier:1',
        words: `About ${HIDDEN} and others`,
      }),
    ]).toEqual([HIDDEN, SEEN, 'api:default/orders', 'resource:prod/db']);
  });

  it('is left out where it is one of several, and with it what is said of it', () => {
    expect(
      lessened({
        services: [SEEN, HIDDEN],
        weights: { [SEEN]: 1, 'System:vault': 2 },
        to: [{ service: HIDDEN, weight: 1 }, { service: SEEN }],
        template: HIDDEN,
        name: 'Open it',
      }),
    ).toEqual({
      withheld: 4,
      body: {
        services: [SEEN],
        weights: { [SEEN]: 1 },
        to: [{ service: SEEN }],
        name: 'Open it',
      },
    });
    // An empty list means something else.
    expect(lessened({ services: [HIDDEN], name: 'x' })).toBeUndefined();
    expect(lessened({ scope: { in: { a: HIDDEN } } })).toBeUndefined();
  });

  it('is in nothing that is left, and whoever sees all of it is told all of it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.func(fc.constantFrom(undefined, SEEN, HIDDEN, 'system:vault')),
        (json, put) => {
          // References stand anywhere in what is any JSON.
          const body = JSON.parse(JSON.stringify(json), (key, value) =>
            typeof value === 'object' ? value : put(key, value) ?? value,
          );
          const told = lessened(body);
          expect(refsNamed(told?.body).has(HIDDEN)).toBe(false);
          expect(told?.withheld === 0).toBe(!refsNamed(body).has(HIDDEN));
          expect(without(body, () => false)).toEqual({ body, withheld: 0 });
        },
      ),
      { numRuns: 300 },
    );
  });
});
