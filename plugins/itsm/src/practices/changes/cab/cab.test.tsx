import '../../../__testUtils__/desk';
import type { CabAgenda, CabItem } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import changesPlugin from '../plugin';
import { byDay, nextOpen } from './useCab';

const CAB = 'group:default/cab';
const REFS = {
  [CAB]: { title: 'Change board', kind: 'group', dangling: false },
  'user:default/maria': { title: 'Maria Lind', kind: 'user', dangling: false },
};
const id = (n: number) =>
  `0190f5f2-0000-7000-8000-${String(n).padStart(12, '0')}`;

function anItem(n: number, changes: Partial<CabItem> = {}): CabItem {
  return {
    change: {
      id: id(n),
      number: `CHG-${n}`,
      type: 'change',
      title: `Upgrade ${n}`,
      status: 'authorize',
      statusCategory: 'waiting',
      version: 2,
      changeType: 'normal',
      plannedStart: `2026-12-0${n}T20:00:00.000Z`,
      plannedEnd: `2026-12-0${n}T21:00:00.000Z`,
      risk: 'high',
      conflictCount: n,
    },
    seat: { id: id(100 + n), round: 1, answer: 'open', after: false },
    missed: false,
    ...changes,
  };
}

const MEETING = {
  startsAt: '2026-12-01T09:00:00.000Z',
  endsAt: '2026-12-01T10:00:00.000Z',
};
const AFTER = {
  startsAt: '2026-12-08T09:00:00.000Z',
  endsAt: '2026-12-08T10:00:00.000Z',
};
const BOARD: CabAgenda['board'] = {
  key: 'weekly',
  title: 'Weekly board',
  groupRef: CAB,
  timezone: 'UTC',
  durationMinutes: 60,
  isMine: true,
  next: [MEETING, AFTER],
  waiting: 2,
};

/** A server whose board has some changes before it, and remembers what it is told. */
function aServer(start: CabItem[], others: Record<string, any> = {}) {
  let items = start;
  return new FakeItsmApi({
    'changes.cab.boards': () => ({ items: [BOARD], refs: REFS }),
    'changes.cab.agenda': () => ({
      board: BOARD,
      meeting: MEETING,
      after: AFTER,
      until: AFTER.startsAt,
      items,
      later: 3,
      emergencies: [],
      truncated: false,
      refs: REFS,
    }),
    'changes.get': ({ params }: any) => ({
      ...items.find(({ change }) => change.number === params.id)!.change,
      description: `What ${params.id} does`,
      plan: 'Step by step',
      affects: [],
      warnings: [],
      participants: [],
      viewer: { standing: [], transitions: [] },
      refs: REFS,
    }),
    'approvals.looked': () => undefined,
    'approvals.ofRecord': ({ params }: any) => {
      const { seat } = items.find(({ change }) => change.number === params.id)!;
      const state = seat.answer;
      return {
        approval: 'requested',
        changes: [],
        refs: REFS,
        viewer: { canAskAgain: false },
        items: [
          {
            id: id(900),
            round: 1,
            purpose: 'before',
            state: 'asked',
            policies: [],
            askedAt: MEETING.startsAt,
            recordVersion: 2,
            steps: [
              {
                position: 1,
                title: 'Board',
                quorum: 'any',
                needed: 1,
                approved: 0,
                veto: true,
                state,
                seats: [
                  {
                    id: seat.id,
                    forRef: CAB,
                    why: 'decides on risky changes',
                    state,
                    escalated: false,
                    hasNote: false,
                    viewer: { canDecide: state === 'open' },
                  },
                ],
              },
            ],
          },
        ],
      };
    },
    'approvals.decide': ({ params, body }: any) => {
      items = items.map(item =>
        item.seat.id === params.id
          ? {
              ...item,
              seat: {
                ...item.seat,
                answer:
                  body.decision === 'approve'
                    ? ('approved' as const)
                    : ('rejected' as const),
                decidedByRef: 'user:default/maria',
                decidedAt: MEETING.startsAt,
                note: body.note,
              },
            }
          : item,
      );
      return { state: 'approved', record: { number: 'CHG' } };
    },
    ...others,
  });
}

const open = (api: FakeItsmApi, path = '/itsm/changes/cab') =>
  openPage(path, api, [changesPlugin]);

beforeEach(inANewBrowser);

describe('the agenda of a board', () => {
  it('is gone through by keys: what is known, the word, the next one', async () => {
    const api = aServer([anItem(1), anItem(2, { missed: true })]);
    open(api);
    expect(
      await screen.findByRole('article', { name: 'Change CHG-1' }),
    ).toHaveTextContent('Upgrade 1');
    expect(await screen.findByText('What CHG-1 does')).toBeVisible();
    expect(screen.getByText('0 of 2 decided')).toBeVisible();
    expect(screen.getByText(/3 more wait for this board/)).toBeVisible();
    // The plan is there, folded.
    expect(screen.getByText('Step by step').closest('details')?.open).toBe(
      false,
    );

    await screen.findByRole('button', { name: 'Approve' });
    await userEvent.keyboard('a');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve CHG-1' }),
    );
    expect(await screen.findByText('You approved CHG-1.')).toBeVisible();
    expect(await screen.findByText('1 of 2 decided')).toBeVisible();
    const second = await screen.findByRole('article', {
      name: 'Change CHG-2',
    });
    expect(second).toHaveTextContent('Begins before the meeting');

    await within(second).findByRole('button', { name: 'Reject …' });
    await userEvent.keyboard('r');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Why/ }),
      'too risky{Control>}{Enter}{/Control}',
    );
    expect(
      await screen.findByText(/Everything on the agenda is decided/),
    ).toBeVisible();
    expect(await screen.findByText('2 of 2 decided')).toBeVisible();
    const told = api.calls.filter(({ route }) => route === 'approvals.decide');
    expect(told.map(({ body }: any) => body)).toEqual([
      { decision: 'approve', round: 1 },
      { decision: 'reject', note: 'too risky', round: 1 },
    ]);
  });

  it('has minutes with every word and note', async () => {
    const decided = anItem(1);
    decided.seat = {
      ...decided.seat,
      answer: 'rejected',
      decidedByRef: 'user:default/maria',
      decidedAt: '2026-12-01T09:20:00.000Z',
      note: 'Test it first',
    };
    open(aServer([decided, anItem(2)]));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Minutes' }),
    );
    const [, first, second] = await screen.findAllByRole('row');
    expect(first).toHaveTextContent('CHG-1 Upgrade 1');
    expect(first).toHaveTextContent('Rejected by Maria Lind');
    expect(first).toHaveTextContent('Test it first');
    expect(second).toHaveTextContent('To decide');
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to the agenda' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Minutes' })).toBeVisible(),
    );
  });

  it('says how to set up a board where there is none', async () => {
    open(
      aServer([], { 'changes.cab.boards': () => ({ items: [], refs: {} }) }),
    );
    expect(
      await screen.findByText('There is no change advisory board yet'),
    ).toBeVisible();
  });
});

it('groups an agenda by day, and finds what comes next', () => {
  const items = [anItem(1), anItem(2), anItem(3)];
  items[1].change.plannedStart = items[0].change.plannedStart;
  items[2].change.plannedStart = undefined;
  expect(byDay(items).map(({ items: own }) => own.length)).toEqual([2, 1]);
  expect(nextOpen(items, 'CHG-3')).toBe('CHG-1');
  items[0].seat.answer = 'approved';
  expect(nextOpen(items, 'CHG-3')).toBe('CHG-2');
  items[1].seat.answer = 'rejected';
  expect(nextOpen(items, 'CHG-3')).toBeUndefined();
});
