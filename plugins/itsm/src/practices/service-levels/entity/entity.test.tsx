import '../../../__testUtils__/desk';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { screen, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { serviceLevelsRouteRef } from '../routes';
import { EntityServiceLevels } from './EntityServiceLevels';
import { EntityServiceLevelsCard } from './EntityServiceLevelsCard';

const HOUR = 3_600_000;
const AT = '2026-03-02T10:00:00.000Z';
const CHECKOUT = 'component:default/checkout';

const promise = {
  agreement: {
    key: 'gold',
    version: 1,
    name: 'Gold',
    type: 'sla',
    precedence: 10,
    party: 'Shoppers',
  },
  recordTypes: ['incident'],
  covers: 'some',
  scope: { priority: { $lte: 2 } },
  targets: [
    {
      metric: 'resolution',
      goals: [
        { when: { priority: 1 }, within: 2 * HOUR, calendar: 'office' },
        { within: 8 * HOUR, calendar: 'office' },
      ],
      behind: [{ key: 'vip', name: 'Very important' }],
    },
  ],
};

const late = {
  record: {
    id: 'one',
    number: 'INC-7',
    type: 'incident',
    title: 'Checkout returns 502',
    status: 'new',
    statusCategory: 'open',
    ownerRef: 'group:default/payments',
  },
  clock: {
    id: 'sla:resolution',
    type: 'sla',
    metric: 'resolution',
    state: 'running',
    goal: 2 * HOUR,
    elapsed: 5 * HOUR,
    breached: true,
    counting: true,
    dueAt: '2026-03-02T07:00:00.000Z',
    agreement: { key: 'gold', name: 'Gold' },
  },
};

const aServer = (more: object = {}) =>
  new FakeItsmApi({
    'service-levels.promises': () => ({
      ref: CHECKOUT,
      facts: { tier: 'gold', system: 'system:default/shop' },
      items: [promise],
    }),
    'service-levels.attainment': () => ({
      by: 'agreement',
      from: AT,
      to: AT,
      total: { kept: 27, breached: 1, attainment: 96.4, late: 1 },
      items: [
        { key: 'gold', kept: 27, breached: 1, attainment: 96.4, late: 1 },
      ],
      agreements: { gold: 'Gold' },
      refs: {},
    }),
    'service-levels.breaching': () => ({
      at: AT,
      items: [late],
      pageInfo: {},
      counts: { late: 4, soon: 1 },
      refs: { 'group:default/payments': { title: 'Payments', kind: 'group' } },
    }),
    'service-levels.objectives.list': () => ({
      at: AT,
      items: [],
      pageInfo: {},
      refs: {},
    }),
    'service-levels.calendars.list': () => ({
      items: [{ key: 'office', name: 'Office hours' }],
    }),
    'fields.list': () => ({
      items: [{ key: 'priority', label: 'Priority', type: 'number' }],
    }),
    ...more,
  });

const open = (element: ReactElement, api = aServer()) => {
  getItsmQueryClient().clear();
  renderInTestApp(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'checkout', namespace: 'default' },
      }}
    >
      <ItsmQueryProvider>{element}</ItsmQueryProvider>
    </EntityProvider>,
    {
      mountedRoutes: {
        '/itsm/service-levels': serviceLevelsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef as never,
      },
      apis: [
        [itsmApiRef, api],
        [permissionApiRef, mockApis.permission()],
      ] as never,
    },
  );
  return api;
};

describe('service levels on the page of a service', () => {
  it('the card answers whether promises are kept, what they are, and what is late', async () => {
    const api = open(<EntityServiceLevelsCard />);
    expect(
      await screen.findByText(
        '96.4 % kept in the last 30 days: 27 of 28 promises. 1 is late now.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Gold' })).toHaveAttribute(
      'href',
      '/itsm/service-levels/agreements/gold',
    );
    expect(screen.getByText('Resolution 2 h to 8 h')).toBeVisible();
    expect(await screen.findByText(/^Late by 3 h/)).toBeVisible();
    expect(screen.getByRole('link', { name: '4 more' })).toHaveAttribute(
      'href',
      `/itsm/service-levels/breaching?service=${encodeURIComponent(CHECKOUT)}`,
    );
    expect(
      api.calls.find(({ route }) => route === 'service-levels.breaching')
        ?.query,
    ).toEqual({ within: 'P1D', service: CHECKOUT, limit: 3 });
    expect(
      screen.getByRole('link', { name: /Everything about/ }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/service-levels',
    );
  });

  it('where nothing is promised it says what would promise something', async () => {
    open(
      <EntityServiceLevelsCard />,
      aServer({
        'service-levels.promises': () => ({
          ref: CHECKOUT,
          facts: {},
          items: [],
        }),
      }),
    );
    expect(await screen.findByText('Nothing is promised for it')).toBeVisible();
    expect(screen.queryByText(/kept in the last/)).toBeNull();
  });

  it('why it cannot be shown is said in the server’s words', async () => {
    open(
      <EntityServiceLevelsCard />,
      aServer({
        'service-levels.promises': () => {
          throw serverRefusal(403, 'Ask for itsm.service-levels.read');
        },
      }),
    );
    expect(
      await screen.findByText('Ask for itsm.service-levels.read'),
    ).toBeVisible();
  });

  it('the tab says for which records each promise is, and what goes before it', async () => {
    open(<EntityServiceLevels />);
    const gold = await screen.findByRole('region', { name: 'Gold' });
    expect(gold).toHaveTextContent(
      'Some of its records of the type incident, for which priority is one of P1, P2.',
    );
    await within(gold).findAllByText('Office hours');
    expect(gold).toHaveTextContent('2 hif priority is P1Office hours');
    expect(gold).toHaveTextContent(
      'Where Very important goes for the record, too, that counts.',
    );
    expect(
      screen.getByText(/Known of it, and so decided: tier gold, system shop\./),
    ).toBeVisible();
    const kept = await screen.findByRole('table', {
      name: 'Promises of the last 30 days by agreement',
    });
    expect(within(kept).getByRole('row', { name: /Gold/ })).toHaveTextContent(
      'Gold27196.4 %1',
    );
  });
});
