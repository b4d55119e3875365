import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const DAY_MS = 86_400_000;
const RITA = { ref: 'user:default/rita' };

const month = () => ({
  from: new Date(Date.now() - DAY_MS).toISOString(),
  to: new Date(Date.now() + 30 * DAY_MS).toISOString(),
});

/** Both changes of the scene are there to be shown, under way: nothing is reckoned of them anew. */
const planned = async ({ record, make }: Asks) => {
  await make.change(record, 'implement');
  await make.change(make.other, 'implement');
};

/** The change calendar and its feeds. */
export const changeCalendarCases: Case[] = [
  {
    route: 'changes.calendar',
    needs: needs.signedIn,
    ask: async asks => {
      await planned(asks);
      return { query: month() };
    },
  },
  {
    route: 'changes.calendar',
    when: 'of a team and a service',
    needs: needs.signedIn,
    ask: async asks => {
      await planned(asks);
      return {
        query: {
          ...month(),
          team: 'group:default/payments,mine',
          service: 'component:default/checkout',
        },
      };
    },
  },
  { route: 'changes.feeds.list', needs: needs.signedIn },
  {
    route: 'changes.feeds.make',
    needs: needs.people,
    ask: () => ({ body: { name: 'Changes' } }),
  },
  {
    route: 'changes.feeds.revoke',
    needs: needs.only('rita'),
    ask: async ({ make }) => ({ params: { id: (await make.feed(RITA)).id } }),
  },
  {
    route: 'changes.feeds.file',
    needs: needs.address,
    ask: async ({ make }) => ({
      params: { token: (await make.feed(RITA)).token },
    }),
  },
];
