import type { Knex } from 'knex';
import type { AttachmentStorage } from './AttachmentStorage';

/** Size of a piece, bytes. Small enough to hold many at a time, large enough for few statements. */
export const PIECE_BYTES = 262_144;
/** Pieces that are read at a time. */
const AHEAD = 4;

/** Cuts what comes in into pieces of one size; the last one is what is left. */
export async function* inPieces(
  bytes: AsyncIterable<Buffer>,
  size = PIECE_BYTES,
): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    const all = Buffer.concat(held, length);
    const whole = length - (length % size);
    for (let at = 0; at < whole; at += size) yield all.subarray(at, at + size);
    held = [all.subarray(whole)];
    length -= whole;
  }
  if (length > 0) yield Buffer.concat(held, length);
}

/**
 * Keeps contents in the database, in pieces: so that backups, replicas and restores have all that
 * records have, and nothing beside the database is to be run. Each piece is a statement of its
 * own; a slow client holds neither a transaction nor a lock.
 */
export class DatabaseStorage implements AttachmentStorage {
  constructor(private readonly knex: Knex) {}

  async write(contentId: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    let seq = 0;
    for await (const piece of inPieces(bytes)) {
      await this.knex('attachment_chunks').insert({
        content_id: contentId,
        seq,
        bytes: piece,
      });
      seq += 1;
    }
  }

  async *read(contentId: string): AsyncGenerator<Buffer> {
    let next = 0;
    for (;;) {
      const rows: { seq: number; bytes: Buffer }[] = await this.knex(
        'attachment_chunks',
      )
        .where('content_id', contentId)
        .where('seq', '>=', next)
        .orderBy('seq')
        .limit(AHEAD)
        .select('seq', 'bytes');
      for (const { bytes } of rows) yield Buffer.from(bytes);
      if (rows.length < AHEAD) return;
      next = rows[rows.length - 1].seq + 1;
    }
  }

  async remove(contentId: string): Promise<void> {
    await this.knex('attachment_chunks')
      .where('content_id', contentId)
      .delete();
  }
}
