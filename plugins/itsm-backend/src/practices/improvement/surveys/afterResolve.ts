import type {
  DueHandler,
  DueWork,
  ItsmKernel,
  JournalRow,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { Inviter } from './Inviter';
import { INVITE, RESOLVED } from './kinds';
import type { Surveys } from './Surveys';

/** Statuses of records that surveys ask about, in which they are solved. */
async function solvedStatuses(
  surveys: Surveys,
  kernel: Pick<ItsmKernel, 'recordTypes'>,
): Promise<Set<string>> {
  const asking = await surveys.of('after-resolve');
  const wanted = new Set(asking.flatMap(({ body }) => body.recordTypes));
  return new Set(
    kernel.recordTypes
      .all()
      .filter(({ type }) => wanted.has(type))
      .flatMap(({ lifecycle }) => Object.entries(lifecycle.states))
      .filter(([, { category }]) => ['resolved', 'closed'].includes(category))
      .map(([status]) => status),
  );
}

/**
 * Puts it on the calendar to ask about records that were solved, and takes it off again when they are
 * opened once more. Where no survey asks, nothing is planned. History from elsewhere asks nobody.
 */
export function afterResolveProjection(deps: {
  surveys: Surveys;
  kernel: Pick<ItsmKernel, 'recordTypes'>;
  due: DueWork;
}): Projection {
  let solved: ReadonlySet<string> = new Set();
  const planOf = ({ payload, kind, mode, subjectType }: JournalRow) => {
    if (kind !== 'record.transitioned' || mode !== 'enforce') return undefined;
    if (subjectType !== 'record') return undefined;
    const was = solved.has(String(payload.from));
    const is = solved.has(String(payload.to));
    if (is === was) return undefined;
    return is ? 'ask' : 'let be';
  };
  return {
    id: 'improvement.surveys.after-resolve',
    title: 'Surveys about what was solved',
    kinds: ['record.transitioned'],
    fromNow: true,
    async prepare() {
      solved = await solvedStatuses(deps.surveys, deps.kernel);
    },
    async apply(tx, entries) {
      const last = new Map<string, { entry: JournalRow; plan: string }>();
      for (const entry of entries) {
        const plan = planOf(entry);
        if (plan) last.set(entry.subjectId, { entry, plan });
      }
      const all = [...last.values()];
      const cancel = all
        .filter(({ plan }) => plan === 'let be')
        .map(({ entry }) => ({ kind: INVITE, key: entry.subjectId }));
      const schedule = all
        .filter(({ plan }) => plan === 'ask')
        .map(({ entry }) => ({
          kind: INVITE,
          key: entry.subjectId,
          dueAt: entry.at,
          payload: { recordId: entry.subjectId },
          causedBy: entry.position,
        }));
      if (cancel.length > 0) await deps.due.cancel(cancel, tx);
      if (schedule.length > 0) await deps.due.schedule(schedule, tx);
    },
  };
}

/** Asks about a record, if it is still to be asked about when the time has come. */
export function inviteHandler(inviter: Inviter, due: DueWork): DueHandler {
  return {
    kind: INVITE,
    title: 'Asks how satisfied people are with what was solved',
    async handle(item, context) {
      const recordId = String(item.payload.recordId);
      const what = await inviter.afterResolve(recordId);
      if (!what) return;
      await context.finish(async tx => {
        if ('later' in what) {
          const { kind, key, payload } = item;
          await due.schedule([{ kind, key, payload, dueAt: what.later }], tx);
        } else {
          await inviter.invite(tx, what.survey, RESOLVED, [what.ask]);
        }
      });
    },
  };
}
