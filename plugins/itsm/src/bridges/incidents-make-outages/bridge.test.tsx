import '../../__testUtils__/desk';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { asked } from '../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { anIncident } from '../../testing/builders';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import bridge from './module';

/** Service levels as far as they are on an incident's page: not at all, but for the bridge. */
const serviceLevels = createFrontendPlugin({ pluginId: 'itsm-service-levels' });

const checkout = 'component:default/checkout';

const anOutage = (changes: object = {}) => ({
  id: '0190f5f2-0000-7000-8000-000000000001',
  entityRef: checkout,
  kind: 'outage',
  begin: '2026-03-01T09:00:00.000Z',
  record: { id: 'r', number: 'INC-1042' },
  source: 'record',
  corrected: false,
  version: 3,
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
  mayChange: true,
  ...changes,
});

const aServer = (
  outages: object[],
  viewer: object = {},
  answers: Record<string, () => unknown> = {},
) =>
  new FakeItsmApi({
    'incidents.get': () => ({
      ...anIncident({ resolvedAt: '2026-03-01T11:30:30.000Z' } as never),
      participants: [],
      refs: {},
      viewer: {
        standing: ['worker'],
        canUpdate: true,
        transitions: [],
        ...viewer,
      },
    }),
    'service-levels.outages.list': () => ({
      items: outages,
      pageInfo: {},
      refs: { [checkout]: { title: 'Checkout', kind: 'component' } },
    }),
    'service-levels.outages.record': () => anOutage(),
    'service-levels.outages.end': () => anOutage(),
    'service-levels.outages.correct': () => anOutage(),
    'service-levels.outages.withdraw': () => anOutage(),
    'service-levels.outages.restore': () => anOutage(),
    'service-levels.outages.get': () => anOutage({ version: 7 }),
    ...answers,
  });

const open = (api: FakeItsmApi) =>
  openPage('/itsm/incidents/INC-1042', api, [serviceLevels, bridge]);
const section = () => screen.findByRole('region', { name: 'Outage' });

beforeEach(inANewBrowser);

it('an outage is recorded of the incident’s service, while the incident was open', async () => {
  const api = aServer([]);
  open(api);
  const button = within(await section()).getByRole('button', {
    name: 'Record an outage',
  });
  await userEvent.click(button);
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Note' }),
    'Cards only{Control>}{Enter}{/Control}',
  );
  const [sent] = asked(api, 'service-levels.outages.record');
  expect(sent.body).toEqual({
    entityRef: checkout,
    kind: 'outage',
    begin: '2026-03-01T09:00:00.000Z',
    end: '2026-03-01T11:30:00.000Z',
    note: 'Cards only',
    record: 'INC-1042',
  });
});

it('what there is can be ended, withdrawn, restored and corrected, each on the version that is shown', async () => {
  let tries = 0;
  const correct = () => {
    tries += 1;
    if (tries === 1) throw serverRefusal(409, 'Somebody changed this outage');
    return anOutage();
  };
  const withdrawn = anOutage({
    id: '0190f5f2-0000-7000-8000-000000000002',
    withdrawnAt: '2026-03-01T12:00:00.000Z',
  });
  const api = aServer(
    [anOutage(), withdrawn],
    {},
    { 'service-levels.outages.correct': correct },
  );
  open(api);
  const part = await section();
  expect(part).toHaveTextContent(
    /Down.*Checkout.*since.*From the incident.*Withdrawn/,
  );
  const press = (where: HTMLElement, name: RegExp) =>
    userEvent.click(within(where).getByRole('button', { name }));
  await press(part, /^End now/);
  await press(part, /^Withdraw:/);
  await press(part, /^Restore/);
  const [ended] = asked(api, 'service-levels.outages.end');
  expect(ended).toMatchObject({ body: {}, ifMatch: 3 });
  const [restored] = asked(api, 'service-levels.outages.restore');
  expect(restored.params).toEqual({ id: withdrawn.id });
  expect(asked(api, 'service-levels.outages.withdraw')).toHaveLength(1);

  await press(part, /^Correct/);
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Note' }),
    'Hi',
  );
  await press(dialog, /^Save/);
  await userEvent.click(
    await within(dialog).findByRole('button', { name: /latest/ }),
  );
  await press(dialog, /^Save/);
  await waitFor(() => expect(tries).toBe(2));
  // What was not touched is not sent: the incident, and others, go on deciding about it.
  expect(
    asked(api, 'service-levels.outages.correct').map(call => [
      call.body,
      call.ifMatch,
    ]),
  ).toEqual([
    [{ note: 'Hi' }, 3],
    [{ note: 'Hi' }, 7],
  ]);
});

it('whoever does not work on it sees what there is, and can do nothing with it', async () => {
  open(aServer([anOutage({ mayChange: false })], { standing: [] }));
  expect(within(await section()).queryAllByRole('button')).toEqual([]);
});

it('there is nothing for them where there is no outage', async () => {
  const api = aServer([], { standing: [] });
  open(api);
  await waitFor(() =>
    expect(asked(api, 'service-levels.outages.list')).toHaveLength(1),
  );
  expect(await screen.findByText('Checkout answers 502')).toBeVisible();
  expect(
    screen.queryByRole('region', { name: 'Outage' }),
  ).not.toBeInTheDocument();
});
