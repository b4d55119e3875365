import '../../../__testUtils__/desk';
import { getItsmQueryClient } from '@callboard/plugin-itsm-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anApi,
  asked,
  contract,
  NONE,
  ofShop,
  open,
  PLATFORM,
  refs,
  SHOP,
  supplier,
} from '../../../__testUtils__/moneyPages';
import { inANewBrowser } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';

beforeEach(inANewBrowser);

describe('suppliers and contracts', () => {
  it('contracts are listed by what has to be decided next', async () => {
    const api = anApi();
    open('contracts?view=deciding', api);
    expect(await screen.findByRole('link', { name: 'Lenses' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/contracts/CTR-1',
    );
    expect(screen.getByText('Decide about notice')).toBeVisible();
    expect(screen.getByText('€1,200.00 a year')).toBeVisible();
    expect(asked(api, 'contracts.list')[0].query).toMatchObject({
      category: ['open'],
      sort: 'endAt',
      order: 'asc',
    });
  });

  it('a contract says by when to decide, and its value is changed in cents', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'contracts.update': () => contract({ version: 5 }) });
    open('contracts/CTR-1', api);
    expect(
      await screen.findByText('Notice can be given until 20 Mar 2026.'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Lens Makers' })).toHaveAttribute(
      'href',
      '/itsm/portfolio/suppliers/SUP-2',
    );
    await user.click(screen.getByRole('button', { name: 'Change the value' }));
    const dialog = await screen.findByRole('dialog');
    const value = within(dialog).getByLabelText('Value');
    await user.clear(value);
    await user.type(value, '1,300.25');
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'contracts.update')[0]).toMatchObject({
        body: { valueMinor: 1300_25, currency: 'EUR', valuePer: 'year' },
        ifMatch: 4,
      }),
    );
  });

  it('what is written outlasts Escape, and is not written over what others wrote', async () => {
    const user = userEvent.setup();
    let version = 4;
    const api = anApi({
      'contracts.get': () => contract({ version }),
      'contracts.update': ({ ifMatch }: any) => {
        if (ifMatch !== version) throw serverRefusal(409, 'Changed by Rita.');
        return contract({ version: version + 1 });
      },
    });
    open('contracts/CTR-1', api);
    const opener = await screen.findByRole('button', {
      name: 'Change the value',
    });
    await user.click(opener);
    const value = async () =>
      within(await screen.findByRole('dialog')).getByLabelText('Value');
    expect(await value()).toHaveFocus();
    await user.clear(await value());
    await user.type(await value(), '1300');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(opener).toHaveFocus());
    // Somebody else writes, and the page learns of it.
    version = 5;
    await act(() => getItsmQueryClient().invalidateQueries());
    await user.keyboard('{Enter}');
    expect(
      await screen.findByText('What you wrote before is here again.'),
    ).toBeVisible();
    expect(await value()).toHaveValue('1300');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/Changed by Rita/)).toBeVisible();
    expect(asked(api, 'contracts.update')[0].ifMatch).toBe(4);
    await user.click(screen.getByRole('button', { name: /latest/ }));
    expect(screen.queryByText(/Changed by Rita/)).toBeNull();
    expect(await value()).toHaveValue('1300');
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    expect(await value()).toHaveValue('1200.00');
    expect(await value()).toHaveFocus();
    // Who cancels gives it up.
    await user.type(await value(), '9');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(opener);
    expect(await value()).toHaveValue('1200.00');
  });

  it('an editor in its place gives the focus back, and keeps long text', async () => {
    const user = userEvent.setup();
    open('contracts/CTR-1', anApi());
    const pencil = () => screen.findByRole('button', { name: 'Edit Ends' });
    await user.click(await pencil());
    expect(screen.getByLabelText('Ends')).toHaveFocus();
    const spans = screen.getByRole('group', {
      name: 'Quick choices for Ends',
    });
    expect(spans).toHaveTextContent(/In a year/);
    expect(spans).not.toHaveTextContent(/hour/);
    await user.keyboard('{Escape}');
    expect(await pencil()).toHaveFocus();
    const words = () =>
      screen.findByRole('button', { name: 'Change: What was agreed' });
    await user.click(await words());
    await user.type(
      screen.getByRole('textbox', { name: 'What was agreed' }),
      ' Twice.',
    );
    await user.keyboard('{Escape}');
    expect(await words()).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(
      screen.getByRole<HTMLTextAreaElement>('textbox', {
        name: 'What was agreed',
      }).value,
    ).toMatch(/ Twice\.$/);
  });

  it('a contract needs a supplier, and says so where it is chosen', async () => {
    const user = userEvent.setup();
    const api = anApi();
    open('contracts', api);
    await user.click(
      await screen.findByRole('button', { name: 'Add a contract' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText(/^What it is for/), 'Lenses');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(
        within(dialog).getByRole('button', { name: /Supplier/ }),
      ).toHaveFocus(),
    );
    expect(within(dialog).getByText('This is needed')).toBeVisible();
    expect(asked(api, 'contracts.file')).toEqual([]);
  });

  it('services of a contract are weighed, and one that bears nothing leaves somebody who does', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'contracts.get': () =>
        contract({ serviceRef: SHOP, services: [PLATFORM], refs }),
      'contracts.update': () => contract({ version: 5 }),
    });
    open('contracts/CTR-1', api);
    await user.click(
      within(
        (
          await screen.findByText('Services that it is for')
        ).closest('section')!,
      ).getByRole('button', { name: 'Change' }),
    );
    const dialog = await screen.findByRole('dialog');
    const [first, second] = await within(dialog).findAllByLabelText(
      /^Weight of/,
    );
    for (const field of [first, second]) {
      await user.clear(field);
      await user.type(field, '0');
    }
    const save = within(dialog).getByRole('button', { name: /^Save/ });
    await user.click(save);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'at least one service weighs more than 0',
    );
    await user.clear(first);
    await user.type(first, '3');
    await user.click(save);
    await waitFor(() =>
      expect(asked(api, 'contracts.update')[0].body).toEqual({
        services: [PLATFORM],
        costWeights: { [SHOP]: 3, [PLATFORM]: 0 },
      }),
    );
  });

  it('a supplier is taken up, and shows what was agreed with them as words', async () => {
    const user = userEvent.setup();
    const api = anApi({ 'suppliers.file': () => supplier });
    open('suppliers', api);
    await user.click(
      await screen.findByRole('button', { name: 'Add a supplier' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: /^Add a supplier/ }),
    );
    expect(await within(dialog).findByText('This is needed')).toBeVisible();
    await user.type(within(dialog).getByLabelText(/^Name/), 'Lens Makers');
    await user.click(
      within(dialog).getByRole('button', { name: /^Add a supplier/ }),
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Lens Makers' }),
    ).toBeVisible();
    expect(asked(api, 'suppliers.file')[0].body).toEqual({
      title: 'Lens Makers',
    });
    expect(await screen.findByText(/Lenses/, { selector: 'p' })).toBeVisible();
    expect(document.querySelector('script')).toBeNull();
    expect(
      await screen.findByRole('link', { name: 'CTR-1 Lenses' }),
    ).toBeVisible();
  });

  it.each(['suppliers/SUP-2', 'contracts/CTR-1'])(
    'nothing runs of what somebody wrote on %s, nor is anything loaded from elsewhere',
    async page => {
      const bad =
        'See <img src=x onerror=alert(1)><script>alert(1)</script> ' +
        '![p](https://evil.example/p.png) [go](javascript:alert(1)) <https://fine.example/>';
      const records = anApi({
        'suppliers.get': () => ({
          ...supplier,
          title: bad,
          provides: bad,
          contact: bad,
          // eslint-disable-next-line no-script-url
          website: 'javascript:alert(1)',
        }),
        'contracts.get': () => contract({ title: bad, terms: bad }),
      });
      open(page, records);
      expect((await screen.findAllByText(/onerror=alert/))[0]).toBeVisible();
      expect(
        (await screen.findAllByRole('link', { name: /fine\.example/ })).length,
      ).toBeGreaterThan(0);
      expect(
        document.querySelectorAll(
          'main script, [onerror], img[src^="https:"], img[src="x"], [href^="javascript:"]',
        ),
      ).toHaveLength(0);
    },
  );

  it('what ends a supplier or a contract is no way on', async () => {
    const way = (name: string, label: string, to: string) => ({
      name,
      label,
      to,
      allowed: true,
      required: [],
      optional: [],
    });
    const viewer = (...transitions: ReturnType<typeof way>[]) => ({
      ...contract().viewer,
      transitions,
    });
    open(
      'contracts/CTR-1',
      anApi({
        'contracts.get': () =>
          contract({
            viewer: viewer(
              way('end', 'Mark as ended', 'ended'),
              way('terminate', 'Terminate', 'terminated'),
            ),
          }),
        'suppliers.get': () => ({
          ...supplier,
          viewer: viewer(way('end', 'Stop buying', 'inactive')),
        }),
      }),
    );
    expect(
      await screen.findByRole('button', { name: 'Mark as ended' }),
    ).toHaveAttribute('data-variant', 'secondary');
    await userEvent.click(screen.getByRole('link', { name: 'Lens Makers' }));
    expect(
      await screen.findByRole('button', { name: 'Stop buying' }),
    ).toHaveAttribute('data-variant', 'secondary');
  });

  it('many are changed at once, and of each it is said why not', async () => {
    const user = userEvent.setup();
    const other = contract({
      id: '0190f3d4-0000-7000-8000-000000000002',
      number: 'CTR-2',
      title: 'Tripods',
      version: 7,
    });
    const api = anApi({
      'contracts.list': () => ({ ...NONE, items: [contract(), other] }),
      'contracts.bulk': ({ body }: any) => ({
        items: body.items.map(({ id }: { id: string }) =>
          id === other.id
            ? { id, done: false, reason: 'It is over.' }
            : { id, done: true },
        ),
      }),
    });
    open('contracts', api);
    await screen.findByRole('link', { name: 'Lenses' });
    await user.click(
      screen.getByRole('checkbox', { name: 'Select all rows of the page' }),
    );
    await user.click(
      // It is loaded when it is needed.
      await screen.findByRole(
        'button',
        { name: 'Assign to me' },
        { timeout: 20_000 },
      ),
    );
    const result = await screen.findByRole('dialog');
    expect(within(result).getByText('It is over.')).toBeVisible();
    expect(asked(api, 'contracts.bulk')[0].body).toEqual({
      items: [
        { id: contract().id, version: 4 },
        { id: other.id, version: 7 },
      ],
      patch: { assigneeRef: 'user:default/guest' },
    });
  });

  it('the agreement that a contract underpins is chosen, and one that is gone stays said', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'contracts.get': () => contract({ serviceRef: SHOP, agreement: 'old' }),
      'contracts.update': () => contract({ version: 5 }),
      'service-levels.agreements.list': () => ({
        items: [{ key: 'gold', name: 'Gold' }],
      }),
    });
    open('contracts/CTR-1', api);
    await user.click(
      within(
        (
          await screen.findByText('Services that it is for')
        ).closest('section')!,
      ).getByRole('button', { name: 'Change' }),
    );
    const dialog = await screen.findByRole('dialog');
    const picker = within(dialog).getByRole('button', { name: /Underpins/ });
    expect(picker).toHaveTextContent('old');
    await user.click(picker);
    await user.click(await screen.findByRole('option', { name: 'Gold' }));
    await user.click(within(dialog).getByRole('button', { name: /^Save/ }));
    await waitFor(() =>
      expect(asked(api, 'contracts.update')[0].body).toMatchObject({
        agreement: 'gold',
      }),
    );
  });

  it('a service says what it bears of contracts, and why one does not count', async () => {
    const one = {
      kind: 'suppliers' as const,
      value: { minor: 1200_00, currency: 'EUR' },
      per: 'year' as const,
      share: 2_500,
      from: '2026-01',
      leftOutMonths: 0,
    };
    open(
      'costs/system/default/shop',
      anApi({
        'costs.service': () =>
          ofShop({
            items: [],
            contracts: [
              {
                ...one,
                number: 'CTR-1',
                title: 'Lenses',
                monthly: { minor: 25_00, currency: 'EUR' },
              },
              { ...one, leftOut: 'imported', leftOutMonths: 2, to: '2026-02' },
            ],
          }),
      }),
    );
    const section = (await screen.findByText('From contracts')).closest(
      'section',
    )!;
    const [, lenses, hidden] = within(section).getAllByRole('row');
    expect(lenses).toHaveTextContent('Lenses');
    expect(lenses).toHaveTextContent('€1,200.00 a year');
    expect(lenses).toHaveTextContent('25 %');
    expect(lenses).toHaveTextContent('€25.00');
    expect(within(lenses).getByRole('link')).toHaveAttribute(
      'href',
      '/itsm/portfolio/contracts/CTR-1',
    );
    expect(hidden).toHaveTextContent('A contract that you may not read');
    expect(hidden).toHaveTextContent('Not counted as cost in 2 months');
    expect(within(hidden).queryByRole('link')).toBeNull();
  });
});
