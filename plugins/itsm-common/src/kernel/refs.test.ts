import fc from 'fast-check';
import { kindOf, nameOf, normalizeRef } from './refs';
import { refOfKind } from './schema';

describe('references', () => {
  it.each([
    ['component:default/cart', 'component:default/cart'],
    ['Component:Default/Cart', 'component:default/cart'],
    ['  user:maria ', 'user:default/maria'],
    ['Group:payments', 'group:default/payments'],
    // People from elsewhere have names that the catalog would not allow.
    [
      'user:servicenow/o’brien@shop.example',
      'user:servicenow/o’brien@shop.example',
    ],
    // Lower-case is the same everywhere, also where I is dotted.
    ['Component:INTERNAL/API', 'component:internal/api'],
  ])('%s is stored as %s', (given, stored) => {
    expect(normalizeRef(given)).toBe(stored);
  });

  it.each([
    '',
    'cart',
    'component:',
    ':default/cart',
    'component:default/',
    'component:/cart',
    'component:default/cart/extra',
    'component:de fault/cart',
    'component:default/ca rt',
    '1kind:default/cart',
    'component:a:b/c',
    'component:default/ca\u0000rt',
    'component:default/cart\u0007',
    'component:default/half-\ud83d',
  ])('%j is no reference', text => {
    expect(normalizeRef(text)).toBeUndefined();
  });

  it('has one stored form only, and its parts are found in it', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);
    fc.assert(
      fc.property(word, word, word, (kind, namespace, name) => {
        const stored = normalizeRef(`${kind}:${namespace}/${name}`)!;
        expect(normalizeRef(stored)).toBe(stored);
        expect(normalizeRef(stored.toUpperCase())).toBe(stored);
        expect(kindOf(stored)).toBe(kind.toLowerCase());
        expect(nameOf(stored)).toBe(name.toLowerCase());
      }),
      { seed: 1 },
    );
  });

  it('is refused where another kind is wanted', () => {
    const person = refOfKind('user', 'group');
    expect(person.parse('User:maria')).toBe('user:default/maria');
    expect(() => person.parse('component:default/cart')).toThrow(
      'must be a reference to a user or group',
    );
    expect(() => person.parse('maria')).toThrow(
      'must be an entity reference like component:default/cart',
    );
  });
});
