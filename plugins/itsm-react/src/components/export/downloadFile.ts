import type { SaveTarget } from './saveTarget';

/** What a download is asked with. */
export interface DownloadRequest {
  fetch: typeof fetch;
  url: string;
  target: SaveTarget;
  signal?: AbortSignal;
  /** Told how much has come in so far, in bytes. */
  onBytes?: (bytes: number) => void;
}

/** The connection broke off while the file came in; nothing of it is kept. */
export class BrokenOffError extends Error {
  constructor(readonly bytes: number) {
    super(`The file broke off after ${bytes} bytes`);
    this.name = 'BrokenOffError';
  }
}

/**
 * Fetches a file under the viewer's own rights, which a plain link could not carry, and keeps it
 * as it comes in. Either all of it is kept or nothing.
 *
 * @returns the headers of the answer
 * @throws the answer, if it is no success; BrokenOffError; whatever the target throws
 */
export async function downloadFile(request: DownloadRequest): Promise<Headers> {
  const { target, signal } = request;
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      request.onBytes?.(bytes);
      controller.enqueue(chunk);
    },
  });
  let began = false;
  try {
    const response = await request.fetch(request.url, { signal });
    if (!response.ok) throw response;
    began = true;
    await target.keep(response.body!.pipeThrough(counting), signal);
    return response.headers;
  } catch (e) {
    await target.discard();
    // What is wrong with the place is no TypeError; what is wrong with the network always is.
    throw began && e instanceof TypeError ? new BrokenOffError(bytes) : e;
  }
}
