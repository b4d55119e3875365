import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  ApprovalRound,
  ApprovalSeat,
  RecordApprovals,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ItsmQueryProvider } from '../../api/ItsmQueryProvider';
import { itsmApiRef } from '../../api/itsmApiRef';
import { getItsmQueryClient } from '../../api/queryClient';
import { ApprovalPanel } from './ApprovalPanel';

const id = (n: number) =>
  `0190f5f2-0000-7000-8000-${String(n).padStart(12, '0')}`;
const person = (title: string) => ({ title, kind: 'user', dangling: false });
const REFS = {
  'user:default/maria': person('Maria Lind'),
  'user:default/otto': person('Otto Berg'),
  'group:default/cab': { title: 'Board', kind: 'group', dangling: false },
};

const seat = (n: number, more: Partial<ApprovalSeat> = {}): ApprovalSeat => ({
  id: id(n),
  forRef: 'group:default/cab',
  why: 'decides on risky changes',
  state: 'open',
  escalated: false,
  hasNote: false,
  viewer: { canDecide: false },
  ...more,
});
const round = (more: Partial<ApprovalRound> = {}): ApprovalRound => ({
  id: id(900),
  round: 2,
  purpose: 'before',
  state: 'asked',
  policies: [{ key: 'risky', version: 1, title: 'Risky changes' }],
  askedAt: '2026-03-01T09:00:00.000Z',
  recordVersion: 3,
  steps: [
    {
      position: 1,
      title: 'Owners',
      quorum: 'any',
      needed: 1,
      approved: 1,
      veto: true,
      state: 'approved',
      seats: [
        seat(1, {
          state: 'approved',
          decidedByRef: 'user:default/otto',
          onBehalfOfRef: 'user:default/maria',
          decidedAt: '2026-03-01T10:00:00.000Z',
          hasNote: true,
          note: 'Fine with **us**',
        }),
      ],
    },
    {
      position: 2,
      title: 'Advisory board',
      quorum: '2',
      needed: 2,
      approved: 0,
      veto: false,
      state: 'open',
      dueAt: '2026-03-02T09:00:00.000Z',
      seats: [seat(2), seat(3, { escalated: true })],
    },
  ],
  ...more,
});

function show(answer: Partial<RecordApprovals>) {
  getItsmQueryClient().clear();
  const calls: Array<{ route: string; params?: any; body?: any }> = [];
  let told: RecordApprovals = {
    approval: 'requested',
    items: [round()],
    refs: REFS,
    changes: [],
    viewer: { canAskAgain: false },
    ...answer,
  };
  renderInTestApp(
    <ItsmQueryProvider>
      <ApprovalPanel number="CHG-7" type="change" />
    </ItsmQueryProvider>,
    {
      apis: [
        [
          itsmApiRef,
          {
            call: async (contract: any, { params, body }: any = {}) => {
              calls.push({ route: contract.name, params, body });
              if (contract.name === 'approvals.ofRecord') return told;
              if (contract.name === 'approvals.decide')
                told = { ...told, items: [round({ state: 'approved' })] };
              return {};
            },
          },
        ],
        [
          identityApiRef,
          {
            getBackstageIdentity: async () => ({
              type: 'user',
              userEntityRef: 'user:default/maria',
              ownershipEntityRefs: [],
            }),
            getProfileInfo: async () => ({}),
            getCredentials: async () => ({}),
            signOut: async () => {},
          },
        ],
      ] as never,
    },
  );
  return calls;
}

const step = async (title: string) =>
  (await screen.findByText(title)).closest('li')!;

describe('the approval on the page of a record', () => {
  it('says who decided what, what is missing, and until when', async () => {
    const old = round({
      id: id(901),
      round: 1,
      state: 'superseded',
      steps: [],
    });
    show({ items: [round(), old] });
    const owners = await step('Owners');
    expect(owners).toHaveTextContent('Otto Berg');
    expect(owners).toHaveTextContent('for Maria Lind');
    expect(within(owners).getByText('us').tagName).toBe('STRONG');
    const board = await step('Advisory board');
    expect(board).toHaveTextContent('0 of 2 approved');
    expect(board).toHaveTextContent('2 more approvals are needed.');
    expect(board).toHaveTextContent('One rejection alone does not reject.');
    expect(board).toHaveTextContent('Overdue');
    expect(board).toHaveTextContent('Escalated');
    expect(screen.getByText('1 earlier round')).toBeVisible();
    // Nobody who is not asked is offered anything.
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is decided by whoever is asked', async () => {
    const asked = round();
    asked.steps[1].seats[0] = seat(2, { viewer: { canDecide: true } });
    const calls = show({ items: [asked] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve CHG-7' }),
    );
    expect(await screen.findByText('You approved CHG-7.')).toBeVisible();
    expect(calls.find(c => c.route === 'approvals.decide')).toMatchObject({
      params: { id: id(2) },
      body: { decision: 'approve', round: 2 },
    });
  });

  it('says why somebody may not decide, and lets those who work on it ask again', async () => {
    const asked = round();
    const reason = 'Nobody decides on what they asked for.';
    asked.steps[1].seats[0] = seat(2, { viewer: { canDecide: false, reason } });
    const calls = show({ items: [asked], viewer: { canAskAgain: true } });
    expect(await screen.findByText(reason)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(screen.getByText(/What was decided so far/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await waitFor(() =>
      expect(calls.some(c => c.route === 'approvals.askAgain')).toBe(true),
    );
  });

  it('says that it is asked anew when what was approved changed', async () => {
    show({ approval: 'stale', items: [round({ state: 'superseded' })] });
    expect(
      await screen.findByText(/asked for again in a moment/),
    ).toBeVisible();
  });
});
