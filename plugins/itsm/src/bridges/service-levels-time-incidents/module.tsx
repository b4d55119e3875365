import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  RecordColumnBlueprint,
  RecordPartBlueprint,
} from '@callboard/plugin-itsm-react';

const headClock = RecordPartBlueprint.make({
  name: 'head-clock',
  params: {
    type: 'incident',
    place: 'head',
    loader: async () => {
      const { ClockInHead } = await import('./ClockInHead');
      return ClockInHead;
    },
  },
});

const clocksOfIncident = RecordPartBlueprint.make({
  name: 'clocks',
  params: {
    type: 'incident',
    place: 'top',
    loader: async () => {
      const { ClocksOfIncident } = await import('./ClocksOfIncident');
      return ClocksOfIncident;
    },
  },
});

const timeLeft = RecordColumnBlueprint.make({
  name: 'time-left',
  params: {
    type: 'incident',
    id: 'timeLeft',
    title: 'Time left',
    width: 148,
    after: 'status',
    loader: async () => {
      const { TimeLeft } = await import('../../practices/service-levels');
      return TimeLeft;
    },
  },
});

/** Shows how much time incidents have: on their pages and in their lists. */
export default createFrontendModule({
  pluginId: 'itsm-service-levels',
  extensions: [headClock, clocksOfIncident, timeLeft],
});
