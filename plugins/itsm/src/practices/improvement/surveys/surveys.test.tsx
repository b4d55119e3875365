import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { figuresOf, NO_COUNTS } from '@callboard/plugin-itsm-common';
import type {
  SurveyCommentPage,
  SurveyResults,
  SurveySummary,
} from '@callboard/plugin-itsm-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { queryWrapper } from '../../../queryWrapper';
import { ImprovementPage } from '../ImprovementPage';
import { improvementRouteRef } from '../routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: { root: improvementRouteRef },
  extensions: [
    queryWrapper(),
    SubPageBlueprint.make({
      name: 'improvement',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'improvement',
        title: 'Improvement',
        routeRef: improvementRouteRef,
        loader: async () => <ImprovementPage />,
      },
    }),
  ],
});

const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const REFS = {
  [CHECKOUT]: { title: 'Checkout', kind: 'component', dangling: false },
  [CART]: { title: 'Cart', kind: 'component', dangling: false },
  'user:default/rita': { title: 'Rita', kind: 'user', dangling: false },
};

/** What is told of so many who were asked, and of what they answered, the worst first. */
const figures = (sent: number, scores: number[], open = 0) =>
  figuresOf({
    ...NO_COUNTS,
    sent,
    open,
    returned: scores.reduce((a, b) => a + b, 0),
    scores,
  });

const survey = (more: Partial<SurveySummary> = {}): SurveySummary => ({
  key: 'help',
  title: 'Satisfaction with incidents',
  question: 'How was our help?',
  when: 'after-resolve',
  services: [],
  teams: [],
  samplePercent: 100,
  removed: false,
  figures: figures(40, [0, 1, 1, 8, 10]),
  ...more,
});

function results(more: Partial<SurveyResults> = {}): SurveyResults {
  const { figures: _, ...told } = survey({ samplePercent: 50 });
  return {
    survey: told,
    from: '2026-09',
    to: '2026-11',
    zone: 'utc',
    total: figures(40, [0, 1, 1, 8, 10], 3),
    series: ['2026-09', '2026-10', '2026-11'].map((month, i) => ({
      month,
      complete: i < 2,
      ...figures(13, [0, 0, 1, 3, 3]),
    })),
    services: [
      { serviceRef: CHECKOUT, ...figures(30, [0, 1, 1, 6, 9]) },
      { serviceRef: CART, ...figures(8, [0, 0, 0, 2, 1]) },
    ],
    refs: REFS,
    ...more,
  };
}

const comment = (more: object): SurveyCommentPage['items'][number] => ({
  id: 'c1',
  comment: 'Quick, <b>thank</b> you',
  score: 5,
  on: '2026-11-20',
  record: {
    number: 'INC-7',
    type: 'incident',
    title: 'The till is slow',
    practice: 'incidents',
  },
  ...more,
});

const server = (more: Record<string, any> = {}) =>
  new FakeItsmApi({
    'improvement.surveys.list': () => ({ items: [survey()], refs: REFS }),
    'improvement.surveys.results': () => results(),
    'improvement.surveys.comments': ({ query }: any) => ({
      items: query?.cursor
        ? [comment({ id: 'c2', comment: 'An older one' })]
        : [comment({ personRef: 'user:default/rita' })],
      pageInfo: query?.cursor ? {} : { nextCursor: 'next' },
      refs: REFS,
    }),
    ...more,
  });
const open = (api: FakeItsmApi, search = '') =>
  openPage(`/itsm/improvement/surveys${search}`, api, [pages]);

describe('surveys', () => {
  beforeEach(inANewBrowser);

  it('are listed with what they came to, and how sure that is', async () => {
    const few = survey({
      key: 'few',
      title: 'The cart',
      when: 'quarterly',
      removed: true,
      figures: figures(4, [0, 0, 0, 1, 1]),
    });
    open(
      server({
        'improvement.surveys.list': () => ({
          items: [survey(), few],
          refs: REFS,
        }),
      }),
    );
    const table = await screen.findByRole('table', { name: 'Surveys' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('After something was solved');
    // 18 of 20, and 20 of 40, each with Wilson's interval.
    expect(first).toHaveTextContent('90 % (70 % to 97 %)');
    expect(first).toHaveTextContent('50 % (35 % to 65 %)');
    expect(second).toHaveTextContent('not in use any more');
    expect(second).toHaveTextContent('too few to tell');
    expect(
      within(first).getByRole('link', { name: 'Satisfaction with incidents' }),
    ).toHaveAttribute('href', '/itsm/improvement/surveys?survey=help');
  });

  it('say where one is written while there is none, and why one cannot be read', async () => {
    open(
      server({
        'improvement.surveys.list': () => ({ items: [], refs: {} }),
      }),
    );
    expect(await screen.findByText('Nobody is asked yet')).toBeVisible();
    expect(screen.getByText(/definition of the kind “survey”/)).toBeVisible();
  });

  it('tell what one came to in sentences, over time, by answer and by service', async () => {
    const api = server();
    open(api, '?survey=help');
    expect(
      await screen.findByText(
        '90 % are satisfied or very satisfied (70 % to 97 %), of 20 answers.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(
        /20 of 40 who were asked answered: 50 % \(35 % to 65 %\)/,
      ),
    ).toHaveTextContent('3 more can still answer.');
    expect(screen.getByText('asks 50 of 100')).toBeVisible();
    const scores = screen.getByRole('table', {
      name: 'What do people answer?',
    });
    const best = within(scores).getAllByRole('row')[1];
    expect(best).toHaveTextContent('Very satisfied1050 %');
    const services = screen.getByRole('table', { name: 'Of which services?' });
    const [, checkout, cart] = within(services).getAllByRole('row');
    expect(checkout).toHaveTextContent('Checkout88 %');
    expect(cart).toHaveTextContent('Carttoo few to tell3');
    expect(
      screen.getByRole('figure', { name: 'How many are satisfied?' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: '3 months' }));
    await screen.findByText('asks 50 of 100');
    const froms = api.calls
      .filter(({ route }) => route === 'improvement.surveys.results')
      .map(({ query }) => query?.from);
    expect(froms).toHaveLength(2);
    expect(froms[0]! < froms[1]!).toBe(true);
  });

  it('show what people wrote as they wrote it, with the record and who it was, page by page', async () => {
    open(server(), '?survey=help');
    const said = await screen.findByText('Quick, <b>thank</b> you');
    const item = said.closest('li')!;
    expect(item).toHaveTextContent('Very satisfied');
    expect(item).toHaveTextContent('by Rita');
    expect(
      within(item).getByRole('link', { name: 'INC-7 The till is slow' }),
    ).toHaveAttribute('href', expect.stringContaining('INC-7'));
    await userEvent.click(screen.getByRole('button', { name: 'Older' }));
    expect(await screen.findByText('An older one')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the newest' }),
    );
    expect(await screen.findByText('Quick, <b>thank</b> you')).toBeVisible();
  });

  it('keep what few say to themselves, and say when nobody was asked', async () => {
    const total = figures(4, [1, 0, 0, 1, 1], 1);
    open(
      server({
        'improvement.surveys.results': () =>
          results({ total, services: [], series: [] }),
        'improvement.surveys.comments': () => ({
          items: [],
          pageInfo: {},
          refs: {},
        }),
      }),
      '?survey=help',
    );
    expect(await screen.findByText(/^There are 3 answers\./)).toHaveTextContent(
      'told from 5 on, so that nobody can tell who said what',
    );
    expect(
      screen.queryByRole('table', { name: 'What do people answer?' }),
    ).toBeNull();
    expect(
      await screen.findByText('Nothing was written that you may read'),
    ).toBeVisible();
  });

  it('say what the server says where one may not see them', async () => {
    open(
      server({
        'improvement.surveys.results': () => {
          throw serverRefusal(403, 'You do not have the permission');
        },
      }),
      '?survey=help',
    );
    expect(
      await screen.findByText(/You do not have the permission/),
    ).toBeVisible();
  });
});
