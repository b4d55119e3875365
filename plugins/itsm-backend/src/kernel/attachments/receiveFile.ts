import { createHash } from 'crypto';
import { InputError } from '@backstage/errors';
import { judgeContent, type ClaimedFile } from './judgeFile';
import type { AttachmentStorage } from './AttachmentStorage';
import { inPieces } from './DatabaseStorage';
import { sizeWords, type AttachmentLimits } from './limits';

/** A file that is larger than it may be. Its status is read by Backstage's error middleware. */
export class FileTooLargeError extends Error {
  readonly statusCode = 413;
  readonly name = 'PayloadTooLargeError';

  constructor(file: string, most: number) {
    super(
      `${file}: is larger than ${sizeWords(
        most,
      )}, the most that a file may have here; shorten it, or say where it can be had`,
    );
  }
}

/** What a file turned out to be while it came in. */
export interface ReceivedFile {
  mediaType: string;
  size: number;
  sha256: string;
}

/**
 * Takes in a file as it comes: its type is judged by how it begins, before any of it is kept, its
 * size while it is read, and never more than a piece of it is in memory.
 *
 * @throws InputError, FileTooLargeError; what was kept so far is the caller's to remove
 */
export async function receiveFile(
  storage: AttachmentStorage,
  contentId: string,
  file: ClaimedFile,
  body: AsyncIterable<Buffer>,
  limits: AttachmentLimits,
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let size = 0;
  let mediaType: string | undefined;

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > limits.fileSize)
        throw new FileTooLargeError(file.name, limits.fileSize);
      hash.update(chunk);
      yield chunk;
    }
    if (size === 0) {
      throw new InputError(
        `${file.name}: is empty; there is nothing to attach`,
      );
    }
  }
  async function* judged(): AsyncGenerator<Buffer> {
    for await (const piece of inPieces(counted())) {
      mediaType ??= await judgeContent(file, piece, limits);
      yield piece;
    }
  }
  await storage.write(contentId, judged());
  return { mediaType: mediaType!, size, sha256: hash.digest('hex') };
}
