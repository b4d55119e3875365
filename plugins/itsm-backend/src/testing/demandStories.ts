import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { setTimeout as sleep } from 'timers/promises';

export const CHECKOUT = 'component:default/checkout';
/** The route of needs. */
export const DEMAND = '/portfolio/demand';

/** An assessment with its reasons. */
export const ASSESSED = {
  valueScore: 5,
  valueReason: 'A fifth of all orders.',
  costScore: 4,
  costReason: 'Two teams for a quarter.',
  riskScore: 3,
  riskReason: 'Invoices may not be paid.',
  fitScore: 3,
  fitReason: 'It opens a market.',
};

/** What needs are tried with: one group whose points count more, and agents of the service desk. */
export const DEMAND_CONFIG = {
  itsm: {
    access: {
      roles: {
        agent: ['group:default/service-desk'],
        admin: ['user:default/zoe'],
        restrictedReader: [],
      },
      decisionCacheSeconds: 0,
    },
    portfolio: {
      demandOwner: 'group:default/service-desk',
      votes: {
        weights: [
          {
            group: 'group:default/marketing',
            label: 'Who talks to customers',
            weight: 3,
          },
        ],
      },
    },
  },
};

/** The running backend, as far as stories need it. */
export interface Portal {
  as(name: string): {
    get(path: string): Answer;
    post(path: string, body?: object): Answer;
    patch(path: string, body: object): Answer;
    put(path: string, body: object): Answer;
    delete(path: string): Answer;
  };
  knex: ItsmKernel['database'];
  caughtUp(): Promise<void>;
}

type Answer = PromiseLike<{ status: number; body: any }>;

/** What was answered; fails with what was said if it was refused. */
export const ok = async (asked: Answer) => {
  const { status, body } = await asked;
  expect([status < 300, body.error?.message]).toEqual([true, undefined]);
  return body;
};

/** The status of a refusal and what it says. */
export const refused = async (asked: Answer): Promise<[number, string]> => {
  const { status, body } = await asked;
  return [status, body.error?.message];
};

/** What people do with needs. */
export function demandDesk(running: () => Portal) {
  const file = (who = 'rita', more: object = {}) =>
    ok(
      running()
        .as(who)
        .post(DEMAND, {
          title: 'Pay by invoice',
          whoFor: 'Schools and councils',
          why: 'They may not pay by card.',
          ...more,
        }),
    );
  const get = (number: string, who = 'dana') =>
    ok(running().as(who).get(`${DEMAND}/${number}`));
  const go = (who: string, number: string, transition: string, more = {}) =>
    running()
      .as(who)
      .post(`${DEMAND}/${number}/transitions`, { transition, ...more });
  const vote = (who: string, number: string, points: unknown) =>
    running()
      .as(who)
      .put(`${DEMAND}/${number}/vote`, { points } as object);
  const become = (who: string, number: string, body: object) =>
    running().as(who).post(`${DEMAND}/${number}/becomes`, body);
  const settled = async () => {
    for (let i = 0; i < 400; i += 1) {
      await running().caughtUp();
      const left = await running()
        .knex('due_work')
        .where('next_at', '<=', Date.now())
        .first();
      if (!left) return;
      await sleep(25);
    }
    throw new Error('There is still something to do');
  };
  /** Until what happens in the background has made it so. */
  const becomes = async (number: string, status: string) => {
    for (let i = 0; i < 200; i += 1) {
      await settled();
      const demand = await get(number);
      if (demand.status === status) return demand;
      await sleep(25);
    }
    return get(number);
  };
  const decide = async (number: string, decision: 'approve' | 'reject') => {
    const maria = running().as('maria');
    const asked = async () => {
      await settled();
      const { items } = await ok(maria.get(`/records/${number}/approvals`));
      return items.find((round: any) => round.state === 'open') ?? items[0];
    };
    const round = await asked();
    await ok(
      maria.post(`/approvals/seats/${round.steps[0].seats[0].id}/decision`, {
        decision,
        round: round.round,
        ...(decision === 'reject' ? { note: 'Too much for too few' } : {}),
      }),
    );
    return becomes(number, decision === 'approve' ? 'approved' : 'rejected');
  };
  /** A need that is decided for. */
  const approved = async (more: object = {}) => {
    const { number } = await file('rita', { serviceRef: CHECKOUT, ...more });
    await ok(go('dana', number, 'assess'));
    await ok(go('dana', number, 'submit', ASSESSED));
    return decide(number, 'approve');
  };
  return { file, get, go, vote, become, settled, becomes, decide, approved };
}

/** What {@link demandDesk} gives. */
export type DemandDesk = ReturnType<typeof demandDesk>;
