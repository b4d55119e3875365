import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const CHECKOUT = 'component:default/checkout';
const FREEZE = {
  title: 'Year end',
  kind: 'freeze',
  timezone: 'Europe/Berlin',
  start: '2026-12-18T18:00',
  duration: '17d',
  rrule: 'FREQ=YEARLY',
  scope: { items: [CHECKOUT] },
};

/** Maintenance of both changes of the scene is there to be listed. */
const planned =
  (query: Record<string, string>) =>
  async ({ record, make }: Asks): Promise<Call> => {
    await make.maintenance(await make.change(record, 'scheduled'));
    await make.maintenance(await make.change(make.other, 'scheduled'));
    return { query };
  };

/** Freezes, maintenance windows, and what goes on of them. */
export const changeWindowCases: Case[] = [
  {
    route: 'changes.windows.list',
    needs: needs.signedIn,
    ask: async ({ make }) => {
      await make.definition('change-window', 'year-end', FREEZE);
      return { query: { kind: 'freeze' } };
    },
  },
  {
    route: 'changes.windows.preview',
    needs: needs.admin('definition.write'),
    changesNothing: true,
    ask: () => ({ body: { key: 'year-end', text: JSON.stringify(FREEZE) } }),
  },
  {
    route: 'changes.windows.standing',
    needs: needs.read,
    ask: async ({ record, make }) => ({
      params: { id: (await make.change(record, 'scheduled')).number },
    }),
  },
  {
    route: 'changes.maintenance.list',
    needs: needs.signedIn,
    ask: planned({ limit: '100' }),
  },
  {
    route: 'changes.maintenance.list',
    when: 'of an entity',
    needs: needs.signedIn,
    ask: planned({ entity: CHECKOUT, limit: '100' }),
  },
];
