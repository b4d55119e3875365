import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aCmdb, aPageOf, cart, checkout } from '../__testUtils__/aCmdb';
import { cmdbPages } from '../__testUtils__/cmdbPages';

beforeEach(inANewBrowser);

const open = (search: string, api: FakeItsmApi) =>
  openPage(`/itsm/cmdb/items${search}`, api, [cmdbPages]);
const asked = (api: FakeItsmApi, route = 'cmdb.cis.list') =>
  api.calls.filter(call => call.route === route);
const row = (name: RegExp) => screen.findByRole('row', { name });

describe('the list of configuration items', () => {
  it('shows what the server has, and what each is', async () => {
    open('', aCmdb());
    expect(await row(/Checkout.*Component.*service/)).toBeVisible();
    expect(await row(/Cart.*came/)).toBeVisible();
  });

  it('asks the server for what the address says', async () => {
    const api = aCmdb({ 'cmdb.cis.list': () => aPageOf([]) });
    open('?view=unowned&kind=api,component&q=card&attribute=a:b', api);
    await screen.findByText('No configuration items here');
    expect(asked(api).map(call => call.query)).toContainEqual(
      expect.objectContaining({
        owner: 'none',
        kind: 'api,component',
        q: 'card',
        attribute: 'a:b',
        sort: 'title',
        order: 'asc',
        limit: 25,
      }),
    );
    expect(
      screen.getAllByRole('button', { name: 'Clear filters' }),
    ).not.toHaveLength(0);
  });

  it('counts all views in one request, and says where counting stopped', async () => {
    const api = aCmdb();
    open('', api);
    expect(await screen.findByRole('link', { name: 'All 0+' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Not in Git 3' })).toBeVisible();
    const [{ body }, ...more] = asked(api, 'cmdb.cis.counts') as any[];
    expect(more).toHaveLength(0);
    expect(body.queries).toEqual({
      all: {},
      mine: { owner: 'mine' },
      unowned: { owner: 'none' },
      notInGit: { origin: 'sources' },
      changed: { changed: '7' },
      gone: { state: 'gone' },
    });
    // The fields of records are none of its own.
    expect(asked(api, 'fields.list')).toHaveLength(0);
  });

  it('shows attributes as columns, and asks for those that it shows', async () => {
    const api = aCmdb();
    open('?columns=title,class,sources,attribute.environment', api);
    expect(await row(/Cart – cloud prod/)).toBeVisible();
    expect(await row(/Checkout – Catalog files –/)).toBeVisible();
    expect(
      await screen.findByRole('columnheader', { name: 'Stage' }),
    ).toBeVisible();
    expect(asked(api)[0].query).toMatchObject({ attributes: ['environment'] });
  });

  it('filters by an attribute of a class', async () => {
    const user = userEvent.setup();
    const api = aCmdb();
    open('', api);
    await user.click(await screen.findByRole('button', { name: 'Attribute' }));
    const form = await screen.findByRole('dialog', { name: 'Attribute' });
    await user.click(within(form).getByRole('button', { name: /Attribute/ }));
    await user.click(await screen.findByRole('option', { name: 'Stage' }));
    await user.click(within(form).getByRole('button', { name: /Value/ }));
    await user.click(await screen.findByRole('option', { name: 'prod' }));
    await user.click(within(form).getByRole('button', { name: 'Apply' }));
    expect(
      await screen.findByRole('button', { name: 'Stage: prod' }),
    ).toBeVisible();
    await waitFor(() =>
      expect(asked(api).map(call => call.query)).toContainEqual(
        expect.objectContaining({ attribute: 'environment:prod' }),
      ),
    );
  });

  it('goes on where a page has nothing for the reader', async () => {
    const user = userEvent.setup();
    const api = aCmdb({
      'cmdb.cis.list': ({ query }: any) =>
        query.cursor
          ? aPageOf([checkout])
          : aPageOf([], { nextCursor: 'further' }),
    });
    open('', api);
    expect(
      await screen.findByText('Nothing for you on this page'),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await row(/Checkout/)).toBeVisible();
  });

  it('says in the server’s words why it cannot be seen', async () => {
    const api = aCmdb({
      'cmdb.cis.list': () => {
        throw serverRefusal(
          403,
          'You do not have the permission itsm.cmdb.read',
        );
      },
    });
    open('', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'itsm.cmdb.read',
    );
  });

  it('is walked, opened beside and selected by keys', async () => {
    const user = userEvent.setup();
    const api = aCmdb({
      'cmdb.records': () => ({
        items: [
          {
            id: '0190f5f2-0000-7000-8000-000000001042',
            number: 'INC-1042',
            type: 'incident',
            title: 'Checkout answers 502',
            status: 'new',
            statusCategory: 'open',
            updatedAt: '2026-03-01T09:00:00.000Z',
          },
        ],
        pageInfo: {},
        open: { count: 1, more: false },
        refs: {},
      }),
    });
    open('', api);
    const first = await row(/Cart/);
    await user.keyboard('j');
    expect(first).toHaveFocus();
    await user.keyboard('jx');
    expect(await screen.findByText('1 selected')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy references' }),
    ).toBeVisible();
    await user.keyboard('{Enter}');
    const panel = await screen.findByRole('complementary', {
      name: 'Checkout',
    });
    expect(await within(panel).findByText('Records · 1 open')).toBeVisible();
    expect(
      within(panel).getByRole('link', { name: /Checkout answers 502/ }),
    ).toHaveAttribute('href', '/itsm/incidents/INC-1042');
    expect(
      within(panel).getByText('Depends on', { exact: false }),
    ).toBeVisible();
    await user.keyboard('k');
    expect(
      await screen.findByRole('complementary', { name: cart.title }),
    ).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(
        screen.queryByRole('complementary', { name: cart.title }),
      ).toBeNull(),
    );
    await user.keyboard('?');
    const help = await screen.findByRole('dialog');
    expect(within(help).getByText('Select the row')).toBeVisible();
    expect(within(help).queryByText('Assign the row to me')).toBeNull();
  });
});
