import '../../../__testUtils__/desk';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aCmdb, aPageOf } from '../__testUtils__/aCmdb';
import { aHistory, anEvent, CART } from '../__testUtils__/builders';
import { cmdbPages } from '../__testUtils__/cmdbPages';

beforeEach(inANewBrowser);

const open = (api: FakeItsmApi, search = '') =>
  openPage(`/itsm/cmdb${search}`, api, [cmdbPages]);

describe('the home of the CMDB', () => {
  it('says what there is, each a way to the list of it', async () => {
    open(aCmdb());
    expect(
      await screen.findByRole('heading', { name: '39 configuration items' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Component: 25 items' }),
    ).toHaveAttribute('href', '/itsm/cmdb/items?kind=component');
    expect(screen.getByRole('link', { name: 'service 21' })).toHaveAttribute(
      'href',
      '/itsm/cmdb/items?kind=component&type=service',
    );
    await userEvent.click(screen.getByRole('link', { name: 'By class' }));
    expect(
      await screen.findByRole('link', { name: 'Server: 3 items' }),
    ).toHaveAttribute('href', '/itsm/cmdb/items?class=server');
  });

  it('counts what somebody has to look after', async () => {
    open(aCmdb());
    const tiles = await screen.findByRole('navigation', {
      name: 'To look after',
    });
    expect(
      await within(tiles).findByRole('link', { name: '1 Not in Git' }),
    ).toHaveAttribute('href', '/itsm/cmdb/items?view=notInGit');
  });

  it('tells what changed, of all or of what is the reader’s', async () => {
    const api = aCmdb({
      'cmdb.recent': ({ query }: any) =>
        aHistory(
          query.owner === 'mine'
            ? [anEvent({ position: 9, ref: CART })]
            : [anEvent({ position: 8 }), anEvent({ position: 7, ref: CART })],
        ),
    });
    open(api);
    const part = (
      await screen.findByRole('heading', { name: 'What changed' })
    ).closest('section')!;
    expect(
      await within(part).findAllByText(/Lifecycle: experimental → production/),
    ).toHaveLength(2);
    await userEvent.click(within(part).getByRole('link', { name: 'Mine' }));
    expect(await within(part).findAllByRole('listitem')).toHaveLength(1);
  });

  it('has a sentence where there is nothing, and where something failed', async () => {
    const api = aCmdb({
      'cmdb.cis.list': () => aPageOf([]),
      'cmdb.cis.facets': () => {
        throw serverRefusal(500, 'Something failed inside Callboard');
      },
    });
    open(api);
    expect(
      await screen.findByText('You own nothing in the catalog'),
    ).toBeVisible();
    expect(
      await screen.findByText('Nothing changed since the history began'),
    ).toBeVisible();
    expect(await screen.findByText('No moment has a name yet')).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Something failed inside Callboard',
    );
  });
});
