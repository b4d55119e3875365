import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const CHECKOUT = 'component:default/checkout';
const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** Both changes of the scene are at the same time, on the same item. */
const meeting = async ({ record, make }: Asks): Promise<Call> => {
  const change = {
    change: {
      planned_start: Date.now() + 2 * HOUR,
      planned_end: Date.now() + 4 * HOUR,
    },
  };
  await make.change(record, 'scheduled', change);
  await make.change(make.other, 'scheduled', change);
  return {
    body: {
      affects: [CHECKOUT],
      plannedStart: at(1),
      plannedEnd: at(3),
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
