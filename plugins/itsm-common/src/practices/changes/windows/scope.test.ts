import { inScope, itemInScope } from './scope';

describe('the scope of a window', () => {
  const cart = {
    ref: 'component:default/cart',
    ownerRef: 'group:default/shop-team',
    systemRef: 'system:default/shop',
    tier: 1,
  };
  const facts = (changeType?: string, preApproved?: boolean) => ({
    changeType,
    preApproved,
    items: [cart],
  });

  it('has what it names, by the service, itself, its owner or its tier', () => {
    for (const scope of [
      { services: ['system:default/shop'] },
      { services: ['component:default/cart'] },
      { items: ['component:default/cart'] },
      { owners: ['group:default/shop-team'] },
      { tiers: ['1'] },
      { items: ['component:default/other'], tiers: ['1'] },
      { all: true },
    ])
      expect(itemInScope(scope, cart)).toBe(true);
    // Items are named each by itself.
    expect(itemInScope({ items: ['system:default/shop'] }, cart)).toBe(false);
    expect(itemInScope({ tiers: ['2'] }, cart)).toBe(false);
  });

  it('has not what it excepts', () => {
    const scope = {
      all: true,
      except: { services: ['system:default/shop'] },
    };
    expect(inScope(scope, facts('normal'))).toBe(false);
    expect(
      inScope(scope, {
        items: [cart, { ref: 'component:default/other' }],
      }),
    ).toBe(true);
  });

  it('means standard changes too, unless they are excepted', () => {
    const all = { all: true };
    expect(inScope(all, facts('standard'))).toBe(true);
    const excepted = {
      ...all,
      except: { types: ['standard' as const] },
    };
    expect(inScope(excepted, facts('standard', true))).toBe(false);
    expect(inScope(excepted, facts('normal'))).toBe(true);
    expect(inScope({ ...all, types: ['emergency'] }, facts('normal'))).toBe(
      false,
    );
  });

  it('excepts no change that is only called standard: it is as a normal one', () => {
    const except = (...types: ('standard' | 'normal')[]) => ({
      all: true,
      except: { types },
    });
    for (const preApproved of [false, undefined]) {
      const called = facts('standard', preApproved);
      expect(inScope(except('standard'), called)).toBe(true);
      expect(inScope(except('normal'), called)).toBe(false);
      expect(inScope({ all: true, types: ['normal'] }, called)).toBe(true);
      expect(inScope({ all: true, types: ['standard'] }, called)).toBe(true);
      expect(inScope({ all: true, types: ['emergency'] }, called)).toBe(false);
    }
    const proven = facts('standard', true);
    expect(inScope({ all: true, types: ['normal'] }, proven)).toBe(false);
    expect(inScope(except('normal'), proven)).toBe(true);
    // Only standard changes are pre-approved.
    expect(inScope(except('standard'), facts('normal', true))).toBe(true);
  });

  it('of all has changes that name no item', () => {
    expect(inScope({ all: true }, { items: [] })).toBe(true);
    expect(inScope({ tiers: ['1'] }, { items: [] })).toBe(false);
  });
});
