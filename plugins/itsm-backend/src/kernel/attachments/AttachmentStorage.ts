/**
 * Keeps what is in files, apart from what is known of them. Contents are never changed: they are
 * written once under a new id, read, and removed. Whoever may read one is decided before.
 */
export interface AttachmentStorage {
  /**
   * Takes in a content as it comes, and no faster than it is kept. If it rejects, the caller
   * removes what may be left of it.
   */
  write(contentId: string, bytes: AsyncIterable<Buffer>): Promise<void>;
  /** Gives it back in pieces, as they are asked for. */
  read(contentId: string): AsyncGenerator<Buffer>;
  /** Removes a content, whole or half. What is not there is no fault. */
  remove(contentId: string): Promise<void>;
}
