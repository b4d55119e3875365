import { costSharingSchema, sharingNamed } from './sharing';

const rule = (more: object) =>
  costSharingSchema.parse({
    name: 'Rail',
    service: 'system:default/rail',
    ...more,
  });
const shop = 'system:default/shop';
const cart = 'system:default/cart';
const till = 'system:default/till';

describe('a rule by the names that services have now', () => {
  const named = (more: object, names: Record<string, string>) =>
    sharingNamed(rule(more), ref => names[ref] ?? ref);

  it('lets those that are one by now bear what both bore, and nobody bear their own', () => {
    const weights = {
      by: 'weight',
      to: [
        { service: shop, weight: 1 },
        { service: cart, weight: 2.5 },
        { service: till, weight: 4 },
      ],
    };
    expect(named({ rule: weights }, { [cart]: shop }).rule).toEqual({
      by: 'weight',
      to: [
        { service: shop, weight: 3.5 },
        { service: till, weight: 4 },
      ],
    });
    expect(
      named(
        { rule: { by: 'equal', to: [shop, cart, till] } },
        { 'system:default/rail': till, [cart]: shop },
      ),
    ).toMatchObject({ service: till, rule: { by: 'equal', to: [shop] } });
    expect(
      named({ rule: { by: 'dependants' } }, { 'system:default/rail': till }),
    ).toMatchObject({ service: till, rule: { by: 'dependants', hops: 1 } });
  });
});
