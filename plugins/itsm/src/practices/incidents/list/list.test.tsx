import '../../../__testUtils__/desk';
import type { CountQuery } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aDesk,
  asked,
  cart,
  checkout,
  row,
} from '../../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { aPage } from '../../../testing/builders';
import { serverRefusal } from '../../../testing/fakeItsmApi';

beforeEach(inANewBrowser);

describe('the list of incidents', () => {
  it('opens first, and its titles lead to the records', async () => {
    openPage('/itsm', aDesk());
    expect(
      await screen.findByRole('link', { name: /Checkout answers 502/ }),
    ).toHaveAttribute('href', '/itsm/incidents/INC-1042');
  });

  it('asks the server for what the address says', async () => {
    const api = aDesk({ 'incidents.list': () => aPage() });
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

  it('has a queue of what is late where service levels are in use', async () => {
    const api = aDesk({
      'fields.list': () => ({
        items: [{ key: 'sla.state', label: 'Service level', type: 'choice' }],
      }),
    });
    openPage('/itsm/incidents', api);
    await userEvent.click(
      await screen.findByRole('link', { name: /^Breaching/ }),
    );
    await waitFor(() =>
      expect(asked(api, 'incidents.list').pop()!.query).toMatchObject({
        filter: '{"sla.state":{"$in":["late","soon"]}}',
        sort: 'sla.dueAt',
        order: 'asc',
      }),
    );
  });

  it('has no such queue where nothing is promised, whatever the address says', async () => {
    const api = aDesk();
    openPage('/itsm/incidents?view=breaching', api);
    await screen.findByRole('link', { name: /Checkout answers 502/ });
    expect(screen.queryByRole('link', { name: /^Breaching/ })).toBeNull();
    expect(asked(api, 'incidents.list').pop()!.query!.filter).toBeUndefined();
  });

  it('offers to clear the filters when nothing matches them', async () => {
    const api = aDesk({ 'incidents.list': () => aPage() });
    openPage('/itsm/incidents?q=nothing', api);
    expect(
      await screen.findByText(/No incident matches these filters/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Clear filters' }),
    ).not.toHaveLength(0);
  });

  it('begins anew where a page has nothing any more', async () => {
    const api = aDesk({
      // What stood on the last page has moved to the first, as by being changed.
      'incidents.list': ({ query }: any) =>
        query.cursor ? aPage() : aPage([checkout, cart]),
    });
    openPage('/itsm/incidents?q=card&cursor=behind', api);
    expect(
      await screen.findByRole('link', { name: /Checkout answers 502/ }),
    ).toBeInTheDocument();
    expect(screen.queryByText('No incidents here')).toBeNull();
  });

  it('says in the server’s words why it cannot be seen', async () => {
    const api = aDesk({
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
    const api = aDesk();
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
    const user = userEvent.setup();
    openPage('/itsm/incidents', aDesk());
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
    const user = userEvent.setup();
    const api = aDesk({ 'incidents.assignToMe': () => checkout });
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
    const user = userEvent.setup();
    openPage('/itsm/incidents', aDesk());
    await row(/INC-1042/);
    await user.keyboard('/');
    await user.keyboard('xja?');
    expect(
      screen.getByRole('searchbox', { name: 'Search number or title' }),
    ).toHaveValue('xja?');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('explain themselves', async () => {
    const user = userEvent.setup();
    openPage('/itsm/incidents', aDesk());
    await row(/INC-1042/);
    await user.keyboard('?');
    const help = await screen.findByRole('dialog');
    expect(within(help).getByText('Assign the row to me')).toBeInTheDocument();
  });
});

describe('changing many at once', () => {
  it('says of each why not, and keeps those selected', async () => {
    const user = userEvent.setup();
    const api = aDesk({
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
    await user.click(
      within(result).getByRole('button', { name: 'Back to the list' }),
    );
    expect(await screen.findByText('1 selected')).toBeInTheDocument();
    expect(await row(/INC-1043/)).toHaveAttribute('aria-selected', 'true');
  });
});

describe('the next one', () => {
  it('is taken and opened beside the list', async () => {
    const user = userEvent.setup();
    const api = aDesk({ 'incidents.takeNext': () => ({ incident: cart }) });
    openPage('/itsm/incidents', api);
    await row(/INC-1042/);
    await user.click(screen.getByRole('button', { name: 'Take the next one' }));
    expect(
      await screen.findByRole('complementary', { name: 'INC-1043' }),
    ).toBeInTheDocument();
  });
});

describe('a step that is written for several', () => {
  it('outlasts Escape and a refusal, and is not for the next ones', async () => {
    const user = userEvent.setup();
    openPage('/itsm/incidents', aDesk());
    const open = async () => {
      await user.click(await screen.findByRole('button', { name: 'Move' }));
      return within(await screen.findByRole('dialog'));
    };
    await row(/INC-1042/);
    await user.keyboard('jx');
    const first = await open();
    await user.click(
      first.getByRole('button', { name: /What is done with them/ }),
    );
    await user.click(await screen.findByRole('option', { name: /^Cancel/ }));
    const why = await first.findAllByRole('textbox');
    await user.type(why[0], 'Filed twice');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((await open()).getAllByRole('textbox')[0]).toHaveValue(
      'Filed twice',
    );
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    await user.keyboard('jx');
    expect((await open()).queryByRole('textbox')).toBeNull();
  });
});
