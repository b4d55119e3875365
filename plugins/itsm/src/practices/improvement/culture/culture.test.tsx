import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { USUAL_COLUMNS } from '@callboard/plugin-itsm-common';
import type {
  Retrospective,
  RetrospectiveNote,
  Suggestion,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { anIncident } from '../../../testing/builders';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { ImprovementPage } from '../ImprovementPage';
import {
  improvementRouteRef,
  initiativeRouteRef,
  retrospectiveRouteRef,
  suggestionRouteRef,
} from '../routes';
import { registerExtensions } from '../register/extensions';
import { cultureExtensions } from './extensions';

const pages = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: {
    root: improvementRouteRef,
    suggestion: suggestionRouteRef,
    retrospective: retrospectiveRouteRef,
    initiative: initiativeRouteRef,
  },
  extensions: [
    queryWrapper(),
    ...cultureExtensions,
    ...registerExtensions,
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

const AT = '2026-03-01T12:00:00.000Z';
const PAYMENTS = 'group:default/payments';
const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
  'user:default/rita': { title: 'Rita', kind: 'user', dangling: false },
  'user:default/sam': { title: 'Sam', kind: 'user', dangling: false },
};
const viewer = (changes: object = {}) => ({
  standing: ['worker' as const],
  canUpdate: true,
  canEdit: true,
  seesInternal: true,
  watches: false,
  transitions: [],
  ...changes,
});
const record = {
  id: '0190f3d4-0000-7000-8000-000000000001',
  visibility: 'internal',
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  ownerRef: PAYMENTS,
  requesterRef: 'user:default/rita',
  participants: [],
  refs,
};

const aSuggestion = (changes: object = {}): Suggestion =>
  ({
    ...record,
    number: 'SUG-1',
    type: 'suggestion',
    title: 'Say when parcels are late',
    idea: 'Customers would not ring us.',
    status: 'new',
    statusCategory: 'open',
    votes: 3,
    voted: false,
    viewer: viewer(),
    ...changes,
  } as Suggestion);

const aRetrospective = (changes: object = {}): Retrospective =>
  ({
    ...record,
    number: 'RET-1',
    type: 'retrospective',
    title: 'The outage of checkout',
    status: 'collecting',
    statusCategory: 'open',
    columns: USUAL_COLUMNS,
    viewer: viewer(),
    ...changes,
  } as unknown as Retrospective);

const aNote = (changes: Partial<RetrospectiveNote> = {}) => ({
  id: '0190f3d4-0000-7000-8000-0000000000aa',
  column: 'went-well',
  words: 'The runbook was there',
  authorRef: 'user:default/sam',
  mine: false,
  version: 1,
  createdAt: AT,
  ...changes,
});

const NONE = { items: [], pageInfo: {}, refs: {} };

function anApi(
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
): FakeItsmApi {
  return new FakeItsmApi({
    'suggestions.list': () => ({ ...NONE, items: [aSuggestion()], refs }),
    'suggestions.get': () => aSuggestion(),
    'retrospectives.list': () => ({ ...NONE, items: [aRetrospective()], refs }),
    'retrospectives.get': () => aRetrospective(),
    'retrospectives.templates': () => ({
      items: [
        { name: 'What went well, what did not', columns: USUAL_COLUMNS },
        {
          key: 'sailboat',
          name: 'Sailboat',
          columns: [{ key: 'wind', title: 'What drives us' }],
        },
      ],
    }),
    'retrospectives.notes': () => ({
      items: [aNote()],
      canRead: true,
      refs,
    }),
    ...answers,
  });
}

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/improvement/${path}`, api, [pages]);
const asked = (api: FakeItsmApi, name: string) =>
  api.calls.filter(call => call.route === name);

beforeEach(inANewBrowser);

describe('suggestions', () => {
  it('are voted on where they are listed, and what the server says counts', async () => {
    const user = userEvent.setup();
    let voted = false;
    const now = () => aSuggestion({ voted, votes: voted ? 4 : 3 });
    const vote = (does: boolean) => () => {
      voted = does;
      return now();
    };
    const api = anApi({
      'suggestions.list': () => ({ ...NONE, items: [now()], refs }),
      'suggestions.vote': vote(true),
      'suggestions.unvote': vote(false),
    });
    open('suggestions?view=wanted', api);
    expect(
      await screen.findByRole('link', { name: 'Say when parcels are late' }),
    ).toHaveAttribute('href', '/itsm/improvement/suggestions/SUG-1');
    expect(asked(api, 'suggestions.list')[0].query).toMatchObject({
      sort: 'improvement.votes',
      order: 'desc',
    });
    const button = screen.getByRole('button', {
      name: '3 people want this. Say that you want SUG-1 too',
    });
    expect(button).toHaveAttribute('aria-pressed', 'false');
    await user.click(button);
    await user.click(
      await screen.findByRole('button', {
        name: '4 people want this. Take your vote back from SUG-1',
      }),
    );
    expect(
      await screen.findByRole('button', { name: /^3 people want this/ }),
    ).toBeVisible();
    expect(asked(api, 'suggestions.unvote')).toHaveLength(1);
  });

  it('are made in two fields, and what is missing is said', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'suggestions.file': () => aSuggestion() });
    open('suggestions', api);
    await user.click(
      await screen.findByRole('button', { name: 'Suggest something' }),
    );
    const dialog = await screen.findByRole('dialog');
    const send = within(dialog).getByRole('button', { name: /^Suggest it/ });
    await user.click(send);
    expect(
      await within(dialog).findByText('Say what would be better'),
    ).toBeVisible();
    await user.type(
      within(dialog).getByLabelText(/What should we do/),
      'Say when parcels are late',
    );
    await user.type(
      within(dialog).getByLabelText(/What would be better/),
      'Customers would not ring us.',
    );
    await user.click(send);
    await waitFor(() =>
      expect(asked(api, 'suggestions.file')[0].body).toEqual({
        title: 'Say when parcels are late',
        idea: 'Customers would not ring us.',
      }),
    );
    // It leads to what was suggested.
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Say when parcels are late',
      }),
    ).toBeVisible();
  });

  it('say what they became, and become an initiative by a button', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'suggestions.initiative': () =>
        aSuggestion({
          status: 'accepted',
          statusCategory: 'waiting',
          answer: 'It is taken up as IMP-7.',
          initiative: {
            number: 'IMP-7',
            title: 'Fewer calls',
            statusLabel: 'Identify',
          },
        }),
    });
    open('suggestions/SUG-1', api);
    expect(await screen.findByText('Nobody has answered yet.')).toBeVisible();
    await user.click(
      screen.getByRole('button', { name: 'Make it an initiative' }),
    );
    expect(
      await screen.findByRole('link', { name: 'IMP-7 Fewer calls' }),
    ).toHaveAttribute('href', '/itsm/improvement/register/IMP-7');
    expect(screen.getByRole('region', { name: 'Answer' })).toHaveTextContent(
      'It is taken up as IMP-7.',
    );
  });

  it('that are not there say so and lead back', async () => {
    const api = anApi({
      'suggestions.get': () => {
        throw serverRefusal(404, 'There is no SUG-9');
      },
    });
    open('suggestions/SUG-9', api);
    expect(
      await screen.findByRole('link', { name: 'All suggestions' }),
    ).toHaveAttribute('href', '/itsm/improvement/suggestions');
  });
});

describe('retrospectives', () => {
  it('begin with a team and columns', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'retrospectives.begin': () => aRetrospective() });
    open('retrospectives', api);
    expect(
      await screen.findByRole('link', { name: 'The outage of checkout' }),
    ).toHaveAttribute('href', '/itsm/improvement/retrospectives/RET-1');
    await user.click(
      screen.getByRole('button', { name: 'Begin a retrospective' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /^Begin/ }));
    expect(
      await within(dialog).findByText('Say what you look back at'),
    ).toBeVisible();
    expect(asked(api, 'retrospectives.begin')).toEqual([]);
  });

  it('show what others write, and take notes one after the other', async () => {
    const user = userEvent.setup();
    const notes = [aNote()];
    const api = anApi({
      'retrospectives.notes': () => ({
        items: [...notes],
        canRead: true,
        refs,
      }),
      'retrospectives.notes.add': ({ body }: any) => {
        const note = aNote({ ...body, id: `${notes.length}`, mine: true });
        notes.push(note);
        return note;
      },
    });
    open('retrospectives/RET-1', api);
    const well = await screen.findByRole('region', { name: 'What went well' });
    expect(within(well).getByText('The runbook was there')).toBeVisible();
    await user.click(within(well).getByRole('button', { name: /^Add a note/ }));
    const words = within(well).getByLabelText('Note for “What went well”');
    for (const thought of ['We were calm', 'The desk told everybody']) {
      await user.type(words, thought);
      await user.click(within(well).getByRole('button', { name: /^Add/ }));
      expect(await within(well).findByText(thought)).toBeVisible();
      expect(words).toHaveValue('');
    }
    expect(
      asked(api, 'retrospectives.notes.add').map(call => call.body),
    ).toEqual([
      { column: 'went-well', words: 'We were calm' },
      { column: 'went-well', words: 'The desk told everybody' },
    ]);
  });

  it('keep what was typed when it is refused', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'retrospectives.notes.add': () => {
        throw serverRefusal(409, 'RET-1 is closed; reopen it to write notes.');
      },
    });
    open('retrospectives/RET-1', api);
    const next = await screen.findByRole('region', {
      name: 'What to try next',
    });
    await user.click(within(next).getByRole('button', { name: /^Add a note/ }));
    const words = within(next).getByLabelText('Note for “What to try next”');
    await user.type(words, 'Sleep');
    await user.click(within(next).getByRole('button', { name: /^Add/ }));
    expect(
      await within(next).findByText(/RET-1 is closed; reopen it/),
    ).toBeVisible();
    expect(words).toHaveValue('Sleep');
    // Left by mistake it is there again; given up it is not.
    const add = { name: 'Add a note: What to try next' };
    await user.type(words, '{Escape}');
    await user.click(within(next).getByRole('button', add));
    expect(within(next).getByRole('textbox')).toHaveValue('Sleep');
    await user.click(within(next).getByRole('button', { name: 'Cancel' }));
    await user.click(within(next).getByRole('button', add));
    expect(within(next).getByRole('textbox')).toHaveValue('');
  });

  it('move notes, and agree on an action with who and by when', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'retrospectives.notes.change': () => aNote({ column: 'did-not' }),
    });
    open('retrospectives/RET-1', api);
    const more = await screen.findByRole('button', {
      name: 'More for the note of Sam',
    });
    await user.click(more);
    // Somebody else's words are theirs.
    expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull();
    await user.click(
      screen.getByRole('menuitem', { name: 'Move to “What did not”' }),
    );
    await waitFor(() =>
      expect(asked(api, 'retrospectives.notes.change')[0]).toMatchObject({
        ifMatch: 1,
        body: { column: 'did-not' },
      }),
    );
    await user.click(more);
    await user.click(
      screen.getByRole('menuitem', { name: 'Make it an action' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText(/What will be done/)).toHaveValue(
      'The runbook was there',
    );
    await user.click(
      within(dialog).getByRole('button', { name: /^Agree on it/ }),
    );
    expect(await within(dialog).findByText('Choose who does it')).toBeVisible();
    expect(within(dialog).getByText('Say by when')).toBeVisible();
  });

  it('say to others that notes are for the team', async () => {
    const api = anApi({
      'retrospectives.get': () =>
        aRetrospective({
          columns: [],
          viewer: viewer({ standing: [], canEdit: false, seesInternal: false }),
        }),
      'retrospectives.notes': () => ({
        items: [],
        canRead: false,
        refusal: 'Notes are for the team and for whom it invited.',
        refs: {},
      }),
    });
    open('retrospectives/RET-1', api);
    expect(await screen.findByText(/Notes are for the team/)).toBeVisible();
    expect(screen.queryByRole('region', { name: 'What went well' })).toBeNull();
  });

  const ofIncident = (changes: object, links: object[] = []) =>
    anApi({
      'incidents.get': () => ({
        ...anIncident({
          title: 'Checkout returns 502',
          status: 'resolved',
          statusCategory: 'resolved',
          ...changes,
        } as never),
        participants: [],
        refs: {},
        viewer: viewer({ standing: ['worker'] }),
        ...changes,
      }),
      'records.links': () => ({ items: links, refs: {} }),
      'retrospectives.begin': () => aRetrospective(),
    });

  it('begin on the page of an incident that is over, with its number and title', async () => {
    const user = userEvent.setup();
    const api = ofIncident({});
    openPage('/itsm/incidents/INC-1042', api, [pages]);
    const section = await screen.findByRole('region', {
      name: 'Retrospective',
    });
    expect(section).toHaveTextContent('No team has looked back at it yet.');
    await user.click(
      within(section).getByRole('button', { name: 'Begin a retrospective' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByLabelText(/What do you look back at/),
    ).toHaveValue('Checkout returns 502');
    expect(within(dialog).getByLabelText(/Number of the incident/)).toHaveValue(
      'INC-1042',
    );
  });

  it('are named on the page of an incident; one that goes on offers none yet', async () => {
    const link = {
      id: '0190f3d4-0000-7000-8000-0000000000bb',
      kind: 'relates-to',
      label: 'relates to',
      direction: 'in',
      record: {
        number: 'RET-1',
        type: 'retrospective',
        title: 'The outage of checkout',
        status: 'collecting',
        statusCategory: 'open',
      },
    };
    const open502 = { status: 'in-progress', statusCategory: 'open' };
    openPage('/itsm/incidents/INC-1042', ofIncident(open502, [link]), [pages]);
    const section = await screen.findByRole('region', {
      name: 'Retrospective',
    });
    expect(
      within(section).getByRole('link', { name: /RET-1 The outage/ }),
    ).toBeVisible();
    expect(within(section).queryByRole('button')).toBeNull();
  });

  it('lead to the initiatives that they are linked with', async () => {
    const link = {
      id: '0190f3d4-0000-7000-8000-0000000000cc',
      kind: 'relates-to',
      label: 'relates to',
      direction: 'out',
      record: {
        number: 'IMP-7',
        type: 'initiative',
        title: 'Fewer caches go cold',
        status: 'implement',
        statusCategory: 'open',
      },
    };
    open(
      'retrospectives/RET-1',
      anApi({ 'records.links': () => ({ items: [link], refs: {} }) }),
    );
    expect(await screen.findByRole('link', { name: 'IMP-7' })).toHaveAttribute(
      'href',
      '/itsm/improvement/register/IMP-7',
    );
    expect(screen.getByText('Implement')).toBeVisible();
  });
});
