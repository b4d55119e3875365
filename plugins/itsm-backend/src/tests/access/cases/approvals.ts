import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';
import type { Need } from '../needs';
import { ACTION } from '../world';

const of = ({ record }: Asks): Call => ({ params: { id: record.number } });
/** A seat that is not there is answered as one that may not be seen. */
const seat = { params: { id: '0190f3d4-0000-7000-8000-00000000cafe' } };
const OTHER = { ref: 'user:default/zoe' };
const absence = {
  from: '2099-01-01T00:00:00.000Z',
  to: '2099-01-09T00:00:00.000Z',
};

/** As another need, where those who meet it are told that it cannot be here. */
const refused = (need: Need, who: string, status: 400 | 404): Need => ({
  ...need,
  who,
  verdict: (...asked) => {
    const verdict = need.verdict(...asked);
    return verdict === 'done' ? status : verdict;
  },
});

const asked = refused(
  needs.signedIn,
  'who is asked and may read the record',
  404,
);
const workers = refused(
  needs.read,
  'who works on a record of a type that is approved',
  400,
);

/** The role `admin`, under any policy. */
const admins: Need = {
  who: 'the role `admin`; everybody for themselves',
  ofRecord: false,
  verdict(policy, person, record) {
    const verdict = needs.signedIn.verdict(policy, person, record);
    if (verdict !== 'done') return verdict;
    return person.roles.includes('admin') ? 'done' : 403;
  },
};

/** Approvals and absences. What deciding takes, the stories of approvals tell. */
export const approvalCases: Case[] = [
  { route: 'approvals.inbox', needs: needs.signedIn },
  { route: 'approvals.count', needs: needs.signedIn },
  { route: 'approvals.seat', needs: asked, ask: () => seat },
  {
    route: 'approvals.decide',
    needs: asked,
    ask: () => ({ ...seat, body: { decision: 'approve', round: 1 } }),
  },
  { route: 'approvals.ofRecord', needs: needs.read, ask: of },
  { route: 'approvals.looked', needs: needs.read, ask: of },
  { route: 'approvals.askAgain', needs: workers, ask: of },
  { route: 'approvals.myAbsence', needs: needs.people },
  {
    route: 'approvals.setMyAbsence',
    needs: needs.people,
    ask: () => ({ body: absence }),
  },
  { route: 'approvals.endMyAbsence', needs: needs.people },
  {
    route: 'approvals.absence',
    needs: admins,
    ask: () => ({ query: OTHER }),
  },
  {
    route: 'approvals.setAbsence',
    needs: admins,
    ask: () => ({ query: OTHER, body: absence }),
  },
  {
    route: 'approvals.endAbsence',
    needs: admins,
    ask: () => ({ query: OTHER }),
  },
  {
    route: `${ACTION}list-approvals`,
    needs: needs.signedIn,
    changesNothing: true,
  },
  {
    route: `${ACTION}decide-approval`,
    needs: asked,
    ask: () => ({
      body: { seatId: seat.params.id, decision: 'approve', round: 1 },
    }),
  },
];
