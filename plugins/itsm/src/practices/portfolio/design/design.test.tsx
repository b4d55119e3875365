import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { DESIGN_SECTIONS, SECTION_MOVES } from '@callboard/plugin-itsm-common';
import type {
  DesignPackage,
  DesignSection,
  Milestone,
  TransitionPlan,
} from '@callboard/plugin-itsm-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { PortfolioPage } from '../PortfolioPage';
import {
  designRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  transitionRouteRef,
  transitionsRouteRef,
} from '../routes';
import { chartScale } from './chartScale';

const pages = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    root: portfolioRouteRef,
    service: portfolioServiceRouteRef,
    design: designRouteRef,
    transition: transitionRouteRef,
    transitions: transitionsRouteRef,
  },
  extensions: [
    queryWrapper(),
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => <PortfolioPage />,
      },
    }),
  ],
});

const AT = '2026-03-01T12:00:00.000Z';
const REFS = {
  'user:default/maria': { title: 'Maria', kind: 'user', dangling: false },
  'user:default/tom': { title: 'Tom', kind: 'user', dangling: false },
};
const brief = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  number: 'SVC-7',
  title: 'Loyalty points',
  status: 'design',
  statusLabel: 'Design',
  statusCategory: 'open' as const,
};

const section = (
  key: DesignSection['key'],
  more: Partial<DesignSection> = {},
): DesignSection => {
  const { label, about, prompts } = DESIGN_SECTIONS.find(s => s.key === key)!;
  return {
    key,
    label,
    about,
    prompts: [...prompts],
    state: 'empty',
    evidence: [],
    facts: [],
    reviewDue: false,
    changed: [],
    version: 0,
    moves: [],
    ...more,
  };
};

const move = (
  name: (typeof SECTION_MOVES)[number]['value'],
  reason?: string,
) => ({
  name,
  label: SECTION_MOVES.find(({ value }) => value === name)!.label,
  allowed: reason === undefined,
  reason,
});

const aPackage = (more: Partial<DesignPackage> = {}): DesignPackage => ({
  ...brief,
  sections: DESIGN_SECTIONS.map(({ key }) =>
    key === 'security'
      ? section(key, {
          state: 'in-review',
          version: 3,
          body: 'We hold <script>alert(1)</script> **tokens**',
          authorRef: 'user:default/maria',
          writtenAt: AT,
          facts: [
            {
              label: 'Open risks',
              value: '3, the highest 16 of 25',
              fault: true,
            },
          ],
          evidence: [
            {
              id: 'e1',
              kind: 'link',
              url: 'https://docs.example/review',
              words: 'Review of February',
              addedByRef: 'user:default/maria',
              addedAt: AT,
            },
            {
              id: 'e2',
              kind: 'record',
              addedByRef: 'user:default/maria',
              addedAt: AT,
            },
          ],
          moves: [
            move(
              'accept',
              'You changed Security last; somebody else accepts it.',
            ),
            move('send-back'),
          ],
        })
      : section(key, { moves: [move('not-needed')] }),
  ),
  gates: [
    {
      gate: 'to-transition',
      label: 'Ready to be brought in',
      titles: ['Design is complete'],
      passes: false,
      missing: [
        {
          section: 'security',
          words: 'Security must be accepted; the section is in review.',
        },
      ],
      sections: ['security'],
      behind: false,
    },
    {
      gate: 'operate',
      label: 'Ready to be run',
      titles: ['Operation is ready'],
      passes: true,
      missing: [],
      sections: [],
      behind: false,
    },
  ],
  templates: [{ key: 'small', name: 'Small service' }],
  viewer: { canEdit: true },
  refs: REFS,
  ...more,
});

const milestone = (
  id: string,
  title: string,
  more: Partial<Milestone> = {},
): Milestone => ({
  id,
  title,
  state: 'planned',
  plannedFrom: '2026-03-02T00:00:00.000Z',
  plannedTo: '2026-03-05T00:00:00.000Z',
  goLive: false,
  dependsOn: [],
  changes: [],
  hiddenChanges: 0,
  forecast: {
    from: '2026-03-02T00:00:00.000Z',
    to: '2026-03-05T00:00:00.000Z',
    slips: 0,
    slack: 2 * 86_400_000,
    critical: false,
    delays: [],
  },
  overdue: false,
  version: 4,
  ...more,
});

const aPlan = (more: Partial<TransitionPlan> = {}): TransitionPlan => ({
  ...brief,
  status: 'transition',
  milestones: [
    milestone('m1', 'Data moved', {
      ownerRef: 'user:default/tom',
      forecast: {
        from: '2026-03-02T00:00:00.000Z',
        to: '2026-03-08T00:00:00.000Z',
        slips: 3 * 86_400_000,
        slack: 0,
        critical: true,
        delays: ['m2'],
      },
      changes: [
        {
          id: 'c1',
          number: 'CHG-1042',
          title: 'Move the data',
          status: 'scheduled',
          statusLabel: 'Scheduled',
          statusCategory: 'open',
          plannedStart: '2026-03-04T08:00:00.000Z',
          plannedEnd: '2026-03-06T08:00:00.000Z',
          late: true,
        },
      ],
      hiddenChanges: 2,
    }),
    milestone('m2', 'Live', { goLive: true, dependsOn: ['m1'] }),
  ],
  end: '2026-03-09T00:00:00.000Z',
  plannedEnd: '2026-03-06T00:00:00.000Z',
  now: AT,
  viewer: { canEdit: true },
  refs: REFS,
  ...more,
});

const anApi = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  new FakeItsmApi({
    'design.get': () => aPackage(),
    'transitions.get': () => aPlan(),
    'transitions.list': () => ({
      items: [aPlan()],
      pageInfo: { nextCursor: 'behind' },
      now: AT,
      refs: REFS,
    }),
    ...answers,
  });

const lastCall = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).pop();

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/portfolio/${path}`, api, [pages]);

describe('design and transition', () => {
  beforeEach(inANewBrowser);

  it('a package says how far it is, and each thing that is missing leads to where it is done', async () => {
    open('records/SVC-7/design', anApi());
    expect(
      await screen.findByRole('heading', { name: 'Design of Loyalty points' }),
    ).toBeInTheDocument();
    const gates = screen.getByRole('region', { name: 'Readiness gates' });
    expect(within(gates).getByText('Closed')).toBeInTheDocument();
    expect(within(gates).getByText('Open')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Requirements' }),
    ).toHaveTextContent('What must it do, and for whom?');
    await userEvent.click(
      within(gates).getByRole('button', { name: /Security must be accepted/ }),
    );
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(security).toHaveTextContent('3, the highest 16 of 25');
    // HTML is text, Markdown is not.
    expect(security).toHaveTextContent('<script>alert(1)</script> tokens');
    expect(
      within(security).getByRole('link', { name: /Review of February/ }),
    ).toHaveAttribute('href', 'https://docs.example/review');
    expect(security).toHaveTextContent('A record that you may not read');
    // What one cannot do is said, and cannot be pressed.
    expect(
      within(security).getByRole('button', { name: 'Accept' }),
    ).toBeDisabled();
    expect(security).toHaveTextContent('somebody else accepts it.');
  });

  it('a section is written, sent back with a reason, and shown by evidence', async () => {
    const api = anApi({
      'design.sections.write': () => aPackage(),
      'design.sections.move': () => aPackage(),
      'design.evidence.add': () => {
        throw serverRefusal(400, 'url: must be an address');
      },
    });
    open('records/SVC-7/design?section=security', api);
    const security = await screen.findByRole('region', { name: 'Security' });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Edit: Security' }),
    );
    const text = within(security).getByRole('textbox');
    await userEvent.clear(text);
    await userEvent.paste('Nothing');
    await userEvent.click(
      within(security).getByRole('button', { name: /Save/ }),
    );
    expect(lastCall(api, 'design.sections.write')).toMatchObject({
      params: { id: 'SVC-7', section: 'security' },
      body: { body: 'Nothing' },
      ifMatch: 3,
    });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Send back' }),
    );
    const why = await screen.findByRole('dialog');
    await userEvent.click(
      within(why).getByRole('button', { name: /Send back/ }),
    );
    expect(why).toHaveTextContent('Say why');
    await userEvent.type(within(why).getByRole('textbox'), 'Which tokens?');
    await userEvent.click(
      within(why).getByRole('button', { name: /Send back/ }),
    );
    expect(lastCall(api, 'design.sections.move')).toMatchObject({
      body: { move: 'send-back', reason: 'Which tokens?' },
    });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Add evidence' }),
    );
    const adding = await screen.findByRole('dialog');
    await userEvent.type(
      within(adding).getByRole('textbox', { name: /Address/ }),
      'docs',
    );
    await userEvent.click(within(adding).getByRole('button', { name: /^Add/ }));
    expect(await within(adding).findByRole('alert')).toHaveTextContent(
      'must be an address',
    );
  });

  it('who may not edit reads why, and finds nothing to press', async () => {
    open(
      'records/SVC-7/design?section=security',
      anApi({
        'design.get': () =>
          aPackage({
            viewer: { canEdit: false, reason: 'Ask to be a collaborator' },
          }),
      }),
    );
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(screen.getByText('Ask to be a collaborator')).toBeInTheDocument();
    expect(within(security).queryByRole('button')).not.toBeInTheDocument();
  });

  it('a plan says when it ends, what slips and what that delays', async () => {
    const api = anApi({ 'transitions.milestones.update': () => aPlan() });
    open('records/SVC-7/transition', api);
    expect(
      await screen.findByText(/last milestone is expected on .* 3 days later/),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Milestones' });
    const row = within(table).getByRole('row', { name: /^Data moved/ });
    expect(row).toHaveTextContent('Late by 3 days');
    expect(row).toHaveTextContent('Critical');
    expect(row).toHaveTextContent('Delays Live');
    expect(row).toHaveTextContent('CHG-1042');
    expect(row).toHaveTextContent('ends after the milestone');
    expect(row).toHaveTextContent('2 changes that you may not read');
    expect(within(table).getByRole('row', { name: /^Live/ })).toHaveTextContent(
      '2 days of slack',
    );
    await userEvent.click(
      within(row).getByRole('button', { name: 'Mark as done: Data moved' }),
    );
    expect(lastCall(api, 'transitions.milestones.update')).toMatchObject({
      params: { id: 'SVC-7', milestone: 'm1' },
      body: { state: 'done' },
      ifMatch: 4,
    });
  });

  it('a milestone is added with what it waits for', async () => {
    const api = anApi({ 'transitions.milestones.add': () => aPlan() });
    open('records/SVC-7/transition', api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add milestone' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /What is reached/ }),
      'Team trained',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: /Save/ }));
    expect(lastCall(api, 'transitions.milestones.add')).toBeUndefined();
    await userEvent.type(
      within(dialog).getByLabelText(/Planned from/),
      '2026-03-10',
    );
    await userEvent.type(
      within(dialog).getByLabelText(/Planned to/),
      '2026-03-12',
    );
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: 'Data moved' }),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: /Save/ }));
    const { body } = lastCall(api, 'transitions.milestones.add')!;
    expect(body).toMatchObject({ title: 'Team trained', dependsOn: ['m1'] });
    expect(
      Date.parse((body as any).plannedTo) -
        Date.parse((body as any).plannedFrom),
    ).toBeGreaterThan(2 * 86_400_000);
  });

  it('all plans are on one page, with what is next of each', async () => {
    const api = anApi();
    open('transitions?owner=mine', api);
    const list = await screen.findByRole('list', { name: 'Transition plans' });
    expect(within(list).getByRole('link')).toHaveTextContent(
      'SVC-7 Loyalty points',
    );
    expect(list).toHaveTextContent('Next: Data moved');
    expect(list).toHaveTextContent('Late by 3 days');
    expect(lastCall(api, 'transitions.list')).toMatchObject({
      query: { owner: 'mine' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Next plans' }));
    expect(lastCall(api, 'transitions.list')).toMatchObject({
      query: { owner: 'mine', cursor: 'behind' },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Back to the first plans' }),
    );
    expect(lastCall(api, 'transitions.list')!.query!.cursor).toBeUndefined();
  });

  it('an axis has few ticks, whatever it is of', () => {
    const of = (days: number) =>
      chartScale(
        [
          milestone('m', 'One', {
            plannedTo: new Date(
              Date.parse(AT) + days * 86_400_000,
            ).toISOString(),
            forecast: undefined,
          }),
        ],
        AT,
      );
    for (const days of [1, 10, 40, 200, 900, 9_000, 36_000]) {
      const { ticks, today } = of(days);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(9);
      expect(today).toBeGreaterThan(0);
      for (const { at } of ticks) expect(at).toBeLessThanOrEqual(100);
    }
  });
});
