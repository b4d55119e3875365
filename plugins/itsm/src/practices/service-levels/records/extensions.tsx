import { agreementRoutes } from '@callboard/plugin-itsm-common';
import {
  RecordColumnBlueprint,
  RecordPartBlueprint,
} from '@callboard/plugin-itsm-react';

/** Clocks are of records of any type. */
const ANY_TYPE = '*';

/** The clock of a record that matters most, beside its status. */
export const headClock = RecordPartBlueprint.make({
  name: 'head-clock',
  params: {
    type: ANY_TYPE,
    place: 'head',
    loader: async () => {
      const { ClockInHead } = await import('./ClockInHead');
      return ClockInHead;
    },
  },
});

/** All clocks of a record, on top of what it says. */
export const clocksOfRecord = RecordPartBlueprint.make({
  name: 'clocks',
  params: {
    type: ANY_TYPE,
    place: 'top',
    loader: async () => {
      const { RecordClocks } = await import('../clocks/RecordClocks');
      return RecordClocks;
    },
  },
});

/** How much time records have left, in lists and wherever records are named in a line. */
export const timeLeft = RecordColumnBlueprint.make({
  name: 'time-left',
  params: {
    type: ANY_TYPE,
    // Lists of records that nobody agreed on anything for have no room to give away.
    isFor: async (type, api) => {
      const { types } = await api.call(agreementRoutes.covered);
      return types.includes(type);
    },
    isBadge: true,
    id: 'timeLeft',
    title: 'Time left',
    width: 176,
    after: 'status',
    loader: async () => {
      const { TimeLeft } = await import('../clocks/TimeLeft');
      return TimeLeft;
    },
  },
});
