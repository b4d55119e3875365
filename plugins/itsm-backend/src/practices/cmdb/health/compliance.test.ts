import type { CiHealthFacts, CiRuleBody } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';
import * as fc from 'fast-check';
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import { ciRuleKind, complianceChecker } from './compliance';

const NOW = Date.UTC(2026, 2, 1, 12);
const DAY = 86_400_000;

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

describe('rules of compliance', () => {
  const rule = (more: Partial<CiRuleBody>): CiRuleBody => ({
    name: 'Rule',
    appliesTo: {},
    must: {},
    severity: 'high',
    message: 'It is broken.',
    advice: 'Mend it.',
    ...more,
  });
  const outcome = (body: Partial<CiRuleBody>, facts: CiHealthFacts) => {
    const [check] = complianceChecker(
      [{ ...rule(body), key: 'k' }],
      NOW,
    )(facts);
    if (!check) return 'does not apply';
    return check.problems.length === 0 ? 'kept' : 'broken';
  };

  it.each<[string, Partial<CiRuleBody>, Partial<CiHealthFacts>, string]>([
    [
      'kind, whatever the case',
      { appliesTo: { kind: 'Resource' } },
      {},
      'does not apply',
    ],
    [
      'lifecycle',
      { must: { lifecycle: { $in: ['Production', 'experimental'] } } },
      {},
      'kept',
    ],
    [
      'an annotation that is there',
      { must: { 'annotations.backstage.io/techdocs-ref': { $exists: true } } },
      {},
      'broken',
    ],
    [
      'an annotation that is there',
      { must: { 'annotations.backstage.io/techdocs-ref': { $exists: true } } },
      { fields: { 'annotations.backstage.io/techdocs-ref': 'dir:.' } },
      'kept',
    ],
    [
      'a tag',
      { must: { tags: { $contains: 'pci' } } },
      { tags: ['java', 'PCI'] },
      'kept',
    ],
    [
      'a number of an attribute',
      { must: { 'attributes.cores': { $gte: 4, $lt: 64 } } },
      { attributes: { cores: '8' } },
      'kept',
    ],
    [
      'a number of an attribute',
      { must: { 'attributes.cores': { $gte: 4 } } },
      { attributes: { cores: 2 } },
      'broken',
    ],
    [
      'a day of an attribute, as of now',
      { must: { 'attributes.warranty-until': { $gt: 'now' } } },
      { attributes: { 'warranty-until': '2026-02-28' } },
      'broken',
    ],
    [
      'a day of an attribute, as of now',
      { must: { 'attributes.warranty-until': { $gt: 'now' } } },
      { attributes: { 'warranty-until': '2026-03-02' } },
      'kept',
    ],
    [
      'yes and no',
      { must: { 'attributes.encrypted': true } },
      { attributes: { encrypted: 'true' } },
      'kept',
    ],
    [
      'a field of the specification',
      { must: { 'spec.tier': { $in: ['1', '2'] } } },
      { fields: { 'spec.tier': 2 } },
      'kept',
    ],
    [
      'types of relations',
      { must: { relations: { $contains: 'dependsOn' } } },
      {},
      'broken',
    ],
    [
      'one thing asked in two ways',
      {
        must: {
          $all: [
            { 'attributes.n': { $exists: true } },
            { 'attributes.n': { $gt: 1 } },
          ],
        },
      },
      { attributes: { n: 2 } },
      'kept',
    ],
    [
      'when it was confirmed',
      { must: { confirmedAt: { $gte: 'now-90d' } } },
      { confirmedAt: NOW - 91 * DAY },
      'broken',
    ],
    ['not', { must: { $not: { owner: { $hasPrefix: 'user:' } } } }, {}, 'kept'],
  ])('ask for %s', (_, body, facts, wanted) => {
    expect(outcome(body, item(facts))).toBe(wanted);
  });

  it('with faults are refused with a sentence that names the place', () => {
    const faults = (body: Partial<CiRuleBody>) =>
      (ciRuleKind.check!(rule(body), 'k') as readonly DefinitionFault[]).map(
        f => f.message,
      );
    expect(faults({ must: { livecycle: 'production' } })).toEqual([
      'must.livecycle: there is no such field here; did you mean lifecycle?',
    ]);
    expect(faults({ appliesTo: { zzz: 1 } })[0]).toMatch(
      /^appliesTo.zzz: .*attributes\.<name>/,
    );
    expect(faults({ must: { 'attributes.n': { $gt: [1] } } })).toHaveLength(1);
    expect(faults({ must: { $any: 3 } })).toHaveLength(1);
    expect(faults({ must: { kind: 'component' } })).toEqual([]);
  });

  it('of the demo are without fault', () => {
    const file = resolve(
      __dirname,
      '../../../../../../examples/cmdb/definitions/health-rules.yaml',
    );
    const rules = parseAllDocuments(readFileSync(file, 'utf8')).map(d =>
      d.toJS(),
    );
    expect(rules.length).toBeGreaterThan(3);
    for (const { kind, key, spec } of rules) {
      expect(kind).toBe('ci-rule');
      const body = ciRuleKind.schema.parse(spec);
      expect([key, ciRuleKind.check!(body, key)]).toEqual([key, []]);
    }
  });

  it('never fail on what somebody writes into them or into items', () => {
    const key = fc.constantFrom(
      'kind',
      'attributes.a',
      'annotations.b',
      '$all',
      '$not',
      'x',
    );
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue({ maxDepth: 3 })),
        fc.dictionary(
          fc.constantFrom('annotations.b', 'spec.c'),
          fc.jsonValue(),
        ),
        (must, fields) => {
          const body = rule({ must });
          const faults = ciRuleKind.check!(body, 'k') as unknown[];
          if (faults.length > 0) return;
          expect(['kept', 'broken']).toContain(
            outcome({ must }, item({ fields })),
          );
        },
      ),
    );
  });
});
