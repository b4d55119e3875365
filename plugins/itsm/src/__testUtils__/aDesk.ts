import { screen } from '@testing-library/react';
import { aPage, anIncident } from '../testing/builders';
import { FakeItsmApi } from '../testing/fakeItsmApi';

/** Two incidents that are open. */
export const checkout = anIncident();
export const cart = anIncident({
  id: '0190f5f2-0000-7000-8000-000000001043',
  number: 'INC-1043',
  title: 'Cart is empty',
});

/** A desk whose server has two incidents and whatever the test adds. */
export function aDesk(
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) {
  return new FakeItsmApi({
    'incidents.list': () => aPage([checkout, cart]),
    'records.counts': ({ body }: any) => ({
      counts: Object.fromEntries(
        Object.keys(body.queries).map((name, i) => [name, i]),
      ),
    }),
    'views.list': () => ({ items: [], refs: {} }),
    'fields.list': () => ({ items: [] }),
    ...answers,
  });
}

/** What was asked of a route, oldest first. */
export const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);
/** A row of the list by part of its words. */
export const row = (name: RegExp) => screen.findByRole('row', { name });
