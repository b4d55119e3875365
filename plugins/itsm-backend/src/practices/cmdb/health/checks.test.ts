import type { CiHealthFacts } from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import { checker } from './evaluate';
import type { Check, CheckSettings } from './checks/Check';

const NOW = Date.UTC(2026, 2, 1, 12);
const DAY = 86_400_000;
const SETTINGS: CheckSettings = {
  now: NOW,
  staleAfterDays: 60,
  confirmEveryDays: 0,
  systemKinds: ['component', 'api'],
};
const attribute = (key: string, more: object = {}) => ({
  key,
  label: key,
  type: 'text' as const,
  need: 'optional' as const,
  ...more,
});

/** An item of which nothing is wrong, with what a test says otherwise. */
const item = (more: Partial<CiHealthFacts> = {}): CiHealthFacts => ({
  ref: 'component:default/cart',
  kind: 'component',
  type: 'service',
  title: 'Cart',
  lifecycle: 'production',
  tags: [],
  fields: {},
  owner: { ref: 'group:default/payments', exists: true },
  systemRef: 'system:default/shop',
  attributes: {},
  relations: [{ type: 'partOf', target: 'system:default/shop', exists: true }],
  duplicates: [],
  createdAt: NOW - 100 * DAY,
  ...more,
});

const look = (facts: CiHealthFacts, settings = SETTINGS) =>
  checker(settings, [])(facts);

const found = (checks: readonly Check[]) =>
  checks.flatMap(c => c.problems.map(p => `${c.rule}: ${p.message}`));

describe('checks of a configuration item', () => {
  it('find nothing where nothing is wrong, and say what holds', () => {
    const checks = look(item());
    expect(found(checks)).toEqual([]);
    expect(checks.map(c => c.holds)).toEqual([
      'It has an owner.',
      'It is part of a system.',
      'Its owner is in the catalog.',
      'Its owner is a group.',
      'It has a relation to something beside its owner.',
      'All that it has a relation to is in the catalog.',
    ]);
  });

  it('find what is missing by class, owner and system', () => {
    const checks = look(
      item({
        class: {
          key: 'server',
          name: 'Server',
          attributes: [
            attribute('serial', { label: 'Serial number', need: 'required' }),
            attribute('warranty', { need: 'recommended' }),
            attribute('colour'),
          ],
        },
        owner: undefined,
        systemRef: undefined,
      }),
    );
    expect(found(checks)).toEqual([
      'attribute-required: Serial number is missing; the class Server requires it.',
      'attribute-recommended: warranty is missing; the class Server recommends it.',
      'owner-missing: It has no owner, so nobody is asked about it.',
      'system-missing: It is part of no system.',
    ]);
    // A server needs no system; that it has none is no finding.
    const server = look(item({ kind: 'resource', systemRef: undefined }));
    expect(server.map(c => c.rule)).not.toContain('system-missing');
  });

  it('find owners that are not there or are people, without naming people', () => {
    const of = (ref: string, exists: boolean) =>
      found(look(item({ owner: { ref, exists } })));
    expect(of('group:default/gone', false)).toEqual([
      'owner-unknown: Its owner group:default/gone is not in the catalog.',
    ]);
    expect(of('user:default/maria', true)).toEqual([
      'owner-person: Its owner is a person, not a group.',
    ]);
    expect(of('user:default/maria', false).join()).not.toContain('maria');
  });

  it('find relations to nothing one by one, up to ten', () => {
    const relations = Array.from({ length: 13 }, (_, i) => ({
      type: 'dependsOn',
      target: `resource:default/r${String(i).padStart(2, '0')}`,
      exists: false,
    }));
    const findings = found(look(item({ relations })));
    expect(findings).toHaveLength(11);
    expect(findings[0]).toBe(
      'relation-dangling: It says "dependsOn" of resource:default/r00, which is not in the catalog.',
    );
    expect(findings[10]).toBe(
      'relation-dangling: It has 3 more relations to what is not in the catalog.',
    );
    expect(found(look(item({ relations: [] })))).toEqual([
      'orphan: It has no relation to anything, so no impact reaches it and it explains none.',
    ]);
  });

  it('find attributes that are not allowed, and redundancy that cannot hold', () => {
    const facts = item({
      class: {
        key: 'server',
        name: 'Server',
        attributes: [
          attribute('cores', { type: 'number' }),
          attribute('site', { type: 'choice', values: ['ams', 'fra'] }),
        ],
      },
      attributes: { cores: 'many', site: 'fra' },
      relations: [
        { type: 'dependsOn', target: 'resource:default/a', exists: true },
        { type: 'dependsOn', target: 'resource:default/b', exists: true },
      ],
      redundancy: {
        faults: [],
        declared: [
          { atLeast: 1, of: ['resource:default/a', 'resource:default/b'] },
          {
            atLeast: 2,
            of: [
              'resource:default/a',
              'resource:default/c',
              'resource:default/d',
            ],
          },
        ],
      },
    });
    expect(found(look(facts))).toEqual([
      expect.stringMatching(/^attribute-invalid: cores is not valid: it .+\.$/),
      'redundancy-unreadable: It declares redundant what it does not depend on: resource:default/c, resource:default/d.',
      'redundancy-unreadable: It needs 2 of 3 dependencies, and has 1.',
    ]);
  });

  it('find what no source names any more, after the days of its class or the usual ones', () => {
    const of = (days: number, more: Partial<CiHealthFacts> = {}) =>
      found(
        look(
          item({
            sources: {
              state: 'active',
              names: ['inventory'],
              seenAt: NOW - days * DAY,
            },
            ...more,
          }),
        ),
      );
    expect(of(60)).toEqual([]);
    expect(of(61)).toEqual([
      'source-silent: No source has named it since 2025-12-30; 60 days are allowed.',
    ]);
    const daily = {
      class: { key: 's', name: 'S', attributes: [], staleAfterDays: 1 },
    };
    expect(of(1, daily)).toEqual([]);
    expect(of(2, daily)).toHaveLength(1);
    // Of what only the catalog speaks no source is silent.
    expect(look(item()).map(c => c.rule)).not.toContain('source-silent');
  });

  it('ask for a confirmation so many days after the last one, or after it was first known', () => {
    const of = (days: number, confirmed?: number) =>
      found(
        look(
          item({
            createdAt: NOW - days * DAY,
            confirmedAt:
              confirmed === undefined ? undefined : NOW - confirmed * DAY,
          }),
          { ...SETTINGS, confirmEveryDays: 30 },
        ),
      );
    expect(of(29)).toEqual([]);
    expect(of(30)).toEqual([
      'not-confirmed: Nobody has confirmed it; it is to be every 30 days.',
    ]);
    expect(of(300, 29)).toEqual([]);
    expect(of(300, 30)).toEqual([
      'not-confirmed: It was last confirmed on 2026-01-30; it is to be every 30 days.',
    ]);
  });

  it('say what to do with every finding', () => {
    const all = look(
      item({
        owner: undefined,
        systemRef: undefined,
        relations: [],
        duplicates: [{ ref: 'component:default/basket', value: 'S-1' }],
        sources: { state: 'stale', names: ['inventory'] },
      }),
      { ...SETTINGS, confirmEveryDays: 1 },
    );
    for (const { problems } of all)
      for (const { message, advice } of problems) {
        expect(message).toMatch(/^[A-Z].+\.$/);
        expect(advice).toMatch(/^[A-Z].+\.$/);
      }
    expect(found(all)).toContain(
      'duplicate: It may be the same as component:default/basket: both are known by S-1.',
    );
  });

  it('do not depend on the order in which facts are read', () => {
    const relation = fc.record({
      type: fc.constantFrom('dependsOn', 'partOf'),
      target: fc.constantFrom(
        'resource:default/a',
        'resource:default/b',
        'api:default/c',
      ),
      exists: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(relation, { selector: r => `${r.type} ${r.target}` }),
        fc.uniqueArray(
          fc.constantFrom('component:x/a', 'component:x/b', 'component:x/c'),
        ),
        fc.infiniteStream(fc.nat()),
        (relations, duplicates, random) => {
          const shuffled = <T>(list: readonly T[]) =>
            list
              .map(one => ({ one, at: random.next().value }))
              .sort((a, b) => a.at - b.at)
              .map(({ one }) => one);
          const pairs = duplicates.map(ref => ({ ref, value: 'S-1' }));
          const sources = { state: 'active' as const, names: ['a', 'b'] };
          expect(
            look(
              item({
                relations: shuffled(relations),
                duplicates: shuffled(pairs),
                sources: { ...sources, names: shuffled(sources.names) },
              }),
            ),
          ).toEqual(look(item({ relations, duplicates: pairs, sources })));
        },
      ),
    );
  });
});
