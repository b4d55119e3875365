import '../../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serverRefusal } from '../../../../testing/fakeItsmApi';
import {
  aCiHealth,
  aFinding,
  aHealthApi,
  asked,
  DB,
} from '../__testUtils__/builders';
import { onServer } from '../__testUtils__/openHealth';
import { EntityHealthCard } from './EntityHealthCard';

const open = (answers = {}) => {
  const api = aHealthApi({ 'cmdb.ci-health': () => aCiHealth(), ...answers });
  onServer(<EntityHealthCard />, api);
  return api;
};

describe('the health of an entity', () => {
  it('says its score, what is wrong, what to do, and which checks passed', async () => {
    const user = userEvent.setup();
    open();
    expect(await screen.findByRole('link', { name: '62 %' })).toHaveAttribute(
      'href',
      '/itsm/cmdb/health',
    );
    const findings = screen.getByRole('list', { name: '1 finding' });
    expect(findings).toHaveTextContent('HighSerial number is missing');
    expect(findings).toHaveTextContent(/Enter it on the page/);
    await user.click(screen.getByText('1 of 2 checks passed'));
    expect(screen.getByText('It has an owner').parentElement).toContainElement(
      screen.getByRole('img', { name: 'Passed' }),
    );
  });

  it('makes a task of a finding', async () => {
    const user = userEvent.setup();
    const { id } = aFinding();
    const api = open({
      'cmdb.findings.tasks': () => ({
        items: [{ id, done: true, task: 'CIT-7' }],
      }),
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Make a task of “Serial number is missing”',
      }),
    );
    await waitFor(() =>
      expect(asked(api, 'cmdb.findings.tasks')[0].body).toEqual({
        findings: [id],
      }),
    );
  });

  it('names the task that is there, and offers no second one', async () => {
    const task = { number: 'CIT-7', status: 'in-progress' };
    open({
      'cmdb.ci-health': () => aCiHealth({ findings: [aFinding({ task })] }),
    });
    expect(await screen.findByRole('link', { name: 'CIT-7' })).toHaveAttribute(
      'href',
      '/itsm/cmdb/tasks/CIT-7',
    );
    expect(screen.queryByRole('button', { name: /Make a task/ })).toBeNull();
  });

  it('is confirmed with a note by who may', async () => {
    const user = userEvent.setup();
    const api = open({
      'cmdb.confirmations.confirm': () => ({
        items: [{ ref: DB, done: true }],
      }),
    });
    expect(await screen.findByText(/was due/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Note'), 'Seen in the rack');
    await user.click(within(dialog).getByRole('button', { name: /Confirm/ }));
    await waitFor(() =>
      expect(asked(api, 'cmdb.confirmations.confirm')[0].body).toEqual({
        refs: [DB],
        note: 'Seen in the rack',
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('offers nothing to who may not', async () => {
    const confirmation = { ...aCiHealth().confirmation, canConfirm: false };
    open({
      'cmdb.ci-health': () => aCiHealth({ confirmation, findings: [] }),
    });
    expect(
      await screen.findByText('Nothing is wrong with its data.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull();
  });

  it('says that it was not looked at yet', async () => {
    open({
      'cmdb.ci-health': () => {
        throw serverRefusal(404, 'There is no resource:default/db-01');
      },
    });
    expect(
      await screen.findByText('Its data was not looked at yet'),
    ).toBeVisible();
  });
});
