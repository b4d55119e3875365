import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { Proposal, ProposalPage } from '@callboard/plugin-itsm-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { queryWrapper } from '../../../queryWrapper';
import { ImprovementPage } from '../ImprovementPage';
import { improvementRouteRef, initiativeRouteRef } from '../routes';

const pages = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: { root: improvementRouteRef, initiative: initiativeRouteRef },
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

const EMAIL = 'component:default/email';
const TEAM = 'group:default/fulfilment';
const REFS = {
  [EMAIL]: { title: 'Email', kind: 'component', dangling: false },
  [TEAM]: { title: 'Fulfilment', kind: 'group', dangling: false },
};

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  id: 'p1',
  finder: 'repeated-on-item',
  state: 'open',
  title: 'Kafka had 12 incidents in 90 days',
  why: 'Incidents that come back to one item have a cause in common.',
  serviceRef: EMAIL,
  ownerRef: TEAM,
  evidence: {
    from: '2026-08-28T00:00:00.000Z',
    to: '2026-11-26T00:00:00.000Z',
    figures: [
      { label: 'Incidents', value: 12, unit: 'count', before: 4 },
      { label: 'Of all incidents', value: 0.25, unit: 'percent' },
    ],
    series: {
      label: 'Incidents on Kafka',
      unit: 'count',
      points: [
        {
          from: '2026-08-28T00:00:00.000Z',
          to: '2026-10-12T00:00:00.000Z',
          value: 5,
        },
        {
          from: '2026-10-12T00:00:00.000Z',
          to: '2026-11-26T00:00:00.000Z',
          value: 7,
        },
      ],
    },
    records: {
      type: 'incident',
      query: { filter: '{"ciRef":"resource:default/kafka"}' },
    },
    kpi: { key: 'incidents.volume', where: { serviceRef: [EMAIL] } },
  },
  estimate: {
    hours: 4,
    formula: '4 incidents a month × 2 h × ½ = 4 h a month',
    assumptions: ['An incident takes 2 h of work.'],
    money: 360,
    currency: 'EUR',
  },
  measure: {
    kpi: 'incidents.volume',
    name: 'Incidents opened',
    unit: 'count',
    target: 8,
    direction: 'down',
  },
  foundAt: '2026-11-20T00:00:00.000Z',
  seenAt: '2026-11-26T00:00:00.000Z',
  viewer: { canAccept: true, canDismiss: true, canRestore: false },
  ...more,
});

const page = (
  items: Proposal[],
  more: Partial<ProposalPage> = {},
): ProposalPage => ({
  items,
  pageInfo: {},
  lookedAt: '2026-11-26T03:00:00.000Z',
  skipped: [],
  services: [EMAIL],
  teams: [TEAM],
  refs: REFS,
  viewer: { canLook: true },
  ...more,
});

const server = (more: Record<string, any> = {}) =>
  new FakeItsmApi({
    'proposals.list': () => page([proposal()]),
    'proposals.dismiss': () => proposal({ state: 'dismissed' }),
    'proposals.restore': () => proposal(),
    ...more,
  });
const open = (api: FakeItsmApi, search = '') =>
  openPage(`/itsm/improvement/proposals${search}`, api, [pages]);
const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);

describe('proposals', () => {
  beforeEach(inANewBrowser);

  it('say what was found, on what it rests and what it would save', async () => {
    open(server());
    const card = await screen.findByRole('region', {
      name: 'Kafka had 12 incidents in 90 days',
    });
    expect(card).toHaveTextContent('Repeated on an item');
    expect(card).toHaveTextContent('Would save4 h a monthabout €360');
    expect(card).toHaveTextContent('Incidents12before 4');
    expect(card).toHaveTextContent('Of all incidents25 %');
    expect(card).toHaveTextContent(/28 Aug|Aug 28/);
    const shown = within(card);
    await userEvent.click(shown.getByText('Evidence'));
    const table = shown.getByRole('table', { name: 'Incidents on Kafka' });
    expect(within(table).getAllByRole('row')[2]).toHaveTextContent('7');
    const records = shown.getByRole('link', { name: 'See the incidents' });
    expect(records.getAttribute('href')).toBe(
      `/itsm/incidents?view=all&filter=${encodeURIComponent(
        '{"ciRef":"resource:default/kafka"}',
      )}`,
    );
    expect(
      shown.getByRole('link', { name: 'See the number' }).getAttribute('href'),
    ).toMatch(/^\/itsm\/improvement\/kpis\/incidents\.volume\?f\.serviceRef=/);
    await userEvent.click(shown.getByText('How it is estimated'));
    expect(card).toHaveTextContent('An incident takes 2 h of work.');
    expect(card).toHaveTextContent('Incidents opened, target 8 a month');
  });

  it('are asked for as the address says', async () => {
    const api = server({ 'proposals.list': () => page([]) });
    open(api, `?finder=noisy-service,nonsense&service=${EMAIL}&state=gone`);
    expect(
      await screen.findByText('No proposal fits these filters'),
    ).toBeVisible();
    expect(asked(api, 'proposals.list')[0].query).toMatchObject({
      finder: ['noisy-service'],
      service: [EMAIL],
      state: ['gone'],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Reset' }));
    expect(await screen.findByText('Nothing stands out')).toBeVisible();
  });

  it('are dismissed with a reason, and taken up again', async () => {
    const api = server();
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Dismiss' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: /Dismiss/ }));
    expect(asked(api, 'proposals.dismiss')).toEqual([]);
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Why not/ }),
      'It is replaced',
    );
    // Closed by mistake it is there again.
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(await screen.findByRole('textbox', { name: /Why not/ })).toHaveValue(
      'It is replaced',
    );
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('Dismissed: Kafka had 12 incidents in 90 days');
    expect(asked(api, 'proposals.dismiss')[0]).toMatchObject({
      params: { id: 'p1' },
      body: { reason: 'It is replaced' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('It is open again');
    expect(asked(api, 'proposals.restore')[0].params).toEqual({ id: 'p1' });
  });

  it('become an initiative; what is refused says why', async () => {
    let tries = 0;
    const api = server({
      'proposals.accept': () => {
        tries += 1;
        if (tries === 1)
          throw serverRefusal(400, 'ownerRef: name a group that owns it');
        return proposal({
          state: 'accepted',
          initiative: { number: 'IMP-7', title: 'x', statusLabel: 'Identify' },
        });
      },
    });
    open(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Make it an initiative' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const file = dialog.getByRole('button', { name: 'File initiative' });
    await userEvent.click(file);
    expect(await dialog.findByText(/name a group that owns it/)).toBeVisible();
    await userEvent.click(file);
    await screen.findByText('IMP-7 was filed');
    expect(asked(api, 'proposals.accept')[0].body).toEqual({ ownerRef: TEAM });
  });

  it('that were decided say what became of them, and who may only read decides nothing', async () => {
    const viewer = { canAccept: false, canDismiss: false, canRestore: false };
    open(
      server({
        'proposals.list': () =>
          page(
            [
              proposal({
                state: 'accepted',
                initiative: {
                  number: 'IMP-7',
                  title: 'x',
                  statusLabel: 'Identify',
                },
                viewer,
              }),
              proposal({
                id: 'p2',
                title: 'Gone',
                state: 'gone',
                note: 'It no longer held on 2026-11-25.',
                viewer,
              }),
            ],
            { viewer: { canLook: false } },
          ),
      }),
    );
    expect(
      await screen.findByRole('link', { name: 'Became IMP-7, Identify' }),
    ).toHaveAttribute('href', '/itsm/improvement/register/IMP-7');
    expect(screen.getByText('It no longer held on 2026-11-25.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Look now' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  });
});
