import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const CHECKOUT = 'component:default/checkout';
const DAY = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * DAY).toISOString();

/** Both changes of the scene are within the window that is asked about, on the same item. */
const meeting = async ({ record, make }: Asks): Promise<Call> => {
  await make.change(record, 'scheduled');
  await make.change(make.other, 'scheduled');
  return {
    body: {
      affects: [CHECKOUT],
      plannedStart: at(100),
      plannedEnd: at(189),
    },
  };
};

/** Changes are read as incidents are, in this scene. */
const reader = needs.readersOf('incident.read');

/** What a change would do, before it does. */
export const changeAssessmentCases: Case[] = [
  {
    route: 'changes.assess',
    needs: reader,
    changesNothing: true,
    ask: meeting,
  },
  {
    route: 'changes.assessment',
    needs: needs.read,
    ask: async ({ record, make }) => ({
      params: { id: (await make.change(record, 'scheduled')).number },
    }),
  },
  {
    route: `${ACTION}assess-change`,
    needs: reader,
    changesNothing: true,
    ask: meeting,
  },
];
