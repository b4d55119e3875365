import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import {
  aCmdb,
  aLoad,
  aResult,
  aSource,
  noCounts,
} from './__testUtils__/builders';
import { openData as open } from './__testUtils__/openData';
import { nextLoad } from './nextLoad';

const loads = (api: FakeItsmApi) =>
  api.calls.filter(call => call.route === 'cmdb.sources.load');
const press = (name: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('sources', () => {
  it('are told with what each last brought, the one that counts first on top', async () => {
    open('sources', aCmdb());
    const row = await screen.findByRole('row', { name: /vCenter/ });
    expect(row).toHaveTextContent('3 new · 118 unchanged');
    expect(row).toHaveTextContent('2 no longer named');
    expect(row).toHaveTextContent('By hand');
    expect(
      within(row).getByRole('link', { name: 'Import into vCenter' }),
    ).toHaveAttribute('href', '/itsm/cmdb/import?source=vcenter');
    const [, first] = screen.getAllByRole('row');
    expect(first).toHaveTextContent('By hand');
  });

  it('say what to do where there are none, and why they cannot be seen', async () => {
    open('sources', aCmdb({ 'cmdb.sources.list': () => ({ items: [] }) }));
    expect(await screen.findByText('There is no source yet')).toBeVisible();
  });

  it('say so to whoever may not see them', async () => {
    const refuse = () => {
      throw serverRefusal(
        403,
        'You do not have the permission itsm.cmdb.import',
      );
    };
    open('sources', aCmdb({ 'cmdb.sources.list': refuse }));
    expect(await screen.findByText('You may not see this')).toBeVisible();
  });

  it('show how their columns are read', async () => {
    open('sources/vcenter', aCmdb());
    const table = await screen.findByRole('table', {
      name: 'How its columns are read',
    });
    const row = within(table).getByRole('row', { name: /Tier/ });
    expect(row).toHaveTextContent('A → gold');
    expect(row).toHaveTextContent('the column may be absent');
    expect(
      within(table).getByRole('row', { name: /Memory/ }),
    ).toHaveTextContent('decimals after a comma');
  });

  it('are fetched next when their time comes', () => {
    const pulled = { pulled: true, everyMinutes: 60, lastLoad: aLoad() };
    const at = Date.parse('2026-03-02T09:00:00.000Z');
    expect(nextLoad(pulled, at - 1)).toBe(at);
    expect(nextLoad(pulled, at)).toBe('due');
    expect(nextLoad({ ...pulled, pulled: false }, at)).toBeUndefined();
  });
});

describe('a load', () => {
  it('tells its bad rows by line and column, with what to do', async () => {
    const counts = { ...noCounts, rows: 3, bad: 2, created: 1 };
    open(
      'sources/vcenter/loads/0190f5f2-0000-7000-8000-00000000a001',
      aCmdb({
        'cmdb.loads.get': () => ({
          ...aLoad({ counts }),
          problems: [
            { line: 3, reason: 'Memory: must be a number; Name: is missing' },
          ],
        }),
      }),
    );
    const table = await screen.findByRole('table', { name: 'Problems' });
    await waitFor(() =>
      expect(
        within(table)
          .getAllByRole('row')
          .slice(1)
          .map(row => row.textContent),
      ).toEqual(['3Memorymust be a number', '3Nameis missing']),
    );
    expect(screen.getByText(/The first 1 of 2\./)).toBeVisible();
  });
});

describe('an import', () => {
  const CSV = 'VM,Name,Memory\nvm-1,db-01,64\n';
  const begin = async (
    api: FakeItsmApi,
    text = CSV,
    path = 'import?source=vcenter',
  ) => {
    open(path, api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Paste rows' }),
    );
    await userEvent.click(screen.getByRole('textbox', { name: 'Paste rows' }));
    await userEvent.paste(text);
  };

  it('says first what it would do, field by field, and then does it', async () => {
    const id = '0190f5f2-0000-7000-8000-00000000a002';
    const api = aCmdb({
      'cmdb.sources.load': ({ query }) =>
        query?.dryRun ? aResult() : aResult({ dryRun: false, id }),
      'cmdb.loads.get': () => ({
        ...aLoad({ id, counts: aResult().counts }),
        problems: aResult().problems,
      }),
    });
    await begin(api);
    await press(/^Dry run/);
    expect(await screen.findByText('This is what would happen')).toBeVisible();
    expect(loads(api)).toHaveLength(1);
    expect(loads(api)[0]).toMatchObject({
      params: { source: 'vcenter' },
      query: { dryRun: true },
      stream: { data: CSV, type: 'text/csv' },
    });
    const fields = screen.getByLabelText('What changes in db-01');
    expect(fields).toHaveTextContent(/Memory.*32 GB.*64 GB/);

    await userEvent.click(screen.getByRole('tab', { name: 'Disagreements 1' }));
    const conflict = screen.getByRole('row', { name: /Tier/ });
    expect(conflict).toHaveTextContent(
      'goldBy hand. Its word goes first: precedence 0',
    );
    expect(conflict).toHaveTextContent('silvervCenter, precedence 20');

    await userEvent.click(screen.getByRole('tab', { name: 'Duplicates 1' }));
    expect(
      screen.getByRole('row', { name: /Same Serial number/ }),
    ).toHaveTextContent('Line 4');

    await press(/^Import/);
    expect(
      await screen.findByRole('heading', { name: 'Load of vCenter' }),
    ).toBeVisible();
    expect(loads(api)[1].query).toMatchObject({ dryRun: undefined });
    expect(await screen.findByRole('link', { name: 'web-09' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/web-09',
    );
  });

  it('goes on when one leaves, and says in the end what it did', async () => {
    let finish: () => void = () => {};
    const end = new Promise<void>(resolve => {
      finish = resolve;
    });
    const id = '0190f5f2-0000-7000-8000-00000000a003';
    const api = aCmdb({
      'cmdb.sources.load': async ({ query }) => {
        if (query?.dryRun) return aResult();
        await end;
        return aResult({ dryRun: false, id });
      },
    });
    await begin(api);
    await press(/^Dry run/);
    await screen.findByText('This is what would happen');
    await press(/^Import/);
    expect(await screen.findByText(/^Importing 5 rows/)).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'All sources' }));
    await screen.findByRole('row', { name: /vCenter/ });
    finish();
    // It moves in, so that it cannot be seen at once.
    expect(
      await screen.findByText('Imported into vCenter'),
    ).toBeInTheDocument();
    expect(screen.getByText('See what it did').closest('a')).toHaveAttribute(
      'href',
      `/itsm/cmdb/sources/vcenter/loads/${id}`,
    );
  });

  it('is not begun without rows or with a source that nobody chose', async () => {
    const api = aCmdb();
    open('import', api);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Dry run/ }),
    );
    expect(screen.getByText('Choose where the rows come from.')).toBeVisible();
    expect(
      screen.getByText('Choose a file, drop it, or paste its rows.'),
    ).toBeVisible();
    expect(loads(api)).toEqual([]);
  });

  it('explains a header that has changed before anything is sent', async () => {
    await begin(aCmdb(), 'VM,Name,Memory GB\nvm-1,db-01,64\n');
    expect(
      await screen.findByText('1 column is missing, so nothing can be loaded.'),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: /^Memory/ })).toHaveTextContent(
      'Missing; "Memory GB" may be it',
    );
    expect(screen.getByText('The file has instead: Memory GB.')).toBeVisible();
  });

  it('needs another dry run when the choices change', async () => {
    const api = aCmdb({ 'cmdb.sources.load': () => aResult() });
    await begin(api);
    await press(/^Dry run/);
    await screen.findByRole('button', { name: /^Import/ });
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'These rows are all there is' }),
    );
    expect(
      screen.getByText('The rows or the choices changed since. Run it again.'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: /^Dry run/ })).toBeVisible();
    await press(/^Dry run/);
    expect(loads(api)[1].query).toMatchObject({ complete: true });
  });

  it('asks again where a file looks like half of one', async () => {
    let refused = true;
    const api = aCmdb({
      'cmdb.sources.load': () => {
        if (!refused) return aResult();
        throw serverRefusal(
          400,
          '80 of the 121 items are not in this load. If it is all there is, say so with allowMany=true',
        );
      },
    });
    await begin(api);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'These rows are all there is' }),
    );
    await press(/^Dry run/);
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /it really is all/ }),
    );
    refused = false;
    await press(/^Dry run/);
    expect(loads(api)[1].query).toMatchObject({ allowMany: true });
    expect(await screen.findByText('This is what would happen')).toBeVisible();
  });

  it('keeps what was pasted over a reload, and says what is wrong with JSON', async () => {
    const api = aCmdb();
    await begin(api, '[{"VM": 1}');
    expect(await screen.findByText(/This is no JSON/)).toBeVisible();
    await waitFor(() =>
      expect(Object.values(window.sessionStorage).join()).toContain('VM'),
    );
  });

  it('waits while another one is under way', async () => {
    const running = aLoad({ state: 'running', finishedAt: undefined });
    const busy = aSource({ lastLoad: running });
    open(
      'import?source=vcenter',
      aCmdb({ 'cmdb.sources.list': () => ({ items: [busy] }) }),
    );
    expect(
      await screen.findByText('A load of vCenter is under way'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: /^Dry run/ })).toBeDisabled();
    expect(screen.getByRole('link', { name: 'Watch it' })).toHaveAttribute(
      'href',
      `/itsm/cmdb/sources/vcenter/loads/${running.id}`,
    );
  });
});
