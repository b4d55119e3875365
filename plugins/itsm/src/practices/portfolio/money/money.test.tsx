import type { CostImportResult } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anApi,
  asked,
  eur,
  figure,
  NONE,
  ofShop,
  open,
  overview,
  PLATFORM,
  refs,
  SHOP,
} from '../../../__testUtils__/moneyPages';
import { inANewBrowser } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';

/** One rule, by which three services bear most of another: in hundredths a third is rounded up. */
const SHARING = {
  month: '2026-02',
  circles: [],
  refs,
  items: [
    {
      key: 'platform',
      name: 'Platform',
      words: '80 % in equal parts',
      serviceRef: PLATFORM,
      percent: 80,
      bearers: [SHOP, 'system:default/mail', 'system:default/map'].map(ref => ({
        ref,
        part: 2667,
      })),
    },
  ],
};

beforeEach(inANewBrowser);

describe('costs', () => {
  it('stand against their budgets, by month, kind and service', async () => {
    const api = anApi();
    open('costs?sort=variance&kind=people', api);
    const table = await screen.findByRole('grid', { name: 'Costs by service' });
    expect(
      await within(table).findByRole('link', { name: 'Shop' }),
    ).toHaveAttribute('href', '/itsm/portfolio/costs/system/default/shop');
    expect(
      within(table).getByText('€250.00 over budget (+25 %)'),
    ).toBeVisible();
    expect(within(table).getByText('Has shared costs')).toBeVisible();
    // The shop itself, and what lists of services say of it.
    expect(within(table).getByText('€1,250.00')).toBeVisible();
    expect(within(table).getByText('€1,400.00 with parts')).toBeVisible();
    const months = screen.getByRole('table', {
      name: 'How do costs compare with the budget, month by month?',
    });
    expect(months).toHaveTextContent('Feb 2026');
    expect(months).toHaveTextContent('+€250.00');
    expect(asked(api, 'costs.overview')[0].query).toMatchObject({
      sort: 'variance',
      order: 'desc',
      kind: 'people',
    });
  });

  it('in several currencies are told apart, and circles are named', async () => {
    const mixed = {
      amounts: [
        { minor: 100_00, currency: 'EUR' },
        { minor: 5_00, currency: 'GBP' },
      ],
    };
    const api = anApi({
      'costs.overview': () =>
        overview({
          total: { actual: mixed, budget: eur(0) },
          missingRates: ['GBP'],
          circles: [{ refs: [PLATFORM, SHOP], closed: true }],
        }),
    });
    open('costs', api);
    expect(await screen.findByText('€100.00 + £5.00')).toBeVisible();
    expect(
      screen.getByText(/No rate is stated for GBP: sums in it are told apart/),
    ).toBeVisible();
    expect(
      screen.getByText(/Platform, Shop share only with each other/),
    ).toBeVisible();
  });

  it('of a service say from whom and by which rule, and its cost model is written', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'costs.items.change': () => {
        throw serverRefusal(409, 'This cost is at version 4, not 3.');
      },
      'costs.lines.add': () => ({}),
    });
    open('costs/system/default/shop', api);
    expect(
      await screen.findByRole('link', { name: 'From Platform' }),
    ).toHaveAttribute('href', '/itsm/portfolio/costs/system/default/platform');
    expect(screen.getByText('All in equal parts')).toBeVisible();
    expect(screen.getByText('From Others that you may not see')).toBeVisible();
    expect(screen.getByRole('link', { name: 'CTR-1' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/contracts/CTR-1',
    );
    await user.click(screen.getByRole('button', { name: 'Change: Engineers' }));
    const dialog = await screen.findByRole('dialog');
    const price = within(dialog).getByLabelText(/^Price of one/);
    await user.clear(price);
    await user.type(price, '1.250');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    expect(
      await within(dialog).findByText(/"1.250" could be two numbers/),
    ).toBeVisible();
    expect(asked(api, 'costs.items.change')).toEqual([]);
    await user.clear(price);
    await user.type(price, '1250.50');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    expect(await within(dialog).findByText(/at version 4/)).toBeVisible();
    expect(asked(api, 'costs.items.change')[0]).toMatchObject({
      params: { id: 'item' },
      ifMatch: 3,
      body: { minor: 125_050, currency: 'EUR', quantity: 2.5, to: null },
    });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Add a cost' }));
    const line = await screen.findByRole('dialog');
    await user.type(within(line).getByLabelText(/^Amount/), '99');
    await user.click(within(line).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'costs.lines.add')[0].body).toEqual({
        serviceRef: SHOP,
        month: '2026-02',
        kind: 'other',
        plan: 'actual',
        minor: 99_00,
        currency: 'EUR',
        note: undefined,
      }),
    );
  });

  it('of a system are told with its parts, too', async () => {
    const api = anApi({
      'costs.service': () =>
        ofShop({ withParts: figure(1400_00, 1100_00), kinds: [] }),
    });
    open('costs/system/default/shop', api);
    const row = await screen.findByRole('row', { name: /^Total with its/ });
    expect(row).toHaveTextContent(/parts€1,400\.00€1,100\.00$/);
    expect(screen.getByRole('row', { name: /^Total €/ })).toHaveTextContent(
      /€1,250\.00€1,000\.00$/,
    );
    expect(screen.getByText('€1,400.00 with parts')).toBeVisible();
    expect(screen.getByText('€1,100.00 with parts')).toBeVisible();
    // Nothing by month or kind where there is nothing of its own.
    expect(screen.queryByText(/month by month/)).toBeNull();
  });

  it('of a system of which only parts cost anything are not said to be none', async () => {
    const nothing = figure(0, 0);
    const api = anApi({
      'costs.service': () =>
        ofShop({
          own: nothing,
          borne: nothing,
          received: [],
          kinds: [],
          withParts: figure(300_00, 0),
        }),
    });
    open('costs/system/default/shop', api);
    expect(await screen.findByText('€300.00 with parts')).toBeVisible();
    expect(screen.queryByText('No costs yet')).toBeNull();
  });

  it('of single months stand beside their budgets, one row a month and kind', async () => {
    const user = userEvent.setup();
    const line = (
      id: string,
      month: string,
      plan: 'actual' | 'budget',
      minor: number,
      more: object = {},
    ) => ({
      id,
      serviceRef: SHOP,
      month,
      plan,
      kind: 'people',
      amount: { minor, currency: 'EUR' },
      source: 'manual',
      version: 2,
      ...more,
    });
    const api = anApi({
      'costs.lines.list': () => ({
        ...NONE,
        items: [
          line('a', '2026-02', 'actual', 300_00),
          line('b', '2026-02', 'budget', 500_00, { source: 'sap' }),
          line('c', '2026-02', 'actual', 250_00, { note: 'Night shift' }),
          line('d', '2026-02', 'budget', 10_00, { kind: 'licences' }),
          line('e', '2026-01', 'actual', 100_00),
        ],
      }),
      'costs.lines.remove': () => ({}),
    });
    open('costs/system/default/shop', api);
    const table = await screen.findByRole('table', {
      name: 'Costs and budgets of single months',
    });
    const [, licences, people, january] = within(table).getAllByRole('row');
    expect(licences).toHaveTextContent(/Feb 2026Licences–€10\.00.*–$/);
    expect(people).toHaveTextContent('€300.00');
    expect(people).toHaveTextContent('Night shift');
    expect(people).toHaveTextContent('from sap');
    expect(people).toHaveTextContent('€50.00 over budget');
    expect(january).toHaveTextContent(/Jan 2026.*€100\.00.*––$/);
    // What cannot be taken back is asked first.
    await user.click(
      within(people).getByRole('button', { name: /^Remove: .*€250\.00/ }),
    );
    const question = await screen.findByRole('dialog');
    expect(question).toHaveTextContent('no longer counts');
    expect(asked(api, 'costs.lines.remove')).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Remove' }));
    await waitFor(() =>
      expect(asked(api, 'costs.lines.remove')[0]).toMatchObject({
        params: { id: 'c' },
        ifMatch: 2,
      }),
    );
  });

  it('of further months that could not be read are asked for again, and those that are there stay', async () => {
    const user = userEvent.setup();
    let fails = true;
    const line = (id: string, month: string) => ({
      id,
      serviceRef: SHOP,
      month,
      plan: 'actual',
      kind: 'people',
      amount: { minor: 100_00, currency: 'EUR' },
      source: 'manual',
      version: 1,
    });
    const api = anApi({
      'costs.lines.list': ({ query }: any) => {
        if (query.cursor && fails) throw serverRefusal(500, 'It is away');
        return query.cursor
          ? { ...NONE, items: [line('b', '2026-01')] }
          : {
              ...NONE,
              items: [line('a', '2026-02')],
              pageInfo: { nextCursor: 'more' },
            };
      },
    });
    open('costs/system/default/shop', api);
    const table = await screen.findByRole('table', {
      name: 'Costs and budgets of single months',
    });
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('It is away')).toBeVisible();
    expect(within(table).getByText('Feb 2026')).toBeVisible();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await within(table).findByText('Jan 2026')).toBeVisible();
    expect(screen.queryByText('It is away')).toBeNull();
  });

  it('that are shared say by which rules, which the top of the page leads to', async () => {
    const user = userEvent.setup();
    let fails = true;
    const rules = () => {
      if (fails) throw serverRefusal(400, 'The rules are away');
      return SHARING;
    };
    open('costs', anApi({ 'costs.sharing': rules }));
    const name = 'Shared costs in Feb 2026';
    const away = await screen.findByRole('region', { name });
    expect(away).toHaveTextContent('The rules are away');
    fails = false;
    await user.click(within(away).getByRole('button', { name: 'Try again' }));
    await screen.findByText('80 % in equal parts');
    const section = screen.getByRole('region', { name });
    section.scrollIntoView = jest.fn();
    await user.click(screen.getByRole('link', { name: 'Sharing rules' }));
    expect(section).toHaveFocus();
    expect(section.scrollIntoView).toHaveBeenCalled();
    expect(section).toHaveTextContent(/26\.67.*Keeps itself20 %$/);
  });

  it('of others can be read and not written', async () => {
    const api = anApi({
      'costs.service': () => ofShop({ canUpdate: false, items: [] }),
    });
    open('costs/system/default/shop', api);
    expect(await screen.findByText('It has no cost model yet.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a line' })).toBeNull();
  });

  it('from a file are looked at first; wrong lines are told, the good ones taken', async () => {
    const user = userEvent.setup();
    const result: CostImportResult = {
      dryRun: true,
      rows: 4002,
      added: 2,
      changed: 0,
      same: 0,
      bad: 4000,
      badLines: Array.from({ length: 60 }, (_, i) => ({
        line: i + 2,
        reason: 'amount: <b>no</b>',
      })),
      sums: { actual: [{ minor: 300_00, currency: 'EUR' }], budget: [] },
      header: ['Service', 'Month', 'Net', 'Gross'],
      columns: {
        service: 'Service',
        month: 'Month',
        amount: 'Net',
        kind: '=other',
      },
      sample: [],
    };
    const api = anApi({
      'costs.import': ({ query }: any) => ({
        ...result,
        dryRun: query.dryRun === 'true',
      }),
    });
    open('costs/import', api);
    const file = new File(['Service,Month,Net\n'], 'books.csv', {
      type: 'text/csv',
    });
    await user.upload(await screen.findByLabelText('File'), file);
    const looked = await screen.findByRole('region', {
      name: 'What would happen',
    });
    expect(looked).toHaveTextContent('4,000');
    expect(looked).toHaveTextContent('€300.00');
    expect(screen.getByText('The first 50 of 4,000 are shown.')).toBeVisible();
    expect(screen.getAllByText('amount: <b>no</b>')).toHaveLength(50);
    expect(asked(api, 'costs.import')[0]).toMatchObject({
      query: { dryRun: 'true', source: 'import' },
      stream: { type: 'text/csv' },
    });
    await user.click(screen.getByRole('button', { name: 'Import 2 lines' }));
    expect(
      await screen.findByText('The good lines are imported.'),
    ).toBeVisible();
    expect(asked(api, 'costs.import')[1].query).toMatchObject({
      dryRun: 'false',
      columns: JSON.stringify(result.columns),
    });
  });
});
