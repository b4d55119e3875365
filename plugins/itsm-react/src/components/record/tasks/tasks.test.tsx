import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { ItsmQueryProvider } from '../../../api/ItsmQueryProvider';
import { itsmApiRef } from '../../../api/itsmApiRef';
import { getItsmQueryClient } from '../../../api/queryClient';
import { Tasks } from './Tasks';

function show(canChange: boolean) {
  getItsmQueryClient().clear();
  const call = jest.fn(async () => ({ items: [], refs: {}, canChange }));
  renderInTestApp(
    <ItsmQueryProvider>
      <Tasks number="INC-7" />
      <p>What stands below</p>
    </ItsmQueryProvider>,
    { apis: [[itsmApiRef, { call }]] as never },
  );
  return call;
}

describe('the tasks of a record that has none', () => {
  it('say so to whoever may add some', async () => {
    show(true);
    const none =
      'No tasks yet. Add one for each step that somebody is to take.';
    expect(await screen.findByText(none)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add task' })).toBeVisible();
  });

  it('are nothing to see for whoever may not add any', async () => {
    const call = show(false);
    expect(await screen.findByText('What stands below')).toBeVisible();
    expect(call).toHaveBeenCalled();
    expect(screen.queryByText(/Tasks/)).not.toBeInTheDocument();
  });
});
