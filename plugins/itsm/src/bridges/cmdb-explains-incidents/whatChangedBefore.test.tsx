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

it('there is no trace of it where configuration management is off', async () => {
  const api = aServer();
  openPage('/itsm/incidents/INC-1042', api);
  expect(await screen.findByText('Every third order fails.')).toBeVisible();
  expect(screen.queryByText(title)).not.toBeInTheDocument();
  expect(api.calls.some(call => call.route === 'cmdb.changes')).toBe(false);
});
