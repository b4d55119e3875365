import '../../../__testUtils__/desk';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ChangeWindow, Maintenance } from '@callboard/plugin-itsm-common';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { screen, within } from '@testing-library/react';
import { DateTime } from 'luxon';
import type { ReactElement } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { changesRouteRef } from '../routes';
import { ChangeWindows } from './ChangeWindows';
import { MaintenanceBanner } from './MaintenanceBanner';
import { WindowPreview } from './WindowPreview';
import { WindowsPage } from './WindowsPage';

const soon = (hours: number) =>
  DateTime.now().startOf('minute').plus({ hours }).toUTC().toISO()!;
const refs = {
  'system:default/shop': { title: 'Shop', kind: 'system', dangling: false },
  'component:default/cart': {
    title: 'Cart',
    kind: 'component',
    dangling: false,
  },
  'group:default/board': { title: 'Board', kind: 'group', dangling: false },
};

const yearEnd: ChangeWindow = {
  key: 'year-end',
  version: 1,
  source: 'git',
  title: 'Year-end freeze',
  kind: 'freeze',
  timezone: 'Europe/Berlin',
  start: '2026-12-18T18:00',
  duration: '17d',
  rrule: 'FREQ=YEARLY',
  scope: {
    services: ['system:default/shop'],
    except: { items: ['component:default/cart'], types: ['standard'] },
  },
  more: true,
  exceptionBy: ['group:default/board'],
  next: [
    {
      begins: '2026-12-18T18:00',
      startsAt: '2026-12-18T17:00:00.000Z',
      endsAt: '2027-01-04T17:00:00.000Z',
    },
  ],
};
const nightly: ChangeWindow = {
  ...yearEnd,
  key: 'nightly',
  source: 'portal',
  title: 'Nightly work',
  kind: 'maintenance',
  start: '2026-03-29T02:30',
  duration: '1h30m',
  rrule: 'FREQ=DAILY',
  scope: { items: ['component:default/cart'] },
  more: false,
  exceptionBy: undefined,
  expectedImpact: 'down',
  running: { begins: 'x', startsAt: soon(-1), endsAt: soon(1) },
  // On the day on which clocks are put forward.
  next: [
    {
      begins: '2026-03-29T02:30',
      startsAt: '2026-03-29T01:30:00.000Z',
      endsAt: '2026-03-29T03:00:00.000Z',
    },
  ],
};
const aMaintenance = (more: Partial<Maintenance> = {}): Maintenance => ({
  id: 'm1',
  state: 'running',
  source: 'change',
  startsAt: soon(-1),
  endsAt: soon(1),
  expectedImpact: 'down',
  change: { id: 'c', number: 'CHG-12', title: 'Move the cart' },
  items: ['component:default/cart'],
  affected: 2,
  role: 'named',
  ...more,
});

const aServer = (more: object = {}) =>
  new FakeItsmApi({
    'changes.windows.list': () => ({
      items: [nightly, yearEnd],
      pageInfo: {},
      refs,
    }),
    'changes.maintenance.list': () => ({ items: [], pageInfo: {}, refs }),
    ...more,
  });

const show = (element: ReactElement, api: FakeItsmApi) =>
  renderInTestApp(
    <ItsmQueryProvider>
      <EntityProvider
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'cart' },
        }}
      >
        {element}
      </EntityProvider>
    </ItsmQueryProvider>,
    {
      apis: [
        [itsmApiRef, api],
        [permissionApiRef, mockApis.permission()],
      ] as never,
      mountedRoutes: {
        '/changes': changesRouteRef,
        '/admin': adminRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
    },
  );

beforeEach(() => getItsmQueryClient().clear());

describe('the page of windows', () => {
  it('says of each what it is about, when it comes, and what goes on', async () => {
    show(<WindowsPage />, aServer());
    const freeze = await screen.findByRole('listitem', {
      name: 'Year-end freeze',
    });
    expect(freeze).toHaveTextContent(
      'Shop with all parts and more that you may not see',
    );
    expect(freeze).toHaveTextContent(/except Cart, not for standard changes/);
    expect(freeze).toHaveTextContent('Every year, 18:00 for 17 d');
    expect(freeze).toHaveTextContent(/Exceptions by\s*Board/);
    const maintenance = screen.getByRole('listitem', { name: 'Nightly work' });
    expect(maintenance).toHaveTextContent(/Until \d\d:\d\d|Until \w{3}/);
    expect(maintenance).toHaveTextContent('Down');
    expect(maintenance).toHaveTextContent(
      'by the wall in Berlin it begins at 03:30',
    );
    // What stands in Git is looked at, what does not is edited.
    expect(
      within(maintenance).getByRole('link', { name: 'Edit: Nightly work' }),
    ).toHaveAttribute('href', '/admin/definitions/change-window/nightly');
    expect(
      within(freeze).getByRole('link', {
        name: 'Look at definition: Year-end freeze',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'New maintenance window' }),
    ).toHaveAttribute(
      'href',
      '/admin/definitions/new?kind=change-window&with=kind:maintenance',
    );
  });

  it('names maintenance that comes again once', async () => {
    const nights = [1, 2, 3].map(n =>
      aMaintenance({
        id: `n${n}`,
        state: 'scheduled',
        startsAt: soon(n * 24),
        endsAt: soon(n * 24 + 1),
        change: undefined,
        window: { key: 'nightly', title: 'Nightly work' },
      }),
    );
    const api = aServer({
      'changes.maintenance.list': ({ query }: any) => ({
        items: query.state === 'scheduled' ? nights : [],
        pageInfo: {},
        refs,
      }),
    });
    show(<WindowsPage />, api);
    expect(await screen.findByText('and 2 more times')).toBeVisible();
    expect(screen.queryByText('Going on now')).toBeNull();
  });

  it('says what to do where there is none, and when it could not be loaded', async () => {
    const none = { items: [], pageInfo: {}, refs: {} };
    show(<WindowsPage />, aServer({ 'changes.windows.list': () => none }));
    expect(await screen.findByText('There is no freeze')).toBeVisible();
    expect(screen.getByText('There is no maintenance window')).toBeVisible();
    expect(
      await screen.findByText('Nothing is planned to be degraded or down.'),
    ).toBeVisible();
  });
});

describe('the banner of an entity', () => {
  const of = (...items: Maintenance[]) =>
    aServer({
      'changes.maintenance.list': () => ({ items, pageInfo: {}, refs }),
    });

  it('says until when it is under maintenance, and by which change', async () => {
    show(<MaintenanceBanner />, of(aMaintenance()));
    expect(await screen.findByText(/^Under maintenance until/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'CHG-12 Move the cart' }),
    ).toHaveAttribute('href', '/changes/CHG-12');
    expect(screen.getByText(/It is down by plan/)).toBeVisible();
  });

  it('says what it depends on, what takes longer than planned, and what nobody may read', async () => {
    show(
      <MaintenanceBanner />,
      of(
        aMaintenance({ role: 'affected' }),
        aMaintenance({ id: 'm2', endsAt: soon(-0.5), change: undefined }),
      ),
    );
    const affected = await screen.findByText(/What this depends on/);
    expect(affected).toBeVisible();
    expect(screen.getByText(/^Cart:/)).toBeVisible();
    expect(screen.getByText(/longer than planned/)).toBeVisible();
  });

  it('names what is planned, and how much more', async () => {
    const planned = [1, 2, 3, 4].map(n =>
      aMaintenance({
        id: `p${n}`,
        state: 'scheduled',
        startsAt: soon(n * 24),
        endsAt: soon(n * 24 + 1),
        change: undefined,
        window: { key: 'nightly', title: `Night ${n}` },
      }),
    );
    show(<MaintenanceBanner />, of(...planned));
    expect(await screen.findByText(/Night 1/)).toBeVisible();
    expect(screen.queryByText(/Night 3/)).toBeNull();
    expect(
      screen.getByRole('link', { name: 'and 2 more times within seven days' }),
    ).toHaveAttribute('href', '/changes/windows');
  });

  it('is not there where there is nothing; a change says in which freeze it stands', async () => {
    show(
      <>
        <MaintenanceBanner />
        <ChangeWindows number="CHG-1" />
      </>,
      aServer({
        'changes.windows.standing': () => ({
          items: [
            {
              ...yearEnd.next[0],
              key: 'year-end',
              title: 'Year-end freeze',
              kind: 'freeze',
              timezone: 'Europe/Berlin',
              exceptionBy: ['group:default/board'],
            },
          ],
          refs,
        }),
      }),
    );
    expect(
      await screen.findByText(/it needs an exception by Board/),
    ).toBeVisible();
    expect(screen.queryByText(/maintenance/i)).toBeNull();
  });
});

describe('the editor', () => {
  const editor = (isSound: boolean | undefined) => (
    <WindowPreview
      kind="change-window"
      definitionKey="year-end"
      text="title: Year end"
      touched
      isSound={isSound}
    />
  );

  it('shows when a window would be, once it has no faults', async () => {
    const preview = {
      title: 'Year end',
      kind: 'freeze',
      timezone: 'Europe/Berlin',
      times: yearEnd.next,
      more: true,
    };
    show(editor(true), aServer({ 'changes.windows.preview': () => preview }));
    const times = await screen.findByRole('list', { name: 'When it would be' });
    expect(within(times).getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByText('And so on.')).toBeVisible();
  });

  it('says why it shows nothing', async () => {
    const { unmount } = show(editor(undefined), aServer());
    expect(
      await screen.findByText(/As soon as it has no faults/),
    ).toBeVisible();
    unmount();
    show(
      editor(true),
      aServer({
        'changes.windows.preview': () => {
          throw serverRefusal(403, 'Ask an administrator.');
        },
      }),
    );
    expect(await screen.findByText(/Ask an administrator/)).toBeVisible();
  });
});
