import { InputError, NotAllowedError } from '@backstage/errors';
import type { Audience, Standing } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  RecordChange,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { seesInternal, standingOf } from '../access/standing';
import type { RegisteredType } from '../RecordTypes';

/** What a change of an existing record is judged by. */
export interface GuardInput {
  change: RecordChange;
  record: StoredRecord;
  type: RegisteredType;
  caller: Caller;
  standing: ReadonlySet<Standing>;
}

/**
 * Whether somebody may edit a record's fields at all: who works on it, and its requester while
 * it is as it was filed.
 */
export function mayEdit(
  type: RegisteredType,
  record: StoredRecord,
  standing: ReadonlySet<Standing>,
): boolean {
  if (standing.has('worker')) return true;
  return standing.has('requester') && record.status === type.lifecycle.initial;
}

const SAYS: Record<Standing, string> = {
  worker: 'those who work on',
  requester: 'the requester of',
};

function guardFields(input: GuardInput): void {
  const { change, record, type, standing } = input;
  const general = mayEdit(type, record, standing);
  for (const key of Object.keys(change.set ?? {})) {
    const field = type.fields.get(key);
    const by = field?.setBy;
    // What nobody sets, draftRecord refuses from all but the product itself.
    if (by?.length === 0) continue;
    if (by ? !by.some(s => standing.has(s)) : !general) {
      throw new NotAllowedError(
        by
          ? `${key}: is for ${by.map(s => SAYS[s]).join(' or ')} ${
              record.number
            } to say`
          : `Only the assignee, the owner group or an agent may edit ${record.number}; add a comment instead`,
      );
    }
    if (field?.setIn && !field.setIn.includes(record.statusCategory)) {
      throw new InputError(
        `${key}: can be set while ${record.number} is ${field.setIn.join(
          ' or ',
        )}; it is ${record.statusCategory}`,
      );
    }
  }
}

/**
 * Refuses whoever files a record and assigns it to themselves without working on the like: they
 * would read what others write about it among themselves. Owner groups and agents may.
 *
 * @throws NotAllowedError
 */
export function guardCreation(
  type: RegisteredType,
  caller: Caller,
  created: StoredRecord,
): void {
  if (created.assigneeRef !== caller.ref) return;
  const { ownerRef } = created;
  if (standingOf(caller, { ownerRef }, false).has('worker')) return;
  throw new NotAllowedError(
    `assigneeRef: taking on a new ${type.label.toLocaleLowerCase(
      'en-US',
    )} oneself is for the owner group and agents; leave it out`,
  );
}

/**
 * Refuses a change by which somebody would come to work on a record that they only asked for, e.g.
 * by moving it to a service of their own group: they would read what others wrote among themselves.
 * Whoever works on it may hand it to them.
 *
 * @throws NotAllowedError
 */
export function guardTakingOver(
  caller: Caller,
  standing: ReadonlySet<Standing>,
  after: StoredRecord,
): void {
  if (standing.has('worker')) return;
  if (!standingOf(caller, after, false).has('worker')) return;
  throw new NotAllowedError(
    `This would make ${after.number} yours to work on; ask whoever works on it in a comment to hand it over`,
  );
}

/**
 * Refuses files that only those who work on a record would see from whoever does not.
 *
 * @throws NotAllowedError
 */
export function guardAttaching(
  audience: Audience,
  record: Pick<StoredRecord, 'number'>,
  standing: ReadonlySet<Standing>,
): void {
  if (audience !== 'internal' || seesInternal(standing)) return;
  throw new NotAllowedError(
    `Internal attachments of ${record.number} are for those who work on it; add it for the requester instead`,
  );
}

/**
 * Refuses participants whom the caller may not add or remove.
 *
 * @param input.standing - on the record as it is, or as it is to be if the change creates it
 */
export function guardParticipants(
  input: Pick<GuardInput, 'change' | 'caller' | 'standing'>,
): void {
  const { change, caller, standing } = input;
  const worker = standing.has('worker');
  const isOwnWatch = (p: { role: string; principalRef: string }) =>
    p.role === 'watcher' && p.principalRef === caller.ref;
  for (const participant of change.participants ?? []) {
    if (!worker && !isOwnWatch(participant)) {
      throw new NotAllowedError(
        'Only those who work on a record may add participants',
      );
    }
    if (participant.role === 'watcher' && participant.canRead) {
      throw new InputError(
        'canRead: watching never gives access; name a collaborator instead',
      );
    }
  }
  const gone = change.removeParticipant;
  if (!gone) return;
  if (gone.role === 'named') {
    throw new InputError(
      'role: who is named follows from requester, assignee and owner; change those instead',
    );
  }
  if (!worker && !isOwnWatch(gone)) {
    throw new NotAllowedError(
      'Only those who work on a record may remove other participants',
    );
  }
}

/** Whether a change does nothing but begin or end the caller's own watching: reading is enough. */
export function isOwnWatching(change: RecordChange, caller: Caller): boolean {
  const { id: _, expectedVersion: __, ...rest } = change;
  const asked = Object.entries(rest).filter(
    ([key, value]) =>
      value !== undefined &&
      !(key === 'set' && Object.keys(value as object).length === 0),
  );
  const own = (p: { role: string; principalRef: string }) =>
    p.role === 'watcher' && p.principalRef === caller.ref;
  return asked.every(
    ([key]) =>
      (key === 'participants' && change.participants!.every(own)) ||
      (key === 'removeParticipant' && own(change.removeParticipant!)),
  );
}

/**
 * Refuses what the caller's standing does not allow. The lifecycle guards transitions; what is
 * not about standing (versions, permissions) is checked by the door itself.
 *
 * @throws NotAllowedError, InputError
 */
export function guardChange(input: GuardInput): void {
  const { change, record, standing } = input;
  if (!change.transition) guardFields(input);
  if (change.comment?.audience === 'internal' && !seesInternal(standing)) {
    throw new NotAllowedError(
      `Internal comments on ${record.number} are for those who work on it; write for the requester instead`,
    );
  }
  if (change.attach) guardAttaching(change.attach.audience, record, standing);
  if ((change.link || change.unlink) && !standing.has('worker')) {
    throw new NotAllowedError(
      `Only those who work on ${record.number} may change its links`,
    );
  }
  if (change.fact && !standing.has('worker')) {
    throw new NotAllowedError(
      `Only those who work on ${record.number} may state facts about it`,
    );
  }
  guardParticipants(input);
}
