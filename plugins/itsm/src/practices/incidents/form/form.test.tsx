import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aPage, anIncident } from '../../../testing/builders';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';

const FORM = '/itsm/incidents/file?service=component:default/checkout';

const template = {
  key: 'card',
  title: 'Card payments',
  type: 'incident',
  record: { title: 'Cards are declined', values: { impact: 1 } },
  tasks: ['Ask the provider'],
};

const SETTINGS = {
  priorityMatrix: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ],
  categories: [],
  autoCloseDays: 7,
  agent: true,
};

function aServer(answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) {
  return new FakeItsmApi({
    'incidents.settings': () => SETTINGS,
    'records.similar': () => ({ items: [], refs: {} }),
    'templates.list': () => ({ items: [] }),
    'fields.list': () => ({ items: [] }),
    ...answers,
  });
}

const what = () => screen.findByRole('textbox', { name: /What is wrong/ });
const sent = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);

beforeEach(inANewBrowser);

describe('filing an incident', () => {
  it('keeps what was written when the server refuses', async () => {
    const user = userEvent.setup();
    const api = aServer({
      'incidents.file': () => {
        throw serverRefusal(400, 'serviceRef: the catalog has no such entity');
      },
    });
    openPage(FORM, api);
    const title = await what();
    expect(await screen.findByText('P3 Moderate')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: /File incident/ }));
    expect(
      await screen.findByText('Say in one line what is wrong.'),
    ).toBeInTheDocument();
    expect(sent(api, 'incidents.file')).toHaveLength(0);

    await user.click(screen.getByRole('radio', { name: /High: work stops/ }));
    expect(await screen.findByText('P2 High')).toBeInTheDocument();
    await user.type(title, 'Cards are refused{Control>}{Enter}{/Control}');
    expect(
      await screen.findByText('serviceRef: the catalog has no such entity'),
    ).toBeInTheDocument();
    expect(title).toHaveValue('Cards are refused');
    const [first] = sent(api, 'incidents.file');
    expect(first.body).toEqual({
      serviceRef: 'component:default/checkout',
      title: 'Cards are refused',
      impact: 2,
      urgency: 1,
    });

    // The same once more is the same request, so that a lost answer files nothing twice.
    await user.click(screen.getByRole('button', { name: /File incident/ }));
    await waitFor(() => expect(sent(api, 'incidents.file')).toHaveLength(2));
    const [, second] = sent(api, 'incidents.file');
    expect(second.idempotencyKey).toBe(first.idempotencyKey);
  });

  it('speaks to those who are no agents as they do', async () => {
    const api = aServer({
      'incidents.settings': () => ({ ...SETTINGS, agent: false }),
    });
    openPage(FORM, api);
    await what();
    expect(
      screen.getByRole('heading', { name: 'Report a problem', level: 1 }),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: /^Report it(?! for)/ }),
    ).toBeVisible();
    expect(screen.getByText('We take it as')).toBeVisible();
    expect(screen.getByRole('form')).not.toHaveTextContent(
      /incident|catalog|queue|Markdown|urgency/i,
    );
  });

  it('starts from a template', async () => {
    const user = userEvent.setup();
    const api = aServer({ 'templates.list': () => ({ items: [template] }) });
    openPage(FORM, api);
    const title = await what();
    await user.click(
      await screen.findByRole('button', { name: /Start from a template/ }),
    );
    await user.click(screen.getByRole('option', { name: 'Card payments' }));
    await waitFor(() => expect(title).toHaveValue('Cards are declined'));
    expect(screen.getByText('Brings 1 task with it.')).toBeInTheDocument();
  });

  it('asks for what this portal wants to be told', async () => {
    const user = userEvent.setup();
    const api = aServer({
      'fields.list': () => ({
        items: [
          {
            key: 'custom.store',
            label: 'Store',
            type: 'string',
            operators: [],
            custom: true,
            required: true,
          },
        ],
      }),
      'incidents.file': () => anIncident(),
    });
    openPage(FORM, api);
    await user.type(await what(), 'Tills are slow');
    const store = await screen.findByRole('textbox', { name: /Store/ });
    await user.click(screen.getByRole('button', { name: /File incident/ }));
    expect(await screen.findByText('Store is needed.')).toBeInTheDocument();
    await user.type(store, 'Berlin');
    await user.click(screen.getByRole('button', { name: /File incident/ }));
    await waitFor(() =>
      expect(sent(api, 'incidents.file')[0]?.body).toMatchObject({
        custom: { store: 'Berlin' },
      }),
    );
  });

  it('can be joined to an open one instead', async () => {
    const user = userEvent.setup();
    const open = {
      ...anIncident({ number: 'INC-7', title: 'Checkout is down' }),
      sameEntity: true,
      sharedWords: ['checkout'],
    };
    const api = aServer({
      'records.similar': () => ({ items: [open], refs: {} }),
      'records.addParticipant': () => ({}),
      'records.comment': () => ({}),
      'incidents.list': () => aPage(),
    });
    openPage(FORM, api);
    await user.type(await what(), 'Checkout answers 502');
    await user.click(
      await screen.findByRole('button', { name: 'Join INC-7 instead' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: 'Join INC-7' }),
    );
    await waitFor(() =>
      expect(sent(api, 'records.comment')[0]).toMatchObject({
        params: { id: 'INC-7' },
        body: { body: '**Checkout answers 502**', audience: 'requester' },
      }),
    );
    expect(sent(api, 'records.addParticipant')[0].body).toMatchObject({
      role: 'watcher',
    });
    expect(sent(api, 'incidents.file')).toHaveLength(0);
  });

  it('no longer asks about open ones that somebody has seen to be different', async () => {
    const user = userEvent.setup();
    const open = { ...anIncident(), sameEntity: true, sharedWords: [] };
    const api = aServer({
      'records.similar': () => ({ items: [open], refs: {} }),
    });
    openPage(FORM, api);
    await user.click(
      await screen.findByRole('button', { name: 'Mine is different' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('Is it one of these?')).toBeNull(),
    );
  });
});
