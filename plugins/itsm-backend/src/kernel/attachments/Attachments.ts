import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AUDIENCES,
  type Attachment,
  type Audience,
  type RecordAttachments,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogReader,
  Clock,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { seesInternal, standingOf } from '../access/standing';
import { guardAttaching } from '../door/guard';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { LoadedRecord } from '../records/RecordStore';
import type { Records } from '../records/Records';
import type { RecordTypes } from '../RecordTypes';
import { refuseTooMany } from './attachInDoor';
import type { AttachmentStorage } from './AttachmentStorage';
import {
  attachmentUse,
  beginContent,
  findAttachment,
  forgetContent,
  listAttachments,
  LONGEST_UPLOAD_MS,
  staleContents,
  type StoredAttachment,
} from './AttachmentStore';
import { claimedType, judgeName, type ClaimedFile } from './judgeFile';
import type { AttachmentLimits } from './limits';
import { FileTooLargeError, receiveFile } from './receiveFile';

/** Well behind the longest upload, so that the sweep never meets one. */
const LEFT_OVER_MS = 2 * LONGEST_UPLOAD_MS;
const SWEEP = 50;
/** Rights that were asked for longer ago are asked for again. */
const RIGHTS_MS = 5_000;

/** A file that is being sent. */
export interface SentFile extends ClaimedFile {
  audience: Audience;
  /** As the request says, if it does. */
  length?: number;
  body: AsyncIterable<Buffer>;
}

/** What a caller is to a record, as far as its files ask. */
interface Viewing extends LoadedRecord {
  caller: Caller;
  standing: ReturnType<typeof standingOf>;
}

/** Files on records for the API, permissions included. Changes go through the door. */
export class Attachments {
  constructor(
    private readonly deps: {
      knex: Knex;
      records: Records;
      types: RecordTypes;
      catalog: CatalogReader;
      principals: PrincipalStore;
      authorizer: Authorizer;
      storage: AttachmentStorage;
      limits: AttachmentLimits;
      clock: Clock;
    },
  ) {}

  /** The files of a record that the caller may see, oldest first. @throws NotFoundError */
  async list(asked: Caller, recordId: string): Promise<RecordAttachments> {
    const { knex, catalog, limits } = this.deps;
    const viewing = await this.#view(asked, recordId);
    const { standing, record, canUpdate } = viewing;
    const internal = seesInternal(standing);
    const rows = await listAttachments(knex, record.id, internal);
    const items = await this.#present(viewing, rows);
    const { fileSize, files, totalSize } = limits;
    return {
      items,
      refs: await catalog.describe(items.flatMap(i => i.uploaderRef ?? [])),
      canAddFor: canUpdate
        ? AUDIENCES.filter(a => a === 'requester' || internal)
        : [],
      limits: { fileSize, files, totalSize },
    };
  }

  /**
   * Takes in a file and adds it to a record. Who may not add it, or what would be refused anyhow,
   * is told before anything is read. While it comes in no transaction is open and no record
   * locked: the content is kept under an id that belongs to nothing until a command makes it an
   * attachment. If that does not come about, nothing is left.
   */
  async add(
    asked: Caller,
    recordId: string,
    file: SentFile,
  ): Promise<Attachment> {
    const { knex, storage, limits, clock } = this.deps;
    const viewing = await this.#view(asked, recordId);
    const { record, standing } = viewing;
    if (!viewing.canUpdate) {
      throw new NotAllowedError(
        `You may read ${record.number} but not change it (${viewing.type.permissions.update.name})`,
      );
    }
    guardAttaching(file.audience, record, standing);
    judgeName(file, limits);
    if ((file.length ?? 0) > limits.fileSize)
      throw new FileTooLargeError(file.name, limits.fileSize);
    const use = await attachmentUse(knex, record.id);
    refuseTooMany(record, use, limits, file.length ?? 1);

    const begun = clock.now();
    const contentId = uuidv7({ msecs: begun });
    await beginContent(knex, contentId, begun);
    try {
      const received = await receiveFile(
        storage,
        contentId,
        file,
        file.body,
        limits,
      );
      // Meanwhile rights may have been taken away.
      const caller =
        clock.now() - begun < RIGHTS_MS
          ? viewing.caller
          : await this.#scoped(asked);
      const { attachmentId } = await this.deps.records.changeRecord(caller, {
        id: record.id,
        attach: {
          ...received,
          contentId,
          name: file.name,
          audience: file.audience,
          claimedType: claimedType(file.contentType),
        },
      });
      // A request under an Idempotency-Key may have been carried out before, with another content.
      if (attachmentId !== contentId) await this.#discard(contentId);
      const row = await findAttachment(knex, record.id, attachmentId!, true);
      if (!row) throw this.#missing(record.number);
      return (await this.#present(viewing, [row]))[0];
    } catch (error) {
      // What could not be discarded now, the sweep finds.
      await this.#discard(contentId).catch(() => {});
      throw error;
    }
  }

  /** A file with its content, to be read as it is asked for. @throws NotFoundError */
  async open(
    asked: Caller,
    recordId: string,
    id: string,
  ): Promise<{ file: StoredAttachment; bytes(): AsyncGenerator<Buffer> }> {
    const { file } = await this.#find(asked, recordId, id);
    return { file, bytes: () => this.deps.storage.read(id) };
  }

  async #find(asked: Caller, recordId: string, id: string) {
    const viewing = await this.#view(asked, recordId);
    const { record, standing } = viewing;
    const internal = seesInternal(standing);
    const { knex } = this.deps;
    const file = await findAttachment(knex, record.id, id, internal);
    if (!file) throw this.#missing(record.number);
    return { viewing, file };
  }

  /** Removes a file from a record, for good. */
  async remove(asked: Caller, recordId: string, id: string): Promise<void> {
    // What the caller may not see is not there, in the same words.
    const { caller, record } = (await this.#find(asked, recordId, id)).viewing;
    await this.deps.records.changeRecord(caller, {
      id: record.id,
      detach: { attachmentId: id },
    });
    // It is out of reach already: if the storage fails, the sweep tries again.
    await this.#discard(id).catch(() => {});
  }

  /** Removes contents that have belonged to nothing for two hours. @returns how many */
  async sweep(): Promise<number> {
    const { knex, clock } = this.deps;
    const before = clock.now() - LEFT_OVER_MS;
    let swept = 0;
    for (;;) {
      const stale = await staleContents(knex, before, SWEEP);
      for (const id of stale) await this.#discard(id);
      swept += stale.length;
      if (stale.length < SWEEP) return swept;
    }
  }

  /**
   * Removes a content. That it is left over is forgotten last: if the storage fails, the sweep
   * tries again.
   */
  async #discard(contentId: string): Promise<void> {
    const { knex, storage } = this.deps;
    const left = await knex('attachment_leftovers')
      .where('content_id', contentId)
      .first('content_id');
    if (!left) return;
    await storage.remove(contentId);
    await forgetContent(knex, contentId);
  }

  #missing(number: string) {
    return new NotFoundError(
      `${number} has no such attachment, or you may not see it; it may have been removed`,
    );
  }

  #scoped(caller: Caller): Promise<Caller> {
    const permissions = this.deps.types
      .all()
      .flatMap(t => [t.permissions.read, t.permissions.update]);
    return this.deps.authorizer.withScopes(caller, permissions);
  }

  async #view(asked: Caller, recordId: string): Promise<Viewing> {
    const caller = await this.#scoped(asked);
    const loaded = await this.deps.records.load(caller, recordId);
    const collaborates = loaded.participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    const standing = standingOf(caller, loaded.record, collaborates);
    return { ...loaded, caller, standing };
  }

  async #present(
    { caller, standing, canUpdate }: Viewing,
    rows: readonly StoredAttachment[],
  ): Promise<Attachment[]> {
    const people = await this.deps.principals.refs(rows.map(r => r.uploaderId));
    return rows.map(row => {
      const uploaderRef = people.get(row.uploaderId);
      return {
        id: row.id,
        name: row.name,
        mediaType: row.mediaType,
        size: row.size,
        sha256: row.sha256,
        audience: row.audience,
        uploaderRef,
        createdAt: new Date(row.createdAt).toISOString(),
        viewer: {
          canRemove:
            canUpdate && (standing.has('worker') || uploaderRef === caller.ref),
        },
      };
    });
  }
}
