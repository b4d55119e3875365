import {
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { IncidentStore } from '../IncidentStore';
import { FOLLOW_UPS } from './kinds';

const DAY = 86_400_000;

const SOLVED_ELSEWHERE =
  'What was reported here is solved. Does it work for you again? If not, reopen this one.';

/**
 * Does what happens to incidents by itself. Each looks at the incident as it is now: if what was
 * planned no longer fits, the item ends without effect.
 */
export function incidentDueHandlers(
  kernel: Pick<ItsmKernel, 'records'>,
  store: IncidentStore,
  autoCloseDays: number,
): DueHandler[] {
  const { records } = kernel;

  async function incidentOf(item: DueItem): Promise<StoredRecord | undefined> {
    try {
      const id = String(item.payload.recordId);
      return (await records.view(SYSTEM_CALLER, id, 'incident')).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /** Work goes on: with whoever had it, or from the queue if nobody did. */
  async function resume(incident: StoredRecord, context: DueContext) {
    await context.command(SYSTEM_CALLER, [
      {
        id: incident.id,
        transition: incident.assigneeRef ? 'resume' : 'requeue',
        expectedVersion: incident.version,
      },
    ]);
  }

  return [
    {
      kind: FOLLOW_UPS.autoClose,
      title: 'Closes incidents some time after they were resolved',
      async handle(item, context) {
        const incident = await incidentOf(item);
        const resolvedAt = incident?.resolvedAt ?? Infinity;
        if (
          incident?.status !== 'resolved' ||
          resolvedAt + autoCloseDays * DAY > context.now
        )
          return;
        await context.command(SYSTEM_CALLER, [
          {
            id: incident.id,
            transition: 'close',
            expectedVersion: incident.version,
          },
        ]);
      },
    },
    {
      kind: FOLLOW_UPS.holdEnds,
      title: 'Takes incidents off hold when their time has come',
      async handle(item, context) {
        const incident = await incidentOf(item);
        const until = Number(incident?.holdUntil ?? Infinity);
        if (incident?.status !== 'on-hold' || until > context.now) return;
        await resume(incident, context);
      },
    },
    {
      kind: FOLLOW_UPS.answered,
      title: 'Takes incidents off hold when their requester answers',
      async handle(item, context) {
        const incident = await incidentOf(item);
        const asked = incident?.requestedForRef ?? incident?.requesterRef;
        if (
          incident?.status !== 'on-hold' ||
          incident.holdReason !== 'requester' ||
          item.payload.by !== asked
        )
          return;
        await resume(incident, context);
      },
    },
    {
      kind: FOLLOW_UPS.updateLate,
      title: 'Notes that the next update of a major incident is late',
      async handle(item, context) {
        const incident = await incidentOf(item);
        const promised = Number(incident?.nextUpdateAt ?? Infinity);
        if (
          !incident?.major ||
          !['open', 'waiting'].includes(incident.statusCategory) ||
          promised > context.now
        )
          return;
        await context.command(SYSTEM_CALLER, [
          {
            id: incident.id,
            fact: {
              kind: 'incident.update-late',
              audience: 'internal',
              payload: { promised },
            },
          },
        ]);
      },
    },
    {
      kind: FOLLOW_UPS.tellDuplicates,
      title: 'Tells the requesters of duplicates that theirs is solved too',
      async handle(item, context) {
        const incident = await incidentOf(item);
        if (incident?.status !== 'resolved') return;
        const duplicates = await store.duplicatesOf(incident.id);
        if (duplicates.length === 0) return;
        await context.command(
          SYSTEM_CALLER,
          duplicates.map(id => ({
            id,
            comment: { body: SOLVED_ELSEWHERE, audience: 'requester' as const },
          })),
        );
      },
    },
  ];
}
