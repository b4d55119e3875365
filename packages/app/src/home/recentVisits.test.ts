import { recentThings } from './recentVisits';

const visit = (pathname: string, timestamp: number, entityRef?: string) => ({
  id: pathname,
  name: pathname,
  hits: 1,
  pathname,
  timestamp,
  entityRef,
});

describe('recentThings', () => {
  it('shows each entity and record once, the latest first, and no lists', () => {
    const cart = 'component:default/cart';
    const things = recentThings(
      [
        visit('/catalog/default/component/cart', 1, cart),
        visit('/itsm/incidents', 2),
        visit('/itsm/incidents/INC-7', 3),
        visit('/catalog/default/component/cart/incidents', 4, cart),
        visit('/settings', 5),
      ],
      6,
    );
    expect(things.map(thing => thing.pathname)).toEqual([
      '/catalog/default/component/cart/incidents',
      '/itsm/incidents/INC-7',
    ]);
    expect(things[1].number).toBe('INC-7');
  });
});
