import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const SERVICE = 'component:default/checkout';

const template = async ({ make }: Asks) => {
  await make.definition('standard-change', 'restart', {
    title: 'Restart',
    scope: { items: [SERVICE] },
    plan: 'Roll it.',
    rollbackPlan: 'Roll it back.',
    duration: '30m',
  });
  return { params: { key: 'restart' } };
};

/** Standard changes, their success record, and gates. */
export const changeStandardCases: Case[] = [
  {
    route: 'changes.standard.list',
    needs: needs.signedIn,
    ask: async asks => {
      await template(asks);
      return {};
    },
  },
  {
    route: 'changes.standard.get',
    needs: needs.signedIn,
    ask: template,
  },
  {
    route: 'changes.standard.runs',
    needs: needs.signedIn,
    ask: template,
  },
  {
    route: 'changes.standard.file',
    needs: needs.permitted('change.create'),
    ask: async asks => ({
      ...(await template(asks)),
      body: { entityRef: SERVICE, draft: true },
    }),
  },
  {
    route: 'changes.standard.gate',
    needs: needs.permitted('change.create'),
    ask: async asks => ({
      ...(await template(asks)),
      body: { entityRef: SERVICE },
    }),
  },
  {
    route: 'changes.gate',
    needs: needs.read,
    ask: async ({ record, make }) => ({
      params: { id: (await make.change(record, 'scheduled')).number },
    }),
  },
];
