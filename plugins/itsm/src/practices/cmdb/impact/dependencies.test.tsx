import '../../../__testUtils__/desk';
import './__testUtils__/mapScreen';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { address, onCheckout } from '../__testUtils__/onCheckout';
import {
  aLargeImpact,
  anImpact,
  needs,
  thePoints,
} from './__testUtils__/answers';
import { EntityDependencies } from './EntityDependencies';

const server = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  new FakeItsmApi({
    'cmdb.impact': () => anImpact(),
    'cmdb.dependencies': () => needs(),
    'cmdb.single-points': () => thePoints(),
    ...answers,
  });

const open = (search: string, api = server()) => {
  onCheckout(<EntityDependencies />, api, `/${search}`);
  return api;
};
const lastQuery = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).pop()?.query;
const row = (name: RegExp) => screen.findByRole('row', { name });

describe('what fails with it', () => {
  it('is said in a sentence before it is shown', async () => {
    open('?view=list');
    expect(
      await screen.findByText(
        '2 items of 2 teams fail with Checkout. 1 item survives on redundancy that has nothing left.',
      ),
    ).toBeVisible();
  });

  it('stands in a list with the path that explains each', async () => {
    open('?view=list');
    expect(await row(/^Shop/)).toHaveTextContent('Checkout › Cart › Shop');
    expect(await row(/^Cart/)).toHaveTextContent('FailsBeing changed');
    expect(await row(/^search/)).toHaveTextContent('Survives, nothing left');
  });

  it('says so if nothing fails, and what to do', async () => {
    const nothing = { hits: [], total: 0, withstood: [], owners: [] };
    open('', server({ 'cmdb.impact': () => anImpact(nothing) }));
    expect(
      await screen.findAllByText('Nothing else fails with Checkout.'),
    ).not.toHaveLength(0);
    expect(screen.getByText(/If something does, say so/)).toBeVisible();
  });

  it('takes into account what is down if it is told to, and the address says so', async () => {
    const api = open('?view=list');
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'What is down' }),
    );
    await waitFor(() =>
      expect(lastQuery(api, 'cmdb.impact')).toMatchObject({ with: 'down' }),
    );
    expect(address().get('with')).toBe('down');
  });

  it('says what is assumed down, and takes it back', async () => {
    const api = open(
      '?view=list&down=component:default/cart',
      server({
        'cmdb.impact': ({ query }) =>
          anImpact({ already: query?.down ? [String(query.down)] : [] }),
      }),
    );
    const remove = await screen.findByRole('button', {
      name: 'Cart: no longer assume down',
    });
    expect(lastQuery(api, 'cmdb.impact')).toMatchObject({
      down: 'component:default/cart',
    });
    await userEvent.click(remove);
    await waitFor(() =>
      expect(lastQuery(api, 'cmdb.impact')?.down).toBeUndefined(),
    );
  });

  it('is turned in pages if it is long', async () => {
    open('?view=list', server({ 'cmdb.impact': () => aLargeImpact(5000) }));
    expect(await screen.findByText('1–50 of 5000')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('51–100 of 5000')).toBeVisible();
    expect(screen.getAllByRole('row')).toHaveLength(51);
  });

  it('is filtered, and says how much of it is left', async () => {
    open(
      '?view=list&owner=group:default/team-3',
      server({ 'cmdb.impact': () => aLargeImpact(370) }),
    );
    expect(await screen.findByText('10 of 370 match.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('1–50 of 370')).toBeVisible();
  });
});

describe('the other questions', () => {
  it('what it needs, and how that is reached', async () => {
    open('?ask=dependencies&view=list');
    expect(
      await screen.findByText('Checkout needs 2 items, 1 of them directly.'),
    ).toBeVisible();
    expect(await row(/^Disk/)).toHaveTextContent('Disk › Database › Checkout');
  });

  it('what alone takes it down, with what stands between', async () => {
    open('?ask=singlePoints&view=list');
    expect(
      await screen.findByText(
        '1 of 7 dependencies takes Checkout down when it fails alone.',
      ),
    ).toBeVisible();
    expect(await row(/^Disk/)).toHaveTextContent('Single point');
    expect(await row(/^Database/)).toHaveTextContent('On the way');
  });

  it('are links that keep what is assumed', async () => {
    open('?view=list&down=component:default/cart&item=x&q=y');
    const link = await screen.findByRole('link', {
      name: 'Single points of failure',
    });
    expect(link).toHaveAttribute(
      'href',
      '/?ask=singlePoints&view=list&down=component%3Adefault%2Fcart',
    );
  });
});

describe('what cannot be answered', () => {
  it('is not known yet', async () => {
    const unread = () => {
      throw serverRefusal(404, 'There is no component:default/checkout');
    };
    open('', server({ 'cmdb.impact': unread }));
    expect(await screen.findByText('Nothing is known yet')).toBeVisible();
  });

  it('may not be seen', async () => {
    const refused = () => {
      throw serverRefusal(403, 'Ask your administrator for itsm.cmdb.read');
    };
    open('', server({ 'cmdb.impact': refused }));
    expect(
      await screen.findByText('Ask your administrator for itsm.cmdb.read'),
    ).toBeVisible();
  });
});

describe('the map', () => {
  const map = () => screen.findByRole('region', { name: 'Map of Checkout' });

  it('shows each item with what it is and how it stands with it', async () => {
    open('?view=map');
    const cart = await screen.findByRole('group', {
      name: 'Cart, component · service, Fails',
    });
    expect(within(await map()).getAllByRole('group')).toHaveLength(4);
    expect(cart).toHaveTextContent('Shopping');
  });

  it('explains the item that is chosen, and asks on', async () => {
    const api = open('?view=map');
    const shop = await screen.findByRole('group', { name: /^Shop,/ });
    shop.focus();
    await userEvent.keyboard('{Enter}');
    const panel = await screen.findByRole('complementary', { name: 'Shop' });
    expect(panel).toHaveFocus();
    expect(panel).toHaveTextContent('CheckoutCartShop');
    expect(panel).toHaveTextContent('Of 1 it needs 1; failing: 1.');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Assume down too' }),
    );
    await waitFor(() =>
      expect(lastQuery(api, 'cmdb.impact')).toMatchObject({
        down: 'component:default/shop',
      }),
    );
  });

  it('gives the keyboard back where it was', async () => {
    open('?view=map');
    const shop = await screen.findByRole('group', { name: /^Shop,/ });
    shop.focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('complementary', { name: 'Shop' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('complementary')).not.toBeInTheDocument(),
    );
    expect(shop).toHaveFocus();
  });

  it('of thousands of items draws groups, and opens one on demand', async () => {
    open('?view=map', server({ 'cmdb.impact': () => aLargeImpact(5000) }));
    const groups = await screen.findAllByRole('group', { name: /show them/ });
    expect(within(await map()).getAllByRole('group').length).toBeLessThan(81);
    groups[0].focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText(/1 group is open\./)).toBeVisible();
    expect(within(await map()).getAllByRole('group').length).toBeLessThan(151);
  });
});
