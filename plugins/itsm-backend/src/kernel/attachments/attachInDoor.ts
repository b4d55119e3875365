import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { Standing } from '@callboard/plugin-itsm-common';
import type { RecordChange, StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { seesInternal } from '../access/standing';
import type { DraftEntry, PayloadWriter } from '../journal/entries';
import { sha256 } from '../journal/canonical';
import {
  attachmentUse,
  findAttachment,
  insertAttachment,
  removeAttachment,
  type AttachmentUse,
  type StoredAttachment,
} from './AttachmentStore';
import { sizeWords, type AttachmentLimits } from './limits';

/** What a file is, in a payload; its name stands beside it, as a text. */
export interface AttachmentPayload {
  id: string;
  mediaType: string;
  size: number;
  sha256: string;
}

/** Who adds and removes files, as far as these ask. */
export interface AttachmentCommand {
  record: StoredRecord;
  standing: ReadonlySet<Standing>;
  callerId: number;
  now: number;
  writer: PayloadWriter;
  limits: AttachmentLimits;
}

/** What the journal is to say of a file, and what writes it once the record's row is. */
export interface AttachmentStep {
  entry: Pick<DraftEntry, 'kind' | 'audience' | 'payload'>;
  write(): Promise<void>;
}

/**
 * Refuses one more file than a record may have, or more bytes.
 *
 * @throws ConflictError
 */
export function refuseTooMany(
  record: Pick<StoredRecord, 'number'>,
  use: AttachmentUse,
  limits: AttachmentLimits,
  size: number,
): void {
  if (use.files >= limits.files) {
    throw new ConflictError(
      `${record.number} has ${use.files} attachments, which is as many as it may have; remove one first`,
    );
  }
  if (use.bytes + size > limits.totalSize) {
    throw new ConflictError(
      `${record.number} may have ${sizeWords(
        limits.totalSize,
      )} of attachments and has ${sizeWords(
        use.bytes,
      )}; remove one first, or add a smaller file`,
    );
  }
}

async function attach(
  tx: Knex.Transaction,
  file: NonNullable<RecordChange['attach']>,
  command: AttachmentCommand,
): Promise<AttachmentStep> {
  const { record, limits, callerId, now, writer } = command;
  refuseTooMany(record, await attachmentUse(tx, record.id), limits, file.size);
  const { contentId: id, audience, mediaType, size } = file;
  const name = writer.text(file.name);
  const attachment: AttachmentPayload = {
    id,
    mediaType,
    size,
    sha256: file.sha256,
  };
  return {
    entry: {
      kind: 'attachment.added',
      audience,
      payload: { attachment, name },
    },
    async write() {
      const kept = await insertAttachment(tx, {
        ...attachment,
        recordId: record.id,
        audience,
        textId: name.text,
        claimedType: file.claimedType,
        uploaderId: callerId,
        createdAt: now,
      });
      if (!kept) {
        throw new ConflictError(
          'What was sent of the file is not kept any more; send it again',
        );
      }
    },
  };
}

/** The name of a file as its first entry refers to it. Once words went out of it there is no hash. */
async function nameOf(tx: Knex.Transaction, { textId }: StoredAttachment) {
  const text = await tx('texts').where('id', textId).first('salt', 'body');
  if (!text || text.body === null || text.salt === '') return undefined;
  return { text: textId, hash: sha256(text.salt, text.body) };
}

async function detach(
  tx: Knex.Transaction,
  id: string,
  command: AttachmentCommand,
): Promise<AttachmentStep> {
  const { record, standing, callerId, now } = command;
  const internal = seesInternal(standing);
  const found = await findAttachment(tx, record.id, id, internal);
  if (!found) {
    throw new NotFoundError(
      `${record.number} has no such attachment, or you may not see it; it may have been removed`,
    );
  }
  if (!standing.has('worker') && found.uploaderId !== callerId) {
    throw new NotAllowedError(
      `Only who added it and those who work on ${record.number} may remove an attachment`,
    );
  }
  const { audience, mediaType, size, sha256: hash } = found;
  const attachment: AttachmentPayload = { id, mediaType, size, sha256: hash };
  const name = await nameOf(tx, found);
  return {
    entry: {
      kind: 'attachment.removed',
      audience,
      payload: { attachment, name },
    },
    write: () => removeAttachment(tx, id, { principalId: callerId, now }),
  };
}

/** Works out what a change does to the files of a record, under the record's lock. */
export async function planAttachments(
  tx: Knex.Transaction,
  change: Pick<RecordChange, 'attach' | 'detach'>,
  command: AttachmentCommand,
): Promise<AttachmentStep[]> {
  const steps = [];
  if (change.attach) steps.push(await attach(tx, change.attach, command));
  if (change.detach)
    steps.push(await detach(tx, change.detach.attachmentId, command));
  return steps;
}
