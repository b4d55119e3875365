import {
  CONTRACT,
  monthsLater,
  REMIND_DAYS,
} from '@callboard/plugin-itsm-common';
import {
  fieldChangeOf,
  followUpProjection,
  SYSTEM_CALLER,
  type DueContext,
  type DueHandler,
  type DueWork,
  type ItsmKernel,
  type JournalRow,
  type NewDueItem,
  type PlannedFollowUps,
  type Projection,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ContractStore } from './ContractStore';
import { CONTRACT_NOTES, CONTRACT_WORK } from './kinds';

const REMIND_MS = REMIND_DAYS * 86_400_000;
const DATES = ['endAt', 'noticeBy', 'renewal'];

/** Whatever changes when something is to be said of a contract plans it anew. */
function planned(entry: JournalRow): PlannedFollowUps {
  const matters =
    entry.payload.transition !== undefined ||
    DATES.some(field => fieldChangeOf(entry, field));
  const item: NewDueItem = {
    kind: CONTRACT_WORK.plan,
    key: entry.subjectId,
    dueAt: entry.at,
    payload: { recordId: entry.subjectId },
    causedBy: entry.position,
  };
  return { schedule: matters ? [item] : [], cancel: [] };
}

/** Puts the dates of contracts on the calendar. */
export const contractFollowUps = (
  store: ContractStore,
  due: DueWork,
): Projection =>
  followUpProjection({
    id: 'contract-follow-ups',
    title: 'When contracts end, and by when notice can be given',
    kinds: ['record.created', 'record.transitioned', 'record.changed'],
    due,
    among: (ids, tx) => store.among(ids, tx),
    plan: planned,
  });

/** When something is said of a contract; what lies before it is said at once, what is over is not. */
function datesOf(contract: StoredRecord, now: number) {
  const { statusCategory, endAt, noticeBy, renewal } = contract;
  const holds = statusCategory === 'open';
  const ahead = (at: unknown) =>
    holds && typeof at === 'number' && at > now
      ? Math.max(now, at - REMIND_MS)
      : undefined;
  return [
    { kind: CONTRACT_WORK.notice, dueAt: ahead(noticeBy) },
    {
      kind: CONTRACT_WORK.ends,
      // One that renews by itself says when it can be left, and no more.
      dueAt: renewal === 'automatic' ? undefined : ahead(endAt),
    },
    {
      kind: CONTRACT_WORK.over,
      dueAt: holds && typeof endAt === 'number' ? endAt : undefined,
    },
  ];
}

/** Reminds of what has to be decided about contracts, and renews those that renew by themselves. */
export function contractDueHandlers(
  kernel: Pick<ItsmKernel, 'records' | 'due'>,
): DueHandler[] {
  const contractOf = async (recordId: string) =>
    (await kernel.records.view(SYSTEM_CALLER, recordId, CONTRACT)).record;
  /** Says something of a contract in its journal. */
  const note = (
    context: DueContext,
    { id }: StoredRecord,
    kind: string,
    payload: Record<string, unknown>,
    set?: Record<string, unknown>,
  ) =>
    context.command(SYSTEM_CALLER, [
      { id, set, fact: { kind, audience: 'requester', payload } },
    ]);
  return [
    {
      kind: CONTRACT_WORK.plan,
      title: 'Plans what is to be said of a contract',
      async handle({ payload }, context) {
        const contract = await contractOf(String(payload.recordId));
        const dates = datesOf(contract, context.now);
        const key = contract.id;
        await context.finish(async tx => {
          await kernel.due.cancel(
            dates
              .filter(({ dueAt }) => dueAt === undefined)
              .map(({ kind }) => ({ kind, key })),
            tx,
          );
          await kernel.due.schedule(
            dates.flatMap(({ kind, dueAt }) =>
              dueAt === undefined
                ? []
                : [{ kind, key, dueAt, payload: { recordId: key }, depth: 0 }],
            ),
            tx,
          );
        });
      },
    },
    {
      kind: CONTRACT_WORK.notice,
      title: 'Says by when notice of a contract can be given',
      async handle({ payload }, context) {
        const contract = await contractOf(String(payload.recordId));
        const { statusCategory, noticeBy } = contract;
        if (statusCategory !== 'open' || Number(noticeBy ?? 0) <= context.now)
          return;
        await note(context, contract, CONTRACT_NOTES.noticeDue, { noticeBy });
      },
    },
    {
      kind: CONTRACT_WORK.ends,
      title: 'Says when a contract ends',
      async handle({ payload }, context) {
        const contract = await contractOf(String(payload.recordId));
        const { statusCategory, endAt } = contract;
        if (statusCategory !== 'open' || Number(endAt ?? 0) <= context.now)
          return;
        await note(context, contract, CONTRACT_NOTES.endsSoon, { endAt });
      },
    },
    {
      kind: CONTRACT_WORK.over,
      title: 'Renews a contract that ended, or says that it did',
      async handle({ payload }, context) {
        const contract = await contractOf(String(payload.recordId));
        const { statusCategory, renewal, renewalMonths } = contract;
        const endAt = Number(contract.endAt ?? Infinity);
        if (statusCategory !== 'open' || endAt > context.now) return;
        const months = Number(renewalMonths ?? 0);
        if (renewal !== 'automatic' || months < 1) {
          await note(context, contract, CONTRACT_NOTES.expired, { endAt });
          return;
        }
        // After a long stop it may have renewed more than once.
        let times = 1;
        while (monthsLater(endAt, times * months) <= context.now) times += 1;
        const until = monthsLater(endAt, times * months);
        await note(
          context,
          contract,
          CONTRACT_NOTES.renewed,
          { endAt: until },
          { endAt: until },
        );
      },
    },
  ];
}
