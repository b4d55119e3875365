import '../../__testUtils__/desk';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { screen } from '@testing-library/react';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { anIncident } from '../../testing/builders';
import { FakeItsmApi } from '../../testing/fakeItsmApi';
import bridge from './module';

const incident = {
  ...anIncident({ description: 'Every third order fails.' } as never),
  ciRef: 'component:default/payment',
  participants: [],
  refs: {},
  viewer: { standing: ['worker'], transitions: [] },
};

const aServer = () =>
  new FakeItsmApi({
    'incidents.get': () => incident,
    'cmdb.changes': () => ({
      from: '2026-02-28T09:00:00.000Z',
      to: incident.createdAt,
      items: [],
      looked: 3,
      truncated: false,
      refs: {},
    }),
  });

/** Configuration management as far as it is on an incident's page: not at all, but for the bridge. */
const cmdb = createFrontendPlugin({ pluginId: 'itsm-cmdb' });

const title = 'What changed in the 24 hours before';

beforeEach(inANewBrowser);

it('an incident’s page shows what changed before it, of its service and its CI', async () => {
  const api = aServer();
  openPage('/itsm/incidents/INC-1042', api, [cmdb, bridge]);
  expect(await screen.findByRole('heading', { name: title })).toBeVisible();
  expect(
    await screen.findByText('Nothing changed in the 24 hours before.'),
  ).toBeVisible();
  const asked = api.calls.filter(call => call.route === 'cmdb.changes');
  expect(asked.map(call => call.query)).toEqual(
    [incident.serviceRef, incident.ciRef].map(ref => ({
      ref,
      hours: 24,
      before: incident.createdAt,
    })),
  );
});

const impactOfCart = {
  asked: [
    { ref: 'component:default/payment', title: 'Payment', kind: 'component' },
  ],
  already: [],
  hits: [],
  total: 3,
  truncated: true,
  withstood: [],
  owners: [
    { ref: 'group:default/payments', title: 'Payments', count: 2 },
    { ref: 'group:default/shop', title: 'Shop', count: 1 },
  ],
  kinds: [{ kind: 'component', count: 3 }],
};

it('an incident’s page shows what fails with the item that is broken', async () => {
  const api = new FakeItsmApi({
    'incidents.get': () => incident,
    'cmdb.impact': () => impactOfCart,
    'cmdb.changes': () => {
      throw new Error('away');
    },
  });
  openPage('/itsm/incidents/INC-1042', api, [cmdb, bridge]);
  expect(await screen.findByText(/3 items of 2 teams/)).toBeVisible();
  const [asked] = api.calls.filter(call => call.route === 'cmdb.impact');
  expect(asked.query).toMatchObject({ ref: incident.ciRef });
});

it('the form shows what fails with what is chosen, while it is chosen', async () => {
  const api = new FakeItsmApi({
    'incidents.settings': () => ({
      priorityMatrix: [
        [1, 2, 3],
        [2, 3, 4],
        [3, 4, 5],
      ],
      categories: [],
      autoCloseDays: 7,
    }),
    'records.similar': () => ({ items: [], refs: {} }),
    'templates.list': () => ({ items: [] }),
    'fields.list': () => ({ items: [] }),
    'cmdb.impact': () => impactOfCart,
  });
  openPage('/itsm/incidents/file?service=component:default/checkout', api, [
    cmdb,
    bridge,
  ]);
  expect(await screen.findByText(/3 items of 2 teams/)).toBeVisible();
  const [asked] = api.calls.filter(call => call.route === 'cmdb.impact');
  expect(asked.query).toMatchObject({ ref: 'component:default/checkout' });
});

it('there is no trace of it where configuration management is off', async () => {
  const api = aServer();
  openPage('/itsm/incidents/INC-1042', api);
  expect(await screen.findByText('Every third order fails.')).toBeVisible();
  expect(screen.queryByText(title)).not.toBeInTheDocument();
  expect(api.calls.some(call => call.route === 'cmdb.changes')).toBe(false);
});
