import type { Case } from '../Case';
import * as needs from '../needs';

const HOURS = {
  name: 'Hours',
  timeZone: 'UTC',
  week: { monday: [{ from: '08:00', to: '16:00' }] },
};
const reader = needs.permitted('service-levels.read');

/** What was promised, and how it is kept. */
export const serviceLevelCases: Case[] = [
  {
    route: 'service-levels.agreements.list',
    needs: reader,
    ask: () => ({}),
  },
  {
    route: 'service-levels.agreements.get',
    needs: reader,
    ask: async ({ make }) => {
      await make.definition('calendar', 'hours', HOURS);
      await make.definition('agreement', 'answers', {
        name: 'Answers',
        type: 'sla',
        targets: [
          { metric: 'response', goals: [{ within: '1h', calendar: 'hours' }] },
        ],
      });
      return { params: { key: 'answers' } };
    },
  },
  {
    route: 'service-levels.covered-types',
    needs: needs.signedIn,
    ask: () => ({}),
  },
  {
    route: 'service-levels.promises',
    needs: reader,
    ask: () => ({ query: { ref: 'component:default/checkout' } }),
  },
  {
    route: 'service-levels.calendars.list',
    needs: reader,
    ask: () => ({}),
  },
  {
    route: 'service-levels.calendars.year',
    needs: reader,
    ask: async ({ make }) => {
      await make.definition('calendar', 'hours', HOURS);
      return { params: { key: 'hours' }, query: { year: '2026' } };
    },
  },
  {
    route: 'service-levels.clocks.list',
    needs: needs.signedIn,
    ask: ({ record }) => ({ query: { records: record.id } }),
  },
  {
    route: 'service-levels.clocks',
    needs: needs.read,
    ask: ({ record }) => ({ params: { id: record.number } }),
  },
  {
    route: 'service-levels.explain',
    needs: needs.standing,
    ask: ({ record }) => ({ params: { id: record.number } }),
  },
  {
    route: 'service-levels.what-if',
    needs: needs.admin('definition.write'),
    changesNothing: true,
    ask: () => ({
      body: {
        kind: 'calendar',
        key: 'hours',
        body: HOURS,
      },
    }),
  },
];
