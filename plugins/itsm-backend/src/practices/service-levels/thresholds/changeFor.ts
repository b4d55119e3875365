import type { ThresholdAction } from '@callboard/plugin-itsm-common';
import type {
  RecordChange,
  RegisteredRecordType,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { THRESHOLD } from '../clocks/momentsOf';
import type { Reached } from './reachedNow';

const actionOf = <D extends ThresholdAction['do']>(
  { threshold }: Reached,
  name: D,
) =>
  threshold.actions.find(
    (action): action is Extract<ThresholdAction, { do: D }> =>
      action.do === name,
  );

function valuesFor(record: StoredRecord, reached: Reached) {
  const set: Record<string, unknown> = {};
  const { priority } = record;
  if (actionOf(reached, 'raisePriority') && priority && priority > 1)
    set.priority = priority - 1;
  const to = actionOf(reached, 'reassign')?.to;
  if (to !== undefined && to !== record.ownerRef) {
    set.ownerRef = to;
    // It is the group's now, and not of whoever had it in the other one.
    if (record.assigneeRef) set.assigneeRef = null;
  }
  return set;
}

/**
 * What a threshold makes of its record: one command, with the fact that it was reached. That is what
 * webhooks and news are told, and what says that it happened.
 */
export function changeFor(
  record: StoredRecord,
  type: RegisteredRecordType,
  reached: Reached,
  run: number,
): RecordChange {
  const { clock, cycle, threshold, at } = reached;
  const set = valuesFor(record, reached);
  const comment = actionOf(reached, 'comment');
  const canBeMajor = type.fields.has('major') && !record.major;
  return {
    id: record.id,
    expectedVersion: record.version,
    ...(Object.keys(set).length > 0 && { set }),
    ...(comment && {
      comment: { body: comment.body, audience: comment.audience },
    }),
    fact: {
      kind: `${record.type}${THRESHOLD}`,
      audience: 'internal',
      payload: {
        clock: clock.id,
        type: clock.type,
        metric: clock.metric,
        run,
        at: threshold.at,
        reachedAt: at,
        goal: cycle.goal,
        agreement: cycle.agreement,
        did: threshold.actions.map(action => action.do),
        tells: actionOf(reached, 'notify')?.to ?? [],
        ...(canBeMajor &&
          actionOf(reached, 'proposeMajor') && { proposesMajor: true }),
      },
    },
  };
}

/** The same where its values were refused: what can be done is done, and the fact says what was not. */
export function withoutValues({
  set,
  fact,
  ...rest
}: RecordChange): RecordChange {
  return {
    ...rest,
    fact: {
      ...fact!,
      payload: { ...fact!.payload, refused: Object.keys(set ?? {}) },
    },
  };
}
