import '../../__testUtils__/desk';
import type { FieldChange, InboxItem } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import { itsmApprovalsPlugin } from './plugin';

const CAB = 'group:default/cab';
const REFS = {
  [CAB]: { title: 'Change advisory board', kind: 'group', dangling: false },
  'user:default/maria': {
    title: 'Maria Lind',
    kind: 'user',
    dangling: false,
  },
};
const id = (n: number) =>
  `0190f5f2-0000-7000-8000-${String(n).padStart(12, '0')}`;

const LATER: FieldChange = {
  field: 'plannedStart',
  label: 'Planned start',
  type: 'instant',
  before: '2026-03-03T20:00:00.000Z',
  after: '2026-03-04T20:00:00.000Z',
};
const PLAN: FieldChange = {
  field: 'plan',
  label: 'Implementation plan',
  type: 'text',
  before: 'Drain\nUpgrade\nServe',
  after: 'Drain\nBack up\nUpgrade\nServe',
};

function anItem(n: number, changes: FieldChange[] = []): InboxItem {
  return {
    round: 1,
    purpose: 'before',
    askedAt: '2026-03-01T09:00:00.000Z',
    askedByRef: 'user:default/maria',
    isNew: changes.length === 0,
    changes,
    seat: {
      id: id(n),
      forRef: CAB,
      why: 'decides on risky changes',
      state: 'open',
      escalated: false,
      hasNote: false,
      viewer: { canDecide: true },
    },
    step: {
      position: 2,
      of: 2,
      title: 'Board',
      needed: 1,
      approved: 0,
      dueAt: '2026-03-02T09:00:00.000Z',
    },
    record: {
      id: id(100 + n),
      number: `CHG-${n}`,
      type: 'change',
      path: `/itsm/changes/CHG-${n}`,
      title: `Upgrade ${n}`,
      status: 'authorize',
      statusLabel: 'Authorize',
      statusCategory: 'waiting',
      version: 3,
    },
  };
}

const roundOf = ({ seat, round }: InboxItem, state = 'asked') => ({
  id: id(500 + round),
  round,
  purpose: 'before',
  state,
  policies: [],
  askedAt: '2026-03-01T09:00:00.000Z',
  recordVersion: 3,
  steps: [
    {
      position: 1,
      title: 'Board',
      quorum: 'any',
      needed: 1,
      approved: 0,
      veto: true,
      state: 'open',
      seats: [seat],
    },
  ],
});

/** A server with some seats, which loses those that are decided at. */
function aServer(waiting: InboxItem[], others: Record<string, any> = {}) {
  let items = waiting;
  return new FakeItsmApi({
    'approvals.inbox': () => ({ items, pageInfo: {}, refs: REFS }),
    'approvals.count': () => ({ waiting: items.length, overdue: 1 }),
    'approvals.myAbsence': () => ({ standsInFor: [], refs: {} }),
    'approvals.looked': () => undefined,
    'records.types': () => ({ items: [] }),
    'approvals.decide': ({ params }: any) => {
      const item = items.find(({ seat }) => seat.id === params.id)!;
      items = items.filter(other => other !== item);
      return { state: 'approved', approval: 'approved', record: item.record };
    },
    ...others,
  });
}

const open = (api: FakeItsmApi, path = '/itsm/approvals') =>
  openPage(path, api, [itsmApprovalsPlugin]);
const decisions = (api: FakeItsmApi) =>
  api.calls
    .filter(({ route }) => route === 'approvals.decide')
    .map(({ params, body }: any) => ({ seat: params.id, ...body }));
const card = (n: number) =>
  screen.findByRole('article', { name: `CHG-${n} Upgrade ${n}` });

beforeEach(inANewBrowser);

describe('what waits for my decision', () => {
  it('says what, why, until when and what changed; two taps approve', async () => {
    const api = aServer([anItem(1, [LATER, PLAN]), anItem(2)]);
    open(api);
    const first = await card(1);
    expect(first).toHaveTextContent('Maria Lind asked');
    expect(first).toHaveTextContent(
      'Asked as Change advisory board · decides on risky changes',
    );
    expect(first).toHaveTextContent('Step 2 of 2: Board');
    expect(first).toHaveTextContent('Overdue');
    expect(within(first).getByText('Planned start')).toBeVisible();
    // Of a long text only what differs, and what stands beside it.
    expect(within(first).getByText('Back up').tagName).toBe('INS');
    expect(within(first).queryByText('Serve')).toBeNull();

    await userEvent.click(
      within(first).getByRole('button', { name: 'Approve' }),
    );
    expect(decisions(api)).toEqual([]);
    await userEvent.click(
      within(first).getByRole('button', { name: 'Approve CHG-1' }),
    );
    expect(await screen.findByText('You approved CHG-1.')).toBeVisible();
    expect(decisions(api)).toEqual([
      { seat: id(1), decision: 'approve', round: 1 },
    ]);
    await waitFor(() =>
      expect(screen.queryByRole('article', { name: /CHG-1/ })).toBeNull(),
    );
    // The keys go on with what stood behind it.
    expect(await card(2)).toHaveFocus();
  });

  it('is decided by keys alone, and nobody rejects without saying why', async () => {
    const api = aServer([anItem(1), anItem(2)]);
    open(api);
    await card(1);
    await userEvent.keyboard('jjr');
    const second = await card(2);
    const note = await within(second).findByRole('textbox', { name: /Why/ });
    expect(note).toHaveFocus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(
      await within(second).findByText('Say what would have to change.'),
    ).toBeVisible();
    await userEvent.type(note, 'jar first{Control>}{Enter}{/Control}');
    expect(await screen.findByText('You rejected CHG-2.')).toBeVisible();
    expect(decisions(api)).toEqual([
      { seat: id(2), decision: 'reject', note: 'jar first', round: 1 },
    ]);
  });

  it('keeps what is in hand when it changes under it, and goes on with the new round', async () => {
    const again = { ...anItem(1, [PLAN]), round: 2 };
    again.seat = { ...again.seat, id: id(11) };
    let changed = false;
    const api = aServer([anItem(1)], {
      'approvals.inbox': () => ({
        items: [changed ? again : anItem(1)],
        pageInfo: {},
        refs: REFS,
      }),
      'approvals.decide': ({ params }: any) => {
        if (params.id === id(11))
          return { state: 'rejected', record: again.record };
        changed = true;
        throw serverRefusal(409, 'The implementation plan changed.');
      },
      'approvals.ofRecord': () => ({
        approval: 'requested',
        items: [roundOf(again), roundOf(anItem(1), 'superseded')],
        changes: again.changes,
        refs: REFS,
        viewer: { canAskAgain: false },
      }),
    });
    open(api);
    await card(1);
    await userEvent.keyboard('jr');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Why/ }),
      'no backup{Control>}{Enter}{/Control}',
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The implementation plan changed.');
    expect(alert).toHaveTextContent('Your note is kept.');
    expect(await screen.findByText('Back up')).toBeVisible();
    // What is in hand stands there once, and not beside the new round.
    expect(screen.getAllByRole('article')).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('button', { name: 'Decide on it as it is now' }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Reject CHG-1/ }));
    expect(await screen.findByText('You rejected CHG-1.')).toBeVisible();
    expect(decisions(api)[1]).toEqual({
      seat: id(11),
      decision: 'reject',
      note: 'no backup',
      round: 2,
    });
  });

  it('is asked as the address says, and says so when nothing is left', async () => {
    const api = aServer([]);
    open(api, `/itsm/approvals?for=me,${CAB}&type=change`);
    expect(
      await screen.findByText(/Nothing matches these filters/),
    ).toBeVisible();
    const [asked] = api.calls.filter(({ route }) => route.endsWith('inbox'));
    expect(asked.query).toMatchObject({ for: ['me', CAB], type: ['change'] });
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(
      await screen.findByText(/You are notified as soon as/),
    ).toBeVisible();
  });
});

describe('where a notification leads', () => {
  const seat = (changes: object = {}) => ({
    ...anItem(1, [LATER]),
    fields: [
      { key: 'title', label: 'Title', type: 'text', value: 'Upgrade 1' },
      {
        key: 'risk',
        label: 'Risk',
        type: 'choice',
        value: 'high',
        valueLabel: 'High',
      },
      {
        key: 'plan',
        label: 'Implementation plan',
        type: 'text',
        value: 'Drain, then **upgrade**',
      },
    ],
    affected: [],
    asked: roundOf(anItem(1)),
    isCurrent: true,
    refs: REFS,
    ...changes,
  });

  it('has what is needed to decide, and says what became of it', async () => {
    const api = aServer([anItem(1)], { 'approvals.seat': () => seat() });
    open(api, `/itsm/approvals/${id(1)}`);
    expect(
      await screen.findByRole('heading', { name: 'Upgrade 1' }),
    ).toBeVisible();
    expect(screen.getByText('High')).toBeVisible();
    expect(screen.getByText('upgrade').tagName).toBe('STRONG');
    expect(
      screen.getByRole('region', { name: /changed since you last looked/ }),
    ).toHaveTextContent('Planned start');
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve CHG-1' }),
    );
    expect(await screen.findByText('You approved CHG-1.')).toBeVisible();
    expect(decisions(api)).toHaveLength(1);
  });

  it('leads on where there is nothing to decide any more', async () => {
    const api = aServer([], {
      'approvals.seat': () =>
        seat({ isCurrent: false, asked: roundOf(anItem(1), 'superseded') }),
    });
    open(api, `/itsm/approvals/${id(1)}`);
    expect(
      await screen.findByText('Nothing to decide here any more'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    for (const link of screen.getAllByRole('link', { name: 'Open CHG-1' }))
      expect(link).toHaveAttribute('href', '/itsm/changes/CHG-1');
  });
});
