import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import { aHealthApi, asked, aTask, DB } from '../health/__testUtils__/builders';
import { openHealth } from '../health/__testUtils__/openHealth';

describe('CI tasks', () => {
  it('are a list like all others', async () => {
    const api = aHealthApi();
    openHealth(`tasks?view=team&entity=${DB}`, api);
    expect(
      await screen.findByRole('link', { name: /Serial number is missing/ }),
    ).toHaveAttribute('href', '/itsm/cmdb/tasks/CIT-7');
    expect(asked(api, 'cmdb.tasks.list')[0].query).toMatchObject({
      owner: 'mine',
      entity: DB,
      sort: 'updated',
    });
  });

  it('lead to findings where there is none', async () => {
    const api = aHealthApi({
      'cmdb.tasks.list': () => ({ items: [], pageInfo: {}, refs: {} }),
    });
    openHealth('tasks', api);
    expect(
      await screen.findByRole('link', { name: 'Look at findings' }),
    ).toHaveAttribute('href', '/itsm/cmdb/findings');
  });

  it('say what is wrong with which item, and move on by a button', async () => {
    const user = userEvent.setup();
    const done = aTask({
      status: 'done',
      statusCategory: 'closed',
      resolution: 'Read it off the machine',
      version: 2,
    });
    const api = aHealthApi({ 'cmdb.tasks.transition': () => done });
    openHealth('tasks/CIT-7', api);
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'db-01: Serial number is missing',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'What is wrong' }),
    ).toHaveTextContent('Serial number is missing');
    expect(
      await screen.findByRole('link', { name: 'Required attribute missing' }),
    ).toHaveAttribute('href', '/itsm/cmdb/findings?rule=attribute-required');
    await user.click(screen.getByRole('button', { name: 'Done' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByLabelText(/What was done/),
      'Read it off the machine',
    );
    await user.click(within(dialog).getByRole('button', { name: /Done/ }));
    await waitFor(() =>
      expect(asked(api, 'cmdb.tasks.transition')[0]).toMatchObject({
        ifMatch: 1,
        body: { transition: 'complete', resolution: 'Read it off the machine' },
      }),
    );
    expect(
      await screen.findByRole('region', { name: 'What was done' }),
    ).toBeVisible();
  });

  it('that are not there say so and lead back', async () => {
    const api = aHealthApi({
      'cmdb.tasks.get': () => {
        throw serverRefusal(404, 'There is no CIT-9');
      },
    });
    openHealth('tasks/CIT-9', api);
    expect(
      await screen.findByRole('link', { name: 'All CI tasks' }),
    ).toHaveAttribute('href', '/itsm/cmdb/tasks');
  });
});
