import type { Audience } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** No upload takes longer: what is older is never made an attachment any more. */
export const LONGEST_UPLOAD_MS = 3_600_000;
/** Since when a content that was removed has belonged to nothing: the next sweep takes it. */
const AT_ONCE = 0;

/** An attachment as it is stored, with its name unless that was erased. */
export interface StoredAttachment {
  id: string;
  recordId: string;
  audience: Audience;
  name?: string;
  /** Where its name stands, for the journal. */
  textId: string;
  mediaType: string;
  size: number;
  sha256: string;
  uploaderId: number;
  createdAt: number;
}

/** What the content of a new attachment turned out to be. */
export interface NewAttachmentRow {
  id: string;
  recordId: string;
  audience: Audience;
  textId: string;
  mediaType: string;
  claimedType?: string;
  size: number;
  sha256: string;
  uploaderId: number;
  createdAt: number;
}

/** How much hangs on a record. */
export interface AttachmentUse {
  files: number;
  bytes: number;
}

function toAttachment(row: Record<string, any>): StoredAttachment {
  return {
    id: row.id,
    recordId: row.record_id,
    audience: row.audience,
    name: row.text_body ?? undefined,
    textId: row.text_id,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    uploaderId: row.uploader_id,
    createdAt: Number(row.created_at),
  };
}

const attached = (executor: Knex, recordId: string) =>
  executor('attachments as a')
    .join('texts as x', 'x.id', 'a.text_id')
    .where('a.record_id', recordId)
    .whereNull('a.removed_at')
    .select('a.*', 'x.body as text_body');

/**
 * The attachments of a record, oldest first.
 *
 * @param internal - whether those for who works on it are among them
 */
export async function listAttachments(
  executor: Knex,
  recordId: string,
  internal: boolean,
): Promise<StoredAttachment[]> {
  const query = attached(executor, recordId).orderBy(['a.created_at', 'a.id']);
  if (!internal) query.where('a.audience', 'requester');
  return (await query).map(toAttachment);
}

/** One attachment of a record, if it is there and, without `internal`, for the requester too. */
export async function findAttachment(
  executor: Knex,
  recordId: string,
  id: string,
  internal: boolean,
): Promise<StoredAttachment | undefined> {
  const query = attached(executor, recordId).where('a.id', id);
  if (!internal) query.where('a.audience', 'requester');
  const row = await query.first();
  return row && toAttachment(row);
}

/** How many files hang on a record, and how large they are together. */
export async function attachmentUse(
  executor: Knex,
  recordId: string,
): Promise<AttachmentUse> {
  const row = await executor('attachments')
    .where('record_id', recordId)
    .whereNull('removed_at')
    .count({ files: '*' })
    .sum({ bytes: 'size' })
    .first();
  return { files: Number(row!.files), bytes: Number(row!.bytes ?? 0) };
}

/** Notes that a content is about to be written, so that it is found if nothing comes of it. */
export async function beginContent(
  executor: Knex,
  contentId: string,
  now: number,
): Promise<void> {
  await executor('attachment_leftovers').insert({
    content_id: contentId,
    since: now,
  });
}

/**
 * Makes an attachment of a content that was written before.
 *
 * @returns whether the content is still kept: after an hour it may be swept at any moment
 */
export async function insertAttachment(
  tx: Knex.Transaction,
  row: NewAttachmentRow,
): Promise<boolean> {
  const kept = await tx('attachment_leftovers')
    .where('content_id', row.id)
    .where('since', '>=', row.createdAt - LONGEST_UPLOAD_MS)
    .delete();
  if (kept === 0) return false;
  await tx('attachments').insert({
    id: row.id,
    record_id: row.recordId,
    audience: row.audience,
    text_id: row.textId,
    media_type: row.mediaType,
    claimed_type: row.claimedType ?? null,
    size: row.size,
    sha256: row.sha256,
    uploader_id: row.uploaderId,
    created_at: row.createdAt,
  });
  return true;
}

/** Takes an attachment off its record, and leaves its content to be swept. */
export async function removeAttachment(
  tx: Knex.Transaction,
  id: string,
  by: { principalId: number; now: number },
): Promise<void> {
  await tx('attachments')
    .where('id', id)
    .update({ removed_at: by.now, removed_by_id: by.principalId });
  await beginContent(tx, id, AT_ONCE);
}

/**
 * Takes away all that people added, wherever it is: for when they and their words are erased.
 *
 * @returns how many files
 */
export async function removeUploadsOf(
  tx: Knex.Transaction,
  uploaderIds: readonly number[],
  now: number,
): Promise<number> {
  const theirs = () =>
    tx('attachments')
      .whereIn('uploader_id', [...uploaderIds])
      .whereNull('removed_at');
  await tx('attachment_leftovers').insert(
    theirs().select('id as content_id', tx.raw('cast(? as bigint)', [AT_ONCE])),
  );
  return theirs().update({ removed_at: now });
}

/** Contents that have belonged to no attachment since before an instant. */
export function staleContents(
  executor: Knex,
  before: number,
  limit: number,
): Promise<string[]> {
  return executor('attachment_leftovers')
    .where('since', '<', before)
    .orderBy('since')
    .limit(limit)
    .pluck('content_id');
}

/** Forgets a content that is removed. */
export async function forgetContent(
  executor: Knex,
  contentId: string,
): Promise<void> {
  await executor('attachment_leftovers')
    .where('content_id', contentId)
    .delete();
}
