import '../../../__testUtils__/desk';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { itsmApprovalsPlugin } from '../plugin';

const open = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'I am away …' }),
  );
  return within(await screen.findByRole('dialog'));
};

beforeEach(inANewBrowser);

it('when one is away is kept if the dialog is closed by mistake, and given up by Cancel', async () => {
  const api = new FakeItsmApi({
    'approvals.inbox': () => ({ items: [], pageInfo: {}, refs: {} }),
    'approvals.count': () => ({ waiting: 0, overdue: 0 }),
    'records.types': () => ({ items: [] }),
    'approvals.myAbsence': () => ({ standsInFor: [], refs: {} }),
  });
  openPage('/itsm/approvals', api, [itsmApprovalsPlugin]);
  const quick = { name: 'In a week' };
  const kept = 'What you wrote before is here again.';

  const first = await open();
  expect(first.queryByText(kept)).not.toBeInTheDocument();
  await userEvent.click(first.getAllByRole('button', quick)[1]);
  await userEvent.keyboard('{Escape}');

  const second = await open();
  expect(second.getByText(kept)).toBeVisible();
  await userEvent.click(second.getByRole('button', { name: 'Cancel' }));

  const third = await open();
  expect(third.queryByText(kept)).not.toBeInTheDocument();
});
