import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { serviceLevelsRouteRef } from '../routes';
import { ServiceLevelsPage } from '../ServiceLevelsPage';

const HOUR = 3_600_000;

const pages = createFrontendPlugin({
  pluginId: 'itsm-service-levels',
  routes: { root: serviceLevelsRouteRef },
  extensions: [
    SubPageBlueprint.make({
      name: 'service-levels',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'service-levels',
        title: 'Service levels',
        routeRef: serviceLevelsRouteRef,
        loader: async () => <ServiceLevelsPage />,
      },
    }),
    queryWrapper(),
  ],
});

const ref = (title: string, kind = 'component') => ({
  title,
  kind,
  dangling: false,
});
const refs = {
  'component:default/shop': ref('Shop'),
  'resource:default/db': ref('Orders database', 'resource'),
  'resource:default/bus': ref('Message bus', 'resource'),
  'resource:default/cache': ref('Cache', 'resource'),
};
const shopUp = {
  kind: 'availability',
  id: 'availability:objective:shop-up',
  entityRef: 'component:default/shop',
  source: { kind: 'objective', key: 'shop-up', name: 'Shop is up' },
  verdict: 'infeasible',
  promised: 0.999,
  possible: { low: 0.998001, high: 0.998001 },
  missingMinutes: 43.1568,
  excess: 1.999,
  words: '99.9 % × 99.9 % = 99.8001 % < 99.9 %',
};
const gold = {
  kind: 'time',
  id: 'time:gold:resolution:component:default/shop:12',
  entityRef: 'component:default/shop',
  source: { kind: 'agreement', key: 'gold', name: 'Gold' },
  verdict: 'infeasible',
  metric: 'resolution',
  priorities: [1, 2],
  promised: 4 * HOUR,
  passed: 8 * HOUR,
  excess: 2,
  words: 'Quick Coin: 8 h (Always) > 4 h (Always)',
};
const page = (items: object[], more: object = {}) => ({
  items,
  pageInfo: {},
  counts: { infeasible: items.length, unknown: 1, feasible: 3 },
  truncated: false,
  wholeCatalog: true,
  refs,
  ...more,
});
const item = (name: string) => ({
  kind: 'item',
  value: 0.999,
  words: '99.9 %',
  ref: `resource:default/${name}`,
  parts: [],
});
const told = {
  entityRef: 'component:default/shop',
  wholeCatalog: false,
  availability: {
    promises: [shopUp],
    low: 0.998001,
    high: 0.998001,
    items: 3,
    truncated: false,
    steps: [
      {
        kind: 'all',
        value: 0.998001,
        words: '99.9 % × 99.9 % = 99.8001 %',
        parts: [1, 2],
      },
      item('db'),
      item('bus'),
    ],
    counted: [
      {
        ref: 'resource:default/db',
        promised: 0.999,
        sources: [{ kind: 'agreement', key: 'hoster', name: 'Hoster' }],
      },
      {
        ref: 'resource:default/bus',
        promised: 0.999,
        sources: [{ kind: 'objective', key: 'bus', name: 'Bus is up' }],
      },
    ],
    unknown: { total: 60, refs: ['resource:default/cache'] },
    improve: [
      { ref: 'resource:default/db', birnbaum: 0.999, gainMinutes: 43.1568 },
    ],
  },
  times: [
    {
      ...gold,
      calendar: { key: 'always', name: 'Always' },
      behind: [
        {
          agreement: {
            kind: 'agreement',
            key: 'coin',
            name: 'Coin',
            type: 'uc',
          },
          itemRef: 'resource:default/bus',
          within: 8 * HOUR,
          calendar: { key: 'mornings', name: 'Mornings' },
          verdict: 'infeasible',
          worst: {
            start: '2026-03-01T00:00:00.000Z',
            done: '2026-03-01T08:00:00.000Z',
            due: '2026-03-01T04:00:00.000Z',
            passed: 8 * HOUR,
          },
          words: '',
        },
      ],
    },
  ],
  refs,
};

const open = (path: string, changes: object = {}) => {
  const asked: any[] = [];
  const api = new FakeItsmApi({
    'service-levels.feasibility.list': ({ query }: any) => {
      asked.push(query);
      return page([gold, shopUp]);
    },
    'service-levels.feasibility.explanation': ({ query }: any) => {
      asked.push(query);
      return told;
    },
    ...changes,
  });
  openPage(`/itsm/service-levels/feasibility${path}`, api, [pages]);
  return asked;
};

beforeEach(inANewBrowser);

it('the list says first how many cannot be kept, then each with its arithmetic', async () => {
  const asked = open('');
  expect(
    await screen.findByText('2 of 6 promises cannot be kept.'),
  ).toBeVisible();
  const [row] = within(
    screen.getByRole('table', { name: 'Can promises be kept?' }),
  )
    .getAllByRole('row')
    .slice(1);
  expect(row).toHaveTextContent('Resolution, priorities 1, 2 · Gold');
  expect(row).toHaveTextContent('4 h too long');
  expect(screen.getByText(shopUp.words)).toBeVisible();
  expect(screen.getByText('43 min a month')).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: /Cannot hold 2/ }));
  expect(asked.at(-1)).toMatchObject({ verdict: 'infeasible' });
});

it('an item shows how it comes about, what is not known, and what to improve', async () => {
  const asked = open('/component/default/shop');
  expect(await screen.findByText('99.9 % × 99.9 % = 99.8001 %')).toBeVisible();
  expect(asked).toEqual([{ entity: 'component:default/shop' }]);
  expect(
    screen.getByText(/99.8001 % at best: 43 min a month are missing/),
  ).toBeVisible();
  expect(screen.getByRole('link', { name: 'Hoster' })).toHaveAttribute(
    'href',
    '/itsm/service-levels/agreements/hoster',
  );
  expect(screen.getByText(/60 items behind it promise nothing/)).toBeVisible();
  expect(screen.getByText(/and 59 more/)).toHaveTextContent(
    'Cache and 59 more',
  );
  expect(
    screen.getByText(/Worst start .*8 h of 4 h have passed/),
  ).toBeVisible();
  expect(
    screen.getByText('Counted is what you may see of the catalog.'),
  ).toBeVisible();
  const improve = screen.getByRole('table', {
    name: 'What is worth improving',
  });
  expect(improve).toHaveTextContent('43 min a month0.999');
});

it('says in the words of the server why there is nothing to see', async () => {
  open('/component/default/secret', {
    'service-levels.feasibility.explanation': () => {
      throw serverRefusal(404, 'entity: there is no such thing');
    },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'entity: there is no such thing',
  );
});
