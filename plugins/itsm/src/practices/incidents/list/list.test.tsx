import '../../../__testUtils__/desk';
import type { CountQuery, SavedView } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aPage, anIncident } from '../../../testing/builders';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';

const checkout = anIncident();
const cart = anIncident({
  id: '0190f5f2-0000-7000-8000-000000001043',
  number: 'INC-1043',
  title: 'Cart is empty',
});

function aView(changes: Partial<SavedView> = {}): SavedView {
  return {
    id: '0190f5f2-0000-7000-8000-00000000aaaa',
    page: 'incident',
    name: 'Payment first',
    query: {
      params: { view: 'open', priority: '1' },
      columns: ['number', 'title', 'impact'],
      sort: { field: 'priority', order: 'asc' },
    },
    ownerRef: 'user:default/guest',
    sharing: 'nobody',
    groups: [],
    mine: true,
    canEdit: true,
    isDefault: false,
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...changes,
  };
}

/** A desk whose server has two incidents and whatever the test adds. */
function aServer(answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) {
  return new FakeItsmApi({
    'incidents.list': () => aPage([checkout, cart]),
    'records.counts': ({ body }: any) => ({
      counts: Object.fromEntries(
        Object.keys(body.queries).map((name, i) => [name, i]),
      ),
    }),
    'views.list': () => ({ items: [], refs: {} }),
    'fields.list': () => ({ items: [] }),
    ...answers,
  });
}

const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);
const row = (name: RegExp) => screen.findByRole('row', { name });
const users = () => userEvent.setup();

beforeEach(inANewBrowser);

describe('the list of incidents', () => {
  it('opens first, and its titles lead to the records', async () => {
    openPage('/itsm', aServer());
    expect(
      await screen.findByRole('link', { name: /Checkout answers 502/ }),
    ).toHaveAttribute('href', '/itsm/incidents/INC-1042');
  });

  it('asks the server for what the address says', async () => {
    const api = aServer({ 'incidents.list': () => aPage() });
    openPage('/itsm/incidents?view=mine&priority=1,2&q=card', api);
    await screen.findByText('No incidents here');
    expect(asked(api, 'incidents.list').map(call => call.query)).toContainEqual(
      expect.objectContaining({
        assignee: 'me',
        category: ['draft', 'open', 'waiting'],
        priority: '1,2',
        q: 'card',
      }),
    );
  });

  it('offers to clear the filters when nothing matches them', async () => {
    const api = aServer({ 'incidents.list': () => aPage() });
    openPage('/itsm/incidents?q=nothing', api);
    expect(
      await screen.findByText(/No incident matches these filters/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Clear filters' }),
    ).not.toHaveLength(0);
  });

  it('says in the server’s words why it cannot be seen', async () => {
    const api = aServer({
      'incidents.list': () => {
        throw serverRefusal(403, 'You may not read incidents.');
      },
    });
    openPage('/itsm/incidents', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read incidents.',
    );
  });

  it('counts all queues in one request', async () => {
    const api = aServer();
    openPage('/itsm/incidents', api);
    await screen.findByRole('link', { name: /Recently resolved 5/ });
    const [{ body }, ...more] = asked(api, 'records.counts') as any[];
    expect(more).toHaveLength(0);
    const queries = body.queries as Record<string, CountQuery>;
    expect(Object.keys(queries)).toEqual([
      'unassigned',
      'mine',
      'team',
      'major',
      'open',
      'resolved',
      'all',
    ]);
    expect(queries.major).toEqual({
      type: ['incident'],
      category: ['draft', 'open', 'waiting'],
      filter: { major: true },
    });
  });
});

describe('the keys of the list', () => {
  it('walk, select, and open beside', async () => {
    const user = users();
    openPage('/itsm/incidents', aServer());
    const first = await row(/INC-1042/);
    await user.keyboard('j');
    expect(first).toHaveFocus();
    await user.keyboard('jx');
    expect(await row(/INC-1043/)).toHaveAttribute('aria-selected', 'true');
    expect(await screen.findByText('1 selected')).toBeInTheDocument();
    await user.keyboard('k{Enter}');
    expect(
      await screen.findByRole('complementary', { name: 'INC-1042' }),
    ).toBeInTheDocument();
    await user.keyboard('j');
    expect(
      await screen.findByRole('complementary', { name: 'INC-1043' }),
    ).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('complementary', { name: /INC/ })).toBeNull(),
    );
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText('1 selected')).toBeNull());
  });

  it('give an incident to oneself, based on the version that is shown', async () => {
    const user = users();
    const api = aServer({ 'incidents.assignToMe': () => checkout });
    openPage('/itsm/incidents', api);
    await row(/INC-1042/);
    await user.keyboard('ja');
    await waitFor(() =>
      expect(asked(api, 'incidents.assignToMe')).toEqual([
        expect.objectContaining({ params: { id: checkout.id }, ifMatch: 1 }),
      ]),
    );
  });

  it('are letters again while somebody types', async () => {
    const user = users();
    openPage('/itsm/incidents', aServer());
    await row(/INC-1042/);
    await user.keyboard('/');
    await user.keyboard('xja?');
    expect(
      screen.getByRole('searchbox', { name: 'Search number or title' }),
    ).toHaveValue('xja?');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('explain themselves', async () => {
    const user = users();
    openPage('/itsm/incidents', aServer());
    await row(/INC-1042/);
    await user.keyboard('?');
    const help = await screen.findByRole('dialog');
    expect(within(help).getByText('Assign the row to me')).toBeInTheDocument();
  });
});

describe('changing many at once', () => {
  it('says of each why not, and keeps those selected', async () => {
    const user = users();
    const api = aServer({
      'incidents.bulk': ({ body }: any) => ({
        items: body.items.map(({ id }: { id: string }) =>
          id === cart.id
            ? { id, done: false, reason: 'It is closed.' }
            : { id, done: true },
        ),
      }),
    });
    openPage('/itsm/incidents', api);
    await row(/INC-1042/);
    await user.keyboard('A');
    await user.click(
      await screen.findByRole('button', { name: 'Assign to me' }),
    );
    const result = await screen.findByRole('dialog');
    expect(within(result).getByText('It is closed.')).toBeInTheDocument();
    expect(asked(api, 'incidents.bulk')[0].body).toEqual({
      items: [
        { id: checkout.id, version: 1 },
        { id: cart.id, version: 1 },
      ],
      patch: { assigneeRef: 'user:default/guest' },
    });
    await user.click(within(result).getByRole('button', { name: 'Close' }));
    expect(await screen.findByText('1 selected')).toBeInTheDocument();
    expect(await row(/INC-1043/)).toHaveAttribute('aria-selected', 'true');
  });
});

describe('a saved view', () => {
  it('is what the list opens with, for whoever starts with it', async () => {
    const api = aServer({
      'views.list': () => ({ items: [aView({ isDefault: true })], refs: {} }),
    });
    openPage('/itsm/incidents', api);
    await waitFor(() =>
      expect(asked(api, 'incidents.list').at(-1)?.query).toMatchObject({
        priority: '1',
        sort: 'priority',
        order: 'asc',
      }),
    );
    expect(
      await screen.findByRole('link', { name: /Payment first/ }),
    ).toHaveAttribute('aria-current', 'page');
    expect(screen.queryByText(/changed/)).toBeNull();
  });

  it('says when it was changed, and keeps the change or takes it back', async () => {
    const user = users();
    const view = aView();
    const api = aServer({
      'views.list': () => ({ items: [view], refs: {} }),
      'views.update': () => view,
    });
    openPage(`/itsm/incidents?saved=${view.id}`, api);
    await row(/INC-1042/);
    await user.type(screen.getByRole('searchbox'), 'card');
    expect(await screen.findByText(/changed/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'save' }));
    await waitFor(() =>
      expect(asked(api, 'views.update')[0]).toMatchObject({
        params: { id: view.id },
        ifMatch: 1,
        body: {
          query: { params: { view: 'open', priority: '1', q: 'card' } },
        },
      }),
    );
    await user.click(screen.getByRole('button', { name: 'reset' }));
    await waitFor(() => expect(screen.queryByText(/changed/)).toBeNull());
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('keeps what is shown under a name', async () => {
    const user = users();
    const api = aServer({ 'views.create': () => aView() });
    openPage('/itsm/incidents?view=team&filter={"impact":1}', api);
    await row(/INC-1042/);
    await user.click(screen.getByRole('button', { name: 'Save view' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'Wide ones');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked(api, 'views.create')[0]?.body).toMatchObject({
        page: 'incident',
        name: 'Wide ones',
        sharing: 'nobody',
        query: { params: { view: 'team' }, predicate: { impact: 1 } },
      }),
    );
  });
});

describe('the next one', () => {
  it('is taken and opened beside the list', async () => {
    const user = users();
    const api = aServer({ 'incidents.takeNext': () => ({ incident: cart }) });
    openPage('/itsm/incidents', api);
    await row(/INC-1042/);
    await user.click(screen.getByRole('button', { name: 'Take the next one' }));
    expect(
      await screen.findByRole('complementary', { name: 'INC-1043' }),
    ).toBeInTheDocument();
  });
});
