import '../../../__testUtils__/desk';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDesk,
  asked,
  cart,
  checkout,
  row,
} from '../../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { anIncident } from '../../../testing/builders';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { clocksOfRecord, headClock, timeLeft } from './extensions';

/** Service levels as far as they are on pages and in lists of records. */
const serviceLevels = createFrontendPlugin({
  pluginId: 'itsm-service-levels',
  extensions: [headClock, clocksOfRecord, timeLeft],
});

const HOUR = 3_600_000;
const AT = '2026-03-02T10:00:00.000Z';

const aClock = (changes: object = {}) => ({
  id: 'sla:resolution',
  type: 'sla',
  metric: 'resolution',
  agreement: { key: 'gold', version: 1, name: 'Gold' },
  calendar: { key: 'office', version: 1 },
  state: 'running',
  goal: 20 * HOUR,
  elapsed: 16 * HOUR - 30_000,
  startedAt: '2026-03-01T09:00:00.000Z',
  dueAt: '2026-03-02T14:00:30.000Z',
  breached: false,
  counting: true,
  run: 1,
  breaches: 0,
  ...changes,
});

const answer = (clocks: object[], mayExplain = true) => ({
  number: 'INC-1042',
  type: 'incident',
  at: AT,
  mayExplain,
  clocks,
  refs: { 'group:default/payments': { title: 'Payments', kind: 'group' } },
});

const anOpenIncident = (standing: string[]) => ({
  ...anIncident({ description: 'Every third order fails.' } as never),
  participants: [],
  refs: {},
  viewer: { standing, transitions: [] },
});

const aServer = (
  clocks: object[],
  standing = ['worker'],
  more: Record<string, () => unknown> = {},
) =>
  new FakeItsmApi({
    'incidents.get': () => anOpenIncident(standing),
    'service-levels.clocks': () => answer(clocks, standing.includes('worker')),
    ...more,
  });

const open = (api: FakeItsmApi) =>
  openPage('/itsm/incidents/INC-1042', api, [serviceLevels]);
const section = () => screen.findByRole('region', { name: 'Service levels' });

beforeEach(inANewBrowser);

it('an incident’s page shows its clocks: the most urgent beside the status, all of them below', async () => {
  const api = aServer([
    aClock(),
    aClock({
      id: 'sla:response',
      metric: 'response',
      state: 'stopped',
      goal: HOUR,
      elapsed: HOUR / 5,
      counting: false,
      stoppedAt: '2026-03-01T09:12:00.000Z',
    }),
    aClock({
      id: 'ola:resolution:group:default/payments',
      type: 'ola',
      state: 'paused',
      counting: false,
      goal: 8 * HOUR,
      elapsed: HOUR,
      dueAt: undefined,
      groupRef: 'group:default/payments',
    }),
  ]);
  open(api);
  const lines = within(await section()).getAllByRole('listitem');
  expect(lines.map(line => line.textContent)).toEqual([
    expect.stringMatching(/^ResponseIn time, took 12 min.*of 1 h/),
    expect.stringMatching(/^Resolution4 h left.*of 20 h.*due/),
    expect.stringMatching(/^Resolution, Payments.*Held, 7 h left.*of 8 h/),
  ]);
  const [header] = screen
    .getAllByRole('banner')
    .filter(head => head.textContent?.includes('INC-1042'));
  expect(header).toHaveTextContent('Resolution · 4 h left');
  // However many parts show them, they are asked for once.
  expect(asked(api, 'service-levels.clocks')).toHaveLength(1);
});

it('says by word that one is late, and by how much', async () => {
  open(aServer([aClock({ elapsed: 22 * HOUR, breached: true })]));
  expect(within(await section()).getByText(/^Late by 2 h/)).toBeVisible();
});

it('shows nothing where no agreement covers it', async () => {
  open(aServer([]));
  expect(await screen.findByText('Every third order fails.')).toBeVisible();
  expect(
    screen.queryByRole('region', { name: 'Service levels' }),
  ).not.toBeInTheDocument();
});

it('tells a requester what was promised, and no more', async () => {
  const api = aServer(
    [
      aClock({ breached: true, elapsed: 21 * HOUR }),
      aClock({ id: 'sla:response', metric: 'response', state: 'stopped' }),
    ],
    ['requester'],
  );
  open(api);
  expect(
    await screen.findByText(/^We promised to solve it by .* and are late\.$/),
  ).toBeVisible();
  expect(
    screen.queryByRole('region', { name: 'Service levels' }),
  ).not.toBeInTheDocument();
  expect(asked(api, 'service-levels.explain')).toHaveLength(0);
});

it('explains clocks to whoever works on it, as a picture with a table behind it', async () => {
  const cycle = {
    startedAt: '2026-03-01T09:00:00.000Z',
    state: 'running',
    goal: 20 * HOUR,
    elapsed: 2 * HOUR,
    breached: false,
    dueAt: '2026-03-02T14:00:00.000Z',
    heldBy: [
      { ref: 'group:default/payments', elapsed: 1.5 * HOUR },
      { ref: 'group:default/shop', elapsed: 0.5 * HOUR },
    ],
    stretches: [
      {
        from: '2026-03-01T09:00:00.000Z',
        to: '2026-03-01T12:00:00.000Z',
        state: 'running',
        elapsed: 1.5 * HOUR,
        ownerRef: 'group:default/payments',
        working: [],
      },
      {
        from: '2026-03-01T12:00:00.000Z',
        to: AT,
        state: 'paused',
        elapsed: 0,
        ownerRef: 'group:default/shop',
        working: [],
      },
    ],
    passed: [],
    sentences: ['For agents alone.'],
  };
  const api = aServer([aClock()], ['worker'], {
    'service-levels.explain': () => ({
      ...answer([{ ...aClock(), cycles: [cycle] }]),
      refs: {
        'group:default/payments': { title: 'Payments', kind: 'group' },
        'group:default/shop': { title: 'Shop', kind: 'group' },
      },
      agreements: {},
      calendars: {},
    }),
  });
  open(api);
  await userEvent.click(
    within(await section()).getByRole('button', { name: 'Explain' }),
  );
  const dialog = await screen.findByRole('dialog');
  expect(
    await within(dialog).findByRole('img', { name: /^Resolution: its time/ }),
  ).toBeVisible();
  expect(
    within(dialog).getByText(/: 1 h 30 min counted, with Payments\.$/),
  ).toBeVisible();
  expect(within(dialog).queryByText(cycle.sentences[0])).toBeNull();
  expect(within(dialog).getByText('1 h 30 min · 75 %')).toBeVisible();
  const table = within(dialog).getByRole('table', { hidden: true });
  expect(within(table).getAllByRole('row', { hidden: true })).toHaveLength(3);
});

it('whoever only reads it is offered no explanation', async () => {
  open(aServer([aClock()], []));
  await section();
  expect(
    screen.queryByRole('button', { name: 'Explain' }),
  ).not.toBeInTheDocument();
});

it('says what was done at thresholds, and what comes next', async () => {
  const thresholds = {
    passed: [
      {
        at: '50%',
        reachedAt: '2026-03-01T19:00:00.000Z',
        doneAt: '2026-03-01T19:00:00.000Z',
        did: ['webhook'],
        tells: [],
      },
      {
        at: '75%',
        reachedAt: '2026-03-02T09:30:00.000Z',
        doneAt: '2026-03-02T09:30:00.000Z',
        did: ['notify', 'raisePriority'],
        tells: ['owner', 'group:default/payments'],
      },
    ],
    next: {
      at: '-30m',
      reachedAt: '2026-03-02T13:30:30.000Z',
      actions: [
        { do: 'reassign', to: 'group:default/payments' },
        { do: 'proposeMajor' },
      ],
    },
  };
  open(aServer([aClock({ thresholds })]));
  const text = (await section()).textContent;
  expect(text).toMatch(/At 50 %: told webhooks, /);
  expect(text).toMatch(
    /At 75 %: told the owner group and Payments and raised its priority, /,
  );
  expect(text).toMatch(
    /Next, 30 min before, .*: hands it to Payments and asks whether it is a major incident/,
  );
});

it('says of a clock whose agreement was withdrawn that it is agreed no more', async () => {
  open(
    aServer([
      aClock({
        state: 'idle',
        counting: false,
        dueAt: undefined,
        agreement: { key: 'gold', version: 1, name: 'Gold', withdrawn: true },
      }),
    ]),
  );
  const text = (await section()).textContent;
  expect(text).toMatch(/Not covered now, 4 h left/);
  expect(text).toMatch(/Gold.*agreed no more/);
});

/** The desk with clocks of its incidents. */
const aTimedDesk = (more: object = {}) =>
  aDesk({
    'fields.list': () => ({ items: [] }),
    'service-levels.covered-types': () => ({ types: ['incident'] }),
    'service-levels.clocks.list': () => ({
      at: AT,
      items: [
        { ...aClock(), recordId: checkout.id },
        {
          ...aClock({ elapsed: 23 * HOUR, breached: true }),
          recordId: cart.id,
        },
      ],
    }),
    ...more,
  });
const timeLeftHead = () =>
  screen.queryByRole('columnheader', { name: /Time left/ });

it('the list shows how much time each incident has left, asked for once a page', async () => {
  const api = aTimedDesk();
  openPage('/itsm/incidents', api, [serviceLevels]);
  expect(
    await within(await row(/Cart is empty/)).findByText(/^Late by 3 h/),
  ).toBeVisible();
  expect(timeLeftHead()).toBeVisible();
  expect(
    within(await row(/Checkout answers 502/)).getByText('4 h left'),
  ).toBeVisible();
  const calls = asked(api, 'service-levels.clocks.list');
  expect(calls.map(({ query }) => query)).toEqual([
    { records: `${checkout.id},${cart.id}` },
  ]);
});

it('the column is switched off among the others, and stays so', async () => {
  const user = userEvent.setup();
  openPage('/itsm/incidents', aTimedDesk(), [serviceLevels]);
  await within(await row(/Cart is empty/)).findByText(/^Late by 3 h/);
  const choose = async () => {
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    return screen.findByRole('dialog');
  };
  const dialog = await choose();
  await user.click(
    await within(dialog).findByRole('checkbox', { name: 'Time left' }),
  );
  await user.click(within(dialog).getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(timeLeftHead()).not.toBeInTheDocument());
  cleanup();
  openPage('/itsm/incidents', aTimedDesk(), [serviceLevels]);
  await row(/Cart is empty/);
  expect(timeLeftHead()).not.toBeInTheDocument();
  const again = await choose();
  const box = await within(again).findByRole('checkbox', { name: 'Time left' });
  expect(box).not.toBeChecked();
  await user.click(box);
  await user.click(within(again).getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(timeLeftHead()).toBeVisible());
});

it('lists of records that nothing is agreed for have no such column', async () => {
  const api = aTimedDesk({
    'service-levels.covered-types': () => ({ types: ['ci-task'] }),
  });
  openPage('/itsm/incidents', api, [serviceLevels]);
  await row(/Cart is empty/);
  await waitFor(() =>
    expect(asked(api, 'service-levels.covered-types')).toHaveLength(1),
  );
  expect(timeLeftHead()).not.toBeInTheDocument();
  expect(asked(api, 'service-levels.clocks.list')).toHaveLength(0);
});

it('there is no trace of it where service levels are off', async () => {
  const api = aDesk();
  openPage('/itsm/incidents', api);
  await row(/Cart is empty/);
  expect(
    screen.queryByRole('columnheader', { name: /Time left/ }),
  ).not.toBeInTheDocument();
});
