import {
  anEvent,
  CART,
  inEnglish,
  PAYMENT,
  refs,
} from '../__testUtils__/builders';
import { fieldLabel } from './fieldLabel';
import { summary } from './summary';
import { valueText } from './valueText';

const { t } = inEnglish();

describe('what a field is called', () => {
  it.each([
    ['spec.lifecycle', 'Lifecycle'],
    ['spec.providesApis', 'Provides APIs'],
    ['spec.profile.displayName', 'Profile › Display name'],
    ['description', 'Description'],
    ['labels.tier', 'Label tier'],
    ['annotations.example.com/runbook', 'Annotation example.com/runbook'],
  ])('%s is %s', (field, label) => {
    expect(fieldLabel(field, t)).toBe(label);
  });
});

describe('a value in words', () => {
  it.each([
    [['java', 'grpc'], 'java, grpc'],
    [true, 'yes'],
    [3, '3'],
    ['{"url":"https://a.example","title":"Docs"}', 'Docs (https://a.example)'],
    ['{"name":"no link"}', '{"name":"no link"}'],
    ['{ broken', '{ broken'],
    [[], ''],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %s', (value, words) => {
    expect(valueText(value, t)).toBe(words);
  });
});

describe('a change in one line', () => {
  it('says short values, and of long ones only what changed', () => {
    expect(summary(anEvent(), refs, t)).toBe(
      'Lifecycle: experimental → production',
    );
    const changes = [{ field: 'description', after: 'x'.repeat(200) }];
    expect(summary(anEvent({ changes }), refs, t)).toBe('Description');
  });

  it('says two things and how many more there are', () => {
    const relations = {
      added: [{ type: 'dependsOn', targetRef: PAYMENT }],
      removed: [{ type: 'dependsOn', targetRef: CART }],
    };
    expect(summary(anEvent({ relations }), refs, t)).toBe(
      'Now depends on Payment · No longer depends on Cart · and 1 more',
    );
    const changes = [{ field: 'spec.dependsOn', after: [PAYMENT] }];
    // What the field lists is said by the relations.
    expect(summary(anEvent({ relations, changes }), refs, t)).toBe(
      'Now depends on Payment · No longer depends on Cart',
    );
  });

  it('has words for relations that are not the catalog’s own', () => {
    const relations = {
      added: [{ type: 'monitoredBy', targetRef: CART }],
      removed: [{ type: 'dependencyOf', targetRef: PAYMENT }],
    };
    expect(summary(anEvent({ relations, changes: [] }), refs, t)).toBe(
      'Is now tied (monitoredBy) to Cart · Is no longer needed by Payment',
    );
  });

  it('says that a thing came or went, not all it had', () => {
    expect(summary(anEvent({ kind: 'removed' }), refs, t)).toBe(
      'Left the catalog',
    );
  });
});
