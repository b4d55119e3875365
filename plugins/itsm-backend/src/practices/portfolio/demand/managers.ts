import {
  followUpProjection,
  SYSTEM_CALLER,
  type DueHandler,
  type DueWork,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { DemandStore } from './DemandStore';

const ASK_IN = 'demand.ask-in';

/**
 * Whoever looks after demand works on every need, whoever owns what it is about: they are asked in on each
 * that is filed. Those who work on it can end that; of what is restricted it shows them nothing.
 */
export const managersAreAskedIn = (
  store: DemandStore,
  due: DueWork,
): Projection =>
  followUpProjection({
    id: 'demand-managers',
    title: 'Who looks after demand works on every need',
    kinds: ['record.created'],
    due,
    among: (ids, tx) => store.among(ids, tx),
    plan: ({ subjectId: key, recordedAt: dueAt, position: causedBy }) => ({
      schedule: [
        { kind: ASK_IN, key, dueAt, payload: { recordId: key }, causedBy },
      ],
      cancel: [],
    }),
  });

/** Asks them in; nobody if the configuration names nobody any more. */
export const askInHandler = (managers: string | undefined): DueHandler => ({
  kind: ASK_IN,
  title: 'Asks in who looks after demand',
  async handle({ payload }, context) {
    if (!managers) return;
    await context.command(SYSTEM_CALLER, [
      {
        id: String(payload.recordId),
        participants: [
          { principalRef: managers, role: 'collaborator', canRead: false },
        ],
      },
    ]);
  },
});
