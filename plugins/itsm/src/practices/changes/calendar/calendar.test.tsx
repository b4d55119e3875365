import '../../../__testUtils__/desk';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import {
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import type { ReactNode } from 'react';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aServer, aWholeChange, checkout } from '../__testUtils__/aChange';
import { anAssessment } from '../__testUtils__/anAssessment';
import { changesRouteRef } from '../routes';
import { CalendarPage } from './CalendarPage';

jest.setTimeout(30_000);

/** The middle of next month: a time that is all to come, whenever this is run. */
const DAY = DateTime.now().plus({ months: 1 }).set({ day: 15 }).startOf('day');
const at = (hours: number) => DAY.plus({ hours }).toUTC().toISO()!;
const refs = {
  [checkout]: { title: 'Checkout', kind: 'component', dangling: false },
  'group:default/payments': {
    title: 'Payments',
    kind: 'group',
    dangling: false,
  },
};

const aPlanned = (
  n: number,
  more: Partial<CalendarChange> = {},
): CalendarItem => ({
  kind: 'change',
  id: `c${n}`,
  number: `CHG-${n}`,
  title: `Change ${n}`,
  start: at(22),
  end: at(23),
  changeType: 'normal',
  status: 'scheduled',
  statusCategory: 'waiting',
  risk: 'low',
  serviceRef: checkout,
  ownerRef: 'group:default/payments',
  version: 3,
  movable: true,
  ...more,
});
const freeze: CalendarItem = {
  kind: 'window',
  id: 'window:sale:x',
  key: 'sale',
  windowKind: 'freeze',
  title: 'Winter sale',
  start: at(-24),
  end: at(12),
};

const aCalendar = (items: CalendarItem[], answers: object = {}) =>
  aServer({
    'changes.calendar': () => ({ items, truncated: false, refs }),
    'changes.get': () =>
      aWholeChange({ number: 'CHG-88', version: 3, approval: 'approved' }),
    'changes.assess': () => anAssessment(),
    'changes.feeds.list': () => ({ items: [], refs: {} }),
    ...answers,
  });

const toasts: { title: ReactNode; description?: ReactNode }[] = [];
const show = (api: FakeItsmApi, query: Record<string, string> = {}) =>
  renderInTestApp(
    <ItsmQueryProvider>
      <CalendarPage />
    </ItsmQueryProvider>,
    {
      apis: [
        [itsmApiRef, api],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
        [
          toastApiRef,
          {
            post: (toast: (typeof toasts)[number]) => {
              toasts.push(toast);
              return { close: () => {} };
            },
          },
        ],
      ] as never,
      mountedRoutes: { '/changes': changesRouteRef },
      initialRouteEntries: [
        `/?${new URLSearchParams({
          at: DAY.toFormat('yyyy-MM-dd'),
          ...query,
        })}`,
      ],
    },
  );
const calls = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);

beforeEach(() => {
  getItsmQueryClient().clear();
  toasts.length = 0;
});

it('shows a month in words, and what an item is about where it is opened by keyboard', async () => {
  const api = aCalendar([
    aPlanned(88, { conflicts: 2, restricted: true }),
    freeze,
  ]);
  show(api);
  const item = await screen.findByRole('button', {
    name: /^CHG-88 Change 88, .* 22:00–23:00, Scheduled, Normal, In conflict, For its participants only$/,
  });
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
    DAY.toLocaleString({ month: 'long', year: 'numeric' }),
  );
  expect((await screen.findAllByText('Winter sale')).length).toBeGreaterThan(0);
  expect(calls(api, 'changes.calendar')[0].query).toMatchObject({
    from: DAY.startOf('month').startOf('week').toUTC().toISO(),
  });
  item.focus();
  await userEvent.keyboard('{Enter}');
  const popover = await screen.findByRole('dialog', { name: 'Change 88' });
  expect(popover).toHaveTextContent('2 conflicts');
  expect(popover).toHaveTextContent('Checkout');
  expect(
    within(popover).getByRole('link', { name: 'Open CHG-88' }),
  ).toHaveAttribute('href', '/changes/CHG-88');
});

it('draws of thousands what a month has room for, and leads to the rest', async () => {
  const many = Array.from({ length: 2_000 }, (_, n) =>
    aPlanned(n, { start: at(n % 200), end: at((n % 200) + 1) }),
  );
  const api = aCalendar(many);
  show(api);
  const crowded = await screen.findAllByRole('button', { name: /^Show all/ });
  expect(document.querySelectorAll('[data-calendar-item]').length).toBeLessThan(
    5 * 42,
  );
  await userEvent.click(crowded[0]);
  expect(
    await screen.findByRole('radio', { name: 'List', checked: true }),
  ).toBeVisible();
});

it('moves a change after a look at the new time, and back again', async () => {
  const api = aCalendar([aPlanned(88)], {
    'changes.assess': () =>
      anAssessment({
        risk: { level: 'high', score: 60, factors: [], by: 'Built in' },
        conflicts: {
          inFreeze: true,
          total: 1,
          items: [
            {
              kind: 'change',
              with: {
                hidden: false,
                number: 'CHG-7',
                title: 'Other',
                span: { from: at(40), to: at(50) },
              },
              overlap: { from: at(46), to: at(47) },
              path: [checkout],
              words: 'CHG-7 changes Checkout at the same time.',
            },
          ],
        },
      }),
    'changes.update': () => aWholeChange({ number: 'CHG-88', version: 4 }),
  });
  show(api);
  await userEvent.click(await screen.findByRole('button', { name: /^CHG-88/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Move' }));
  const dialog = await screen.findByRole('dialog', { name: 'Move CHG-88' });
  expect(
    within(dialog).getByRole('button', { name: 'Move it' }),
  ).toBeDisabled();
  fireEvent.change(
    within(dialog).getByLabelText(/Planned start/, { selector: 'input' }),
    {
      target: { value: DAY.plus({ hours: 46 }).toFormat("yyyy-MM-dd'T'HH:mm") },
    },
  );
  expect(
    await within(dialog).findByText('CHG-7 changes Checkout at the same time.'),
  ).toBeVisible();
  expect(dialog).toHaveTextContent('now Low');
  expect(dialog).toHaveTextContent('It would lie within a freeze');
  expect(dialog).toHaveTextContent('approval will be asked for again');
  expect(calls(api, 'changes.assess').at(-1)!.body).toMatchObject({
    id: 'CHG-88',
    plannedStart: at(46),
    plannedEnd: at(47),
  });
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Move it anyway' }),
  );
  await waitFor(() => expect(toasts).toHaveLength(1));
  expect(calls(api, 'changes.update')).toMatchObject([
    {
      params: { id: 'CHG-88' },
      body: { plannedStart: at(46), plannedEnd: at(47) },
      ifMatch: 3,
    },
  ]);
  render(<>{toasts[0].description}</>);
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(calls(api, 'changes.update')[1]).toMatchObject({
      body: { plannedStart: at(22), plannedEnd: at(23) },
      ifMatch: 4,
    }),
  );
});

it('says why a change was not moved, and leaves it where it was', async () => {
  const api = aCalendar([aPlanned(88)], {
    'changes.update': () => {
      throw serverRefusal(409, 'CHG-88 was moved by Sam meanwhile');
    },
  });
  show(api, { view: 'list' });
  await userEvent.click(await screen.findByRole('button', { name: /^CHG-88/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Move' }));
  const dialog = await screen.findByRole('dialog', { name: 'Move CHG-88' });
  fireEvent.change(
    within(dialog).getByLabelText(/Planned start/, { selector: 'input' }),
    {
      target: { value: DAY.plus({ hours: 20 }).toFormat("yyyy-MM-dd'T'HH:mm") },
    },
  );
  expect(screen.getByText('20:00 – 21:00')).toBeInTheDocument();
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Move it' }),
  );
  expect(
    await within(dialog).findByText('CHG-88 was moved by Sam meanwhile'),
  ).toBeVisible();
  expect(screen.getByText('22:00 – 23:00')).toBeInTheDocument();
  expect(toasts).toEqual([]);
});

it('drags in lanes: dropped at another time, it is asked before anything is saved', async () => {
  const api = aCalendar([
    aPlanned(88),
    aPlanned(9, { movable: undefined, serviceRef: undefined }),
    freeze,
  ]);
  show(api, { view: 'timeline', zoom: 'day' });
  const lane = await screen.findByRole('region', { name: 'Checkout' });
  expect(screen.getByRole('region', { name: 'No service' })).toHaveTextContent(
    'CHG-9',
  );
  const bar = within(lane).getByRole('button', { name: /^CHG-88/ });
  const options = { button: 0, clientX: 700, bubbles: true };
  fireEvent(bar, new MouseEvent('pointerdown', options));
  // 810 pixels of 24 hours: 270 are eight.
  fireEvent(
    window,
    new MouseEvent('pointermove', { ...options, clientX: 430 }),
  );
  fireEvent(window, new MouseEvent('pointerup', { ...options, clientX: 430 }));
  const dialog = await screen.findByRole('dialog', { name: 'Move CHG-88' });
  expect(
    within(dialog).getByLabelText(/Planned start/, { selector: 'input' }),
  ).toHaveValue(DAY.plus({ hours: 14 }).toFormat("yyyy-MM-dd'T'HH:mm"));
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Leave it where it is' }),
  );
  expect(calls(api, 'changes.update')).toEqual([]);
  // By arrow from item to item.
  screen.getByRole('button', { name: /^Winter sale/ }).focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('button', { name: /^CHG-88/ })).toHaveFocus();
});

it('is subscribed to as it is filtered; the address is shown once', async () => {
  const made = {
    id: 'f1',
    name: 'Changes',
    teams: ['mine'],
    services: [],
    types: [],
    windows: true,
    meetings: false,
    createdAt: at(0),
  };
  const url = 'https://portal.example.com/api/itsm/changes/feeds/secret.ics';
  const api = aCalendar([], {
    'changes.feeds.make': () => ({ ...made, url }),
    'changes.feeds.list': () => ({ items: [made], refs: {} }),
    'changes.feeds.revoke': () => undefined,
  });
  show(api, { team: 'mine' });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Subscribe' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Subscribe to the change calendar',
  });
  await userEvent.click(within(dialog).getByLabelText('CAB meetings'));
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Make a feed' }),
  );
  expect(await within(dialog).findByDisplayValue(url)).toBeVisible();
  expect(dialog).toHaveTextContent('it is shown this once');
  expect(calls(api, 'changes.feeds.make')[0].body).toMatchObject({
    name: 'Changes',
    teams: ['mine'],
    windows: true,
    meetings: false,
  });
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Revoke Changes' }),
  );
  await waitFor(() =>
    expect(calls(api, 'changes.feeds.revoke')[0].params).toEqual({ id: 'f1' }),
  );
});
