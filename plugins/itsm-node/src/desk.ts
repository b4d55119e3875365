import {
  requirePerson,
  type Audience,
  type BulkResult,
  type RecordPermissions,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';
import type { ItsmKernel } from './kernel';
import type { RecordKernel } from './records';

/** What may be told: the rest is a fault of ours and ends the call. */
const TOLD = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** What somebody may do with a record that they cannot see. */
const NO_LONGER_A_VIEWER: Viewer = {
  standing: [],
  canUpdate: false,
  canEdit: false,
  seesInternal: false,
  watches: false,
  transitions: [],
};

/** What can be done to many records of a type, one after the other. */
export interface BulkTarget<P, T> {
  update(
    caller: Caller,
    id: string,
    patch: P,
    version?: number,
  ): Promise<{ number: string }>;
  transition(
    caller: Caller,
    id: string,
    command: T,
    version?: number,
  ): Promise<{ number: string }>;
}

/**
 * Changes records one after the other, each in a command of its own: what cannot be done to one
 * does not hold back the others, and every result is told.
 */
export async function changeInBulk<P, T>(
  records: BulkTarget<P, T>,
  caller: Caller,
  command: {
    items: readonly { id: string; version?: number }[];
    patch?: P;
    transition?: T;
  },
): Promise<BulkResult> {
  const items: BulkResult['items'] = [];
  for (const { id, version } of command.items) {
    try {
      const { number } = command.patch
        ? await records.update(caller, id, command.patch, version)
        : await records.transition(caller, id, command.transition!, version);
      items.push({ id, number, done: true });
    } catch (error) {
      const { name, message } = error as Error;
      if (!TOLD.includes(name)) throw error;
      items.push({ id, done: false, reason: message });
    }
  }
  return { items };
}

/** Assigns a record to the caller. */
export async function assignToCaller(
  records: Pick<RecordKernel, 'changeRecord'>,
  caller: Caller,
  what: { id: string; label: string; expectedVersion?: number },
): Promise<void> {
  await records.changeRecord(caller, {
    id: what.id,
    set: { assigneeRef: requirePerson(caller, what.label) },
    expectedVersion: what.expectedVersion,
  });
}

/**
 * What was done, for whoever did it. A policy may let somebody file and not look, and handing a
 * record on may put it out of one's sight: the answer is a receipt then, without what is internal,
 * and not an error for something that was done.
 */
export async function shownOrReceipt<R extends { viewer: Viewer }>(
  caller: Caller,
  show: (caller: Caller) => Promise<R>,
): Promise<R> {
  try {
    return await show(caller);
  } catch (error) {
    if ((error as Error).name !== 'NotFoundError') throw error;
    const receipt = await show({
      kind: caller.kind,
      ref: caller.ref,
      ownership: [],
      roles: new Set(['restrictedReader']),
    });
    return { ...receipt, viewer: NO_LONGER_A_VIEWER };
  }
}

/**
 * Writes a comment for an agent or a pipeline, with the caller's own rights.
 *
 * @param permissions - those of the type of record
 */
export async function commentFor(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  permissions: Pick<RecordPermissions, 'read' | 'update'>,
  caller: Caller,
  { id, ...comment }: { id: string; body: string; audience: Audience },
) {
  const scoped = await kernel.authorizer.withScopes(caller, [
    permissions.read,
    permissions.update,
  ]);
  const { commentId } = await kernel.records.changeRecord(scoped, {
    id,
    comment,
  });
  return {
    id: commentId!,
    audience: comment.audience,
    authorRef: caller.ref,
    body: comment.body,
    createdAt: new Date(kernel.clock.now()).toISOString(),
  };
}
