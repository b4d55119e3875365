import type { Participant } from '@callboard/plugin-itsm-common';
import type { RecordChange, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PayloadWriter } from '../journal/entries';

const named = (record: StoredRecord | undefined) =>
  new Set(
    [
      record?.requesterRef,
      record?.requestedForRef,
      record?.assigneeRef,
      record?.ownerRef,
    ].filter((ref): ref is string => ref !== undefined),
  );

/**
 * Keeps the participants `named` of a restricted record in step with its requester, assignee and
 * owner group: those are who may read it without being invited.
 */
export async function syncNamed(
  tx: Knex.Transaction,
  before: StoredRecord | undefined,
  after: StoredRecord,
  now: number,
): Promise<void> {
  if (after.visibility !== 'restricted') return;
  const wanted = named(after);
  const had =
    before?.visibility === 'restricted' ? named(before) : new Set<string>();
  const gone = [...had].filter(ref => !wanted.has(ref));
  const fresh = [...wanted].filter(ref => !had.has(ref));
  if (gone.length > 0) {
    await tx('participants')
      .where({ record_id: after.id, role: 'named' })
      .whereIn('principal_ref', gone)
      .delete();
  }
  if (fresh.length > 0) {
    await tx('participants')
      .insert(
        fresh.map(ref => ({
          record_id: after.id,
          principal_ref: ref,
          role: 'named',
          can_read: true,
          added_at: now,
        })),
      )
      .onConflict(['record_id', 'principal_ref', 'role'])
      .merge(['can_read']);
  }
}

/**
 * Adds a participant, or changes what their role lets them read.
 *
 * @returns whether that changed anything: watching twice is watching
 */
async function putParticipant(
  tx: Knex.Transaction,
  recordId: string,
  participant: Participant,
  now: number,
): Promise<boolean> {
  const had = await tx('participants')
    .where({
      record_id: recordId,
      principal_ref: participant.principalRef,
      role: participant.role,
    })
    .first('can_read');
  if (had && Boolean(had.can_read) === participant.canRead) return false;
  await tx('participants')
    .insert({
      record_id: recordId,
      principal_ref: participant.principalRef,
      role: participant.role,
      can_read: participant.canRead,
      added_at: now,
    })
    .onConflict(['record_id', 'principal_ref', 'role'])
    .merge(['can_read']);
  return true;
}

/** Ends a participation. @returns whether there was one */
async function dropParticipant(
  tx: Knex.Transaction,
  recordId: string,
  gone: { principalRef: string; role: string },
): Promise<boolean> {
  const count = await tx('participants')
    .where({
      record_id: recordId,
      principal_ref: gone.principalRef,
      role: gone.role,
    })
    .delete();
  return count > 0;
}

interface Told {
  kind: string;
  payload: Record<string, unknown>;
}

function added(participant: Participant, writer: PayloadWriter): Told {
  const { principalRef, role, canRead } = participant;
  const principal = writer.person(principalRef);
  return { kind: 'participant.added', payload: { principal, role, canRead } };
}

/** What the journal is to say of those who take part in a record from its beginning, each once. */
export function beginParticipations(
  { participants = [] }: Pick<RecordChange, 'participants'>,
  writer: PayloadWriter,
): Told[] {
  const each = new Map(
    participants.map(p => [`${p.role} ${p.principalRef}`, p]),
  );
  return [...each.values()].map(p => added(p, writer));
}

/**
 * Begins and ends participations.
 *
 * @returns what the journal is to say of it
 */
export async function changeParticipants(
  tx: Knex.Transaction,
  change: Pick<RecordChange, 'participants' | 'removeParticipant'>,
  command: { recordId: string; writer: PayloadWriter; now: number },
): Promise<Told[]> {
  const { recordId, writer, now } = command;
  const { participants = [], removeParticipant: gone } = change;
  const told: Told[] = [];
  for (const participant of participants)
    if (await putParticipant(tx, recordId, participant, now))
      told.push(added(participant, writer));
  if (gone && (await dropParticipant(tx, recordId, gone))) {
    const principal = writer.person(gone.principalRef);
    const payload = { principal, role: gone.role };
    told.push({ kind: 'participant.removed', payload });
  }
  return told;
}
