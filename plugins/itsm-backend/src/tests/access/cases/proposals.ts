import { v7 as uuidv7 } from 'uuid';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('kpi.read');
const decider = needs.permitted('initiative.create');

/** Something that was found about no entity, so that everybody may see it who reads numbers. */
const found =
  (state: string, more: Call = {}) =>
  async ({ make }: Asks): Promise<Call> => {
    const id = uuidv7();
    await make.knex('improvement_proposals').insert({
      id,
      finder: 'slow-approvals',
      subject: id,
      state,
      size: 1,
      hours: 1,
      title: 'Decisions wait',
      why: 'As it was counted.',
      owner_ref: 'group:default/payments',
      entities: '[]',
      evidence: JSON.stringify({
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-01T00:00:00.000Z',
        figures: [],
      }),
      estimate: JSON.stringify({ hours: 1, formula: '1 h', assumptions: [] }),
      found_at: 1,
      seen_at: 1,
      round: 0,
    });
    return { params: { id }, ...more };
  };

/** What the numbers say is worth improving. Deciding about it takes reading numbers as well. */
export const proposalCases: Case[] = [
  {
    route: 'proposals.list',
    needs: reader,
    ask: async asks => {
      await found('open')(asks);
      return { query: { state: 'open,gone', limit: '100' } };
    },
  },
  { route: 'proposals.get', needs: reader, ask: found('open') },
  { route: 'proposals.look', needs: decider },
  {
    route: 'proposals.accept',
    needs: decider,
    ask: found('open', { body: {} }),
  },
  {
    route: 'proposals.dismiss',
    needs: decider,
    ask: found('open', { body: { reason: 'Not now' } }),
  },
  { route: 'proposals.restore', needs: decider, ask: found('dismissed') },
  {
    route: `${ACTION}list-improvement-proposals`,
    needs: reader,
    changesNothing: true,
    ask: async asks => {
      await found('open')(asks);
      return { body: { limit: 50 } };
    },
  },
];
