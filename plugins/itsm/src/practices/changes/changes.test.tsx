import '../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { asked } from '../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import bridge from '../../bridges/incidents-and-changes/module';
import { anIncident } from '../../testing/builders';
import { serverRefusal } from '../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../testing/fakeItsmApi';
import {
  aChange,
  aPage,
  aServer,
  aWholeChange,
  checkout,
} from './__testUtils__/aChange';
import changesPlugin from './plugin';

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/changes${path}`, api, [changesPlugin]);
const at = (words: { days: number; hours: number }) =>
  DateTime.now().startOf('day').plus(words).toUTC().toISO() ?? undefined;

beforeEach(inANewBrowser);

it('the home shows what comes by day, what waits in which state, and what waits for a decision', async () => {
  const planned = [
    aChange({
      number: 'CHG-1',
      status: 'implement',
      plannedStart: at({ days: -1, hours: 20 }),
      plannedEnd: at({ days: 1, hours: 2 }),
    }),
    aChange({
      id: 'b',
      number: 'CHG-2',
      status: 'scheduled',
      plannedStart: at({ days: 1, hours: 20 }),
      plannedEnd: at({ days: 1, hours: 21 }),
    }),
  ];
  const api = aServer({
    'changes.list': ({ query }: any) =>
      aPage(query.sort === 'plannedStart' && query.filter ? planned : []),
    'approvals.inbox': () => ({
      items: [
        {
          seat: { id: 's1' },
          step: { title: 'Owner of the service' },
          record: { number: 'CHG-9', title: 'Rotate keys' },
          askedAt: '2026-03-01T09:00:00.000Z',
        },
      ],
      pageInfo: {},
      refs: {},
    }),
  });
  open('', api);
  const week = await screen.findByRole('region', {
    name: 'The next seven days',
  });
  // What began yesterday and goes on stands with today.
  await within(week).findByText(/CHG-1/);
  expect(week).toHaveTextContent(/Today.*CHG-1.*Tomorrow.*CHG-2/);
  expect(await screen.findByText('Rotate keys')).toBeVisible();
  expect(screen.getByRole('link', { name: /^Scheduled 3/ })).toHaveAttribute(
    'href',
    '/itsm/changes/all?view=all&owner=mine&status=scheduled',
  );
  expect(screen.queryByRole('link', { name: /^Draft/ })).toBeNull();
});

it('the list is filtered by type and risk beside any other field, in one predicate', async () => {
  const user = userEvent.setup();
  const api = aServer({ 'changes.list': () => aPage([aChange()]) });
  const other = JSON.stringify({ outcome: { $in: ['failed'] } });
  open(`/all?view=all&filter=${encodeURIComponent(other)}`, api);
  await screen.findByRole('link', { name: /Upgrade the orders database/ });
  // The column's head is another button of this name.
  const [typeFilter] = screen.getAllByRole('button', { name: /^Type/ });
  await user.click(typeFilter);
  await user.click(await screen.findByRole('checkbox', { name: 'Emergency' }));
  await waitFor(() =>
    expect(
      JSON.parse(String(asked(api, 'changes.list').pop()!.query!.filter)),
    ).toEqual({
      $all: [
        { changeType: { $in: ['emergency'] } },
        { outcome: { $in: ['failed'] } },
      ],
    }),
  );
});

describe('filing a change', () => {
  const write = async (label: RegExp, text: string) => {
    await userEvent.click(await screen.findByRole('textbox', { name: label }));
    await userEvent.paste(text);
  };
  const press = (name: RegExp) =>
    userEvent.click(screen.getByRole('button', { name }));

  it('submits what is complete, once, and says what is missing before', async () => {
    const api = aServer({
      'changes.file': () => aWholeChange({ version: 1 }),
      'changes.transition': () => aWholeChange(),
      'changes.get': () => aWholeChange(),
    });
    open(`/new?entity=${checkout}`, api);
    await write(/What will be changed/, 'Upgrade the orders database');
    await press(/^Submit/);
    expect(
      await screen.findByText('Say why: those who decide ask for it first.'),
    ).toBeVisible();
    expect(screen.getByText('Say when it begins.')).toBeVisible();
    expect(asked(api, 'changes.file')).toEqual([]);

    await press(/^Tomorrow/);
    await press(/^2 h/);
    await write(/^Why/, 'Version 14 ends');
    await write(/How is it done/, 'Step by step');
    await write(/taken back/, 'Restore');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(asked(api, 'changes.transition')).toHaveLength(1),
    );
    const body = asked(api, 'changes.file')[0].body as Record<string, string>;
    expect(body).toMatchObject({
      title: 'Upgrade the orders database',
      serviceRef: checkout,
      changeType: 'normal',
      justification: 'Version 14 ends',
      rollbackPlan: 'Restore',
    });
    expect(Date.parse(body.plannedEnd) - Date.parse(body.plannedStart)).toBe(
      2 * 3_600_000,
    );
    expect(asked(api, 'changes.transition')[0]).toMatchObject({
      params: { id: 'CHG-88' },
      body: { transition: 'submit' },
      ifMatch: 1,
    });
    // Its page follows, and the form has forgotten what was written.
    expect(
      await screen.findByRole('heading', {
        name: 'Upgrade the orders database',
      }),
    ).toBeVisible();
    expect(
      Object.keys(window.sessionStorage).filter(key =>
        key.includes('/change/'),
      ),
    ).toEqual([]);
  });

  it('files a run of a standard change with what its template says', async () => {
    const api = aServer({
      'changes.standard.get': () => ({
        key: 'restart',
        title: 'Restart a service',
        state: 'pre-approved',
        removed: false,
        mayFile: true,
        goodInARow: 4,
        promoteAfter: 3,
        expectedImpact: 'degraded',
        durationMinutes: 30,
        scope: { items: [checkout], owners: [], types: [] },
        plan: 'Drain it first',
        rollbackPlan: 'Start it again',
        tasks: [],
        moves: [],
        refs: {},
      }),
      'changes.standard.file': () => ({ number: 'CHG-88', next: 'It waits.' }),
      'changes.get': () => aWholeChange(),
    });
    open('/new?template=restart', api);
    await screen.findByRole('heading', { name: 'Restart a service' });
    await press(/^Schedule/);
    await waitFor(() =>
      expect(asked(api, 'changes.standard.file')).toHaveLength(1),
    );
    const [{ params, body }] = asked(api, 'changes.standard.file');
    expect(params).toEqual({ key: 'restart' });
    const filed = body as Record<string, string>;
    expect(filed).toMatchObject({ entityRef: checkout, draft: false });
    expect(Date.parse(filed.plannedEnd) - Date.parse(filed.plannedStart)).toBe(
      30 * 60_000,
    );
  });

  it('keeps a draft with little in it, and what was written when it is refused', async () => {
    const api = aServer({
      'records.get': () => anIncident(),
      'changes.file': () => {
        throw serverRefusal(400, 'serviceRef: the catalog has no such entity');
      },
    });
    open('/new?incident=INC-1042', api);
    await write(/What will be changed/, 'Add a replica');
    await press(/^Save as draft/);
    expect(
      await screen.findByText('serviceRef: the catalog has no such entity'),
    ).toBeVisible();
    expect(asked(api, 'changes.file')[0].body).toEqual({
      title: 'Add a replica',
      serviceRef: checkout,
      changeType: 'normal',
      expectedImpact: 'none',
      fromIncident: 'INC-1042',
      justification: 'It is to solve INC-1042: Checkout answers 502',
    });
    expect(
      screen.getByRole('textbox', { name: /What will be changed/ }),
    ).toHaveValue('Add a replica');
  });
});

describe('the page of a change', () => {
  it('asks for what a draft does not say yet, and offers nothing that is for others', async () => {
    const user = userEvent.setup();
    const change = aWholeChange({
      justification: 'Version 14 ends',
      plan: 'Step by step',
      plannedStart: at({ days: 1, hours: 20 }),
      plannedEnd: at({ days: 1, hours: 21 }),
    });
    const api = aServer({
      'changes.get': () => change,
      'changes.transition': () => ({ ...change, status: 'assess' }),
    });
    open('/CHG-88', api);
    await user.click(await screen.findByRole('button', { name: 'Submit' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('textbox')).toHaveLength(1);
    await user.type(
      within(dialog).getByRole('textbox', { name: /Rollback plan/ }),
      'Restore{Control>}{Enter}{/Control}',
    );
    await waitFor(() =>
      expect(asked(api, 'changes.transition')[0]?.body).toEqual({
        transition: 'submit',
        rollbackPlan: 'Restore',
      }),
    );
    expect(screen.queryByRole('button', { name: 'Start now' })).toBeNull();
  });

  it('takes items out, moves both ends of the window at once, and edits a text, each on its version', async () => {
    const user = userEvent.setup();
    const change = aWholeChange({
      affects: [checkout, 'component:default/cart'],
      plannedStart: '2027-03-01T20:00:00.000Z',
      plannedEnd: '2027-03-01T21:00:00.000Z',
      plan: 'One',
    });
    const api = aServer({
      'changes.get': () => change,
      'changes.setAffected': () => change,
      'changes.update': () => change,
    });
    open('/CHG-88', api);
    await user.click(
      await screen.findByRole('button', { name: 'Take out cart' }),
    );
    await waitFor(() =>
      expect(asked(api, 'changes.setAffected')[0]).toMatchObject({
        params: { id: 'CHG-88' },
        body: { refs: [checkout] },
        ifMatch: 3,
      }),
    );

    await user.click(screen.getByRole('button', { name: 'Reschedule' }));
    await user.click(screen.getByRole('button', { name: '4 h' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(
      await screen.findByRole('button', { name: 'Edit: Implementation plan' }),
    );
    await user.type(
      await screen.findByRole('textbox', { name: 'Implementation plan' }),
      ' two{Control>}{Enter}{/Control}',
    );
    await waitFor(() => expect(asked(api, 'changes.update')).toHaveLength(2));
    expect(asked(api, 'changes.update').map(call => call.body)).toEqual([
      {
        plannedStart: '2027-03-01T20:00:00.000Z',
        plannedEnd: '2027-03-02T00:00:00.000Z',
      },
      { plan: 'One two' },
    ]);
  });
});

it('an incident’s page names a change before it as its cause, and leads to the change that solves it', async () => {
  const user = userEvent.setup();
  const api = aServer({
    'incidents.get': () => ({
      ...anIncident(),
      participants: [],
      refs: {},
      viewer: { standing: ['worker'], canUpdate: true, transitions: [] },
    }),
    'changes.list': () => aPage([aChange({ status: 'closed' })]),
    'records.links': () => ({ items: [] }),
    'records.link': () => ({}),
  });
  openPage('/itsm/incidents/INC-1042', api, [changesPlugin, bridge]);
  await user.click(
    await screen.findByRole('button', { name: 'Name CHG-88 as the cause' }),
  );
  await waitFor(() =>
    expect(asked(api, 'records.link')[0]).toMatchObject({
      params: { id: 'INC-1042' },
      body: { kind: 'caused-by', target: 'CHG-88' },
    }),
  );
  expect(screen.getByRole('link', { name: 'File change' })).toHaveAttribute(
    'href',
    '/itsm/changes/new?incident=INC-1042',
  );
});
