import '../../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { serverRefusal } from '../../../../testing/fakeItsmApi';
import { aFinding, aHealthApi, asked, second } from '../__testUtils__/builders';
import { address, openHealth } from '../__testUtils__/openHealth';
import { untilProblem } from './ExcuseDialog';

const first = aFinding();
const row = (name: RegExp) => screen.findByRole('row', { name });
const select = async (...names: RegExp[]) => {
  for (const name of names)
    await userEvent.click(
      within(await row(name)).getByRole('checkbox', { name: /Select/ }),
    );
};

describe('the list of findings', () => {
  it('asks for what the address says, in the one order there is', async () => {
    const api = aHealthApi();
    openHealth('findings?view=new&severity=high&owner=mine', api);
    await row(/Serial number is missing/);
    const { query } = asked(api, 'cmdb.findings.list')[0];
    expect(query).toEqual({
      found: '7',
      severity: 'high',
      owner: 'mine',
      filter: undefined,
      sort: undefined,
      order: undefined,
      cursor: undefined,
      limit: 25,
    });
  });

  it('counts its views by what scores add up', async () => {
    const api = aHealthApi();
    openHealth('findings', api);
    expect(await screen.findByRole('link', { name: 'All 15' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Mine 15' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'New this week' })).toBeVisible();
  });

  it('says what is wrong and what to do beside the list', async () => {
    const user = userEvent.setup();
    openHealth('findings', aHealthApi());
    await user.click(await row(/Serial number is missing/));
    const panel = await screen.findByRole('complementary', { name: 'db-01' });
    expect(panel).toHaveTextContent(/Enter it on the page of the item/);
    await waitFor(() => expect(address().get('open')).toBe(first.id));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(address().get('open')).toBeNull());
  });

  it('makes tasks of what is selected, and keeps what was refused selected', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({
      'cmdb.findings.tasks': () => ({
        items: [
          { id: first.id, done: true, task: 'CIT-7' },
          { id: second.id, done: false, reason: 'It has no owner.' },
        ],
      }),
    });
    openHealth('findings', api);
    await select(/Serial number/, /Memory/);
    const bar = screen.getByRole('toolbar');
    expect(bar).toHaveTextContent('2 selected');
    await user.click(within(bar).getByRole('button', { name: 'Make tasks' }));
    await waitFor(() => expect(bar).toHaveTextContent('1 selected'));
    expect(asked(api, 'cmdb.findings.tasks')[0].body).toEqual({
      findings: [first.id, second.id],
    });
  });

  it('excuses with a reason until a day, and says what is missing', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({
      'cmdb.findings.excuse': () => ({
        items: [{ id: first.id, done: true }],
      }),
    });
    openHealth('findings', api);
    await select(/Serial number/);
    await user.click(screen.getByRole('button', { name: 'Excuse…' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /^Excuse/ }));
    expect(
      await within(dialog).findByText('Say why it is accepted.'),
    ).toBeVisible();
    await user.type(
      within(dialog).getByLabelText(/Why it is accepted/),
      'It is rented',
    );
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const { body } = asked(api, 'cmdb.findings.excuse')[0] as any;
    expect(body).toMatchObject({
      findings: [first.id],
      reason: 'It is rented',
    });
    const days = DateTime.fromISO(body.until).diffNow('days').days;
    expect(Math.floor(days)).toBe(90);
    // What is done is selected no longer.
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('keeps what was typed when it is refused', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({
      'cmdb.findings.excuse': () => {
        throw serverRefusal(400, 'until: must be within two years');
      },
    });
    openHealth('findings', api);
    await select(/Serial number/);
    await user.click(screen.getByRole('button', { name: 'Excuse…' }));
    const dialog = await screen.findByRole('dialog');
    const reason = within(dialog).getByLabelText(/Why it is accepted/);
    await user.type(reason, 'It is rented');
    await user.click(within(dialog).getByRole('button', { name: /^Excuse/ }));
    expect(
      await within(dialog).findByText('until: must be within two years'),
    ).toBeVisible();
    expect(reason).toHaveValue('It is rented');
  });

  it('keeps a reason that is closed by mistake for its findings, and no others', async () => {
    const user = userEvent.setup();
    openHealth('findings', aHealthApi());
    await select(/Serial number/);
    const excuse = async () => {
      await user.click(screen.getByRole('button', { name: 'Excuse…' }));
      return screen.findByRole('textbox', { name: /Why it is accepted/ });
    };
    await user.type(await excuse(), 'It is rented');
    await user.keyboard('{Escape}');
    expect(await excuse()).toHaveValue('It is rented');
    await user.keyboard('{Escape}');
    await select(/Memory/);
    expect(await excuse()).toHaveValue('');
  });

  it('says that nothing is wrong, and offers to clear filters', async () => {
    const nothing = () => ({ items: [], pageInfo: {}, refs: {} });
    const api = aHealthApi({ 'cmdb.findings.list': nothing });
    openHealth('findings?view=mine&rule=orphan', api);
    expect(
      await screen.findByText(/No finding matches these filters/),
    ).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(
      await screen.findByText(/Nothing is wrong with the data of what you/),
    ).toBeVisible();
  });
});

describe('the day until which a finding is excused', () => {
  const now = DateTime.fromISO('2026-03-01T12:00:00');

  it('is one to come within two years', () => {
    const days = ['', '2026-02-28', '2026-03-01', '2028-02-28', '2028-03-01'];
    expect(days.map(day => untilProblem(day, now))).toEqual([
      'missingUntil',
      'past',
      undefined,
      undefined,
      'far',
    ]);
  });
});
