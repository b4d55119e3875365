import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { InputError } from '@backstage/errors';
import {
  attachmentRoutes as contracts,
  PREVIEWED_TYPES,
} from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { Request, Response } from 'express';
import type { Attachments } from './Attachments';
import type { StoredAttachment } from './AttachmentStore';

/** What is still coming of a refused file is dropped, up to so much, so that its sender hears why. */
const MOST_DROPPED = 64_000_000;
const LONGEST_DROPPING_MS = 20_000;

/** Types that are told as they are. Whatever a browser might make a page of is not among them. */
const TOLD =
  /^(?:image\/(?:png|jpeg|gif|webp|bmp|tiff|avif|heic|heif)|text\/(?:plain|csv|markdown|tab-separated-values|calendar)|application\/(?:pdf|zip|gzip|json|yaml|x-ndjson|rtf|x-7z-compressed|vnd\.[\w.+-]+)|(?:audio|video)\/[\w.+-]+)$/;

async function* bytesOf(request: Request): AsyncGenerator<Buffer> {
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new InputError(
      'Content-Encoding: must be left out; a file is kept as it is sent',
    );
  }
  // Leaving the loop must not destroy the request: its connection still has to carry the answer.
  const chunks = request.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) yield chunk as Buffer;
  } catch {
    throw new InputError('The file broke off while it was sent; send it again');
  }
  if (!request.complete)
    throw new InputError('The file broke off while it was sent; send it again');
}

/** Reads what is left of a body and drops it. One that does not end is broken off. */
function dropRest(request: Request): void {
  if (request.complete || request.destroyed) return;
  let dropped = 0;
  const breakOff = () => request.destroy();
  const timer = setTimeout(breakOff, LONGEST_DROPPING_MS);
  timer.unref();
  request.on('data', chunk => {
    dropped += chunk.length;
    if (dropped > MOST_DROPPED) breakOff();
  });
  request.on('close', () => clearTimeout(timer));
  request.on('error', () => clearTimeout(timer));
  request.resume();
}

/** Says how a file is to be kept: as a file, never opened as a page, and by nobody in between. */
function describe(response: Response, file: StoredAttachment): void {
  response.attachment(file.name ?? 'attachment');
  const { mediaType } = file;
  const isPicture = PREVIEWED_TYPES.includes(mediaType);
  for (const [name, value] of Object.entries({
    'Content-Type':
      isPicture || TOLD.test(mediaType)
        ? mediaType
        : 'application/octet-stream',
    'Content-Length': String(file.size),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  }))
    response.setHeader(name, value);
}

async function send(
  response: Response,
  file: StoredAttachment,
  bytes: AsyncGenerator<Buffer>,
): Promise<void> {
  // What fails at once is answered as an error.
  const first = await bytes.next();
  if (first.done) throw new Error(`The content of ${file.id} is gone`);
  describe(response, file);
  async function* all() {
    let left = file.size;
    for (let piece = first; !piece.done; piece = await bytes.next()) {
      left -= piece.value.length;
      yield piece.value;
    }
    // It may have been removed while it was read.
    if (left !== 0) throw new Error(`The content of ${file.id} is gone`);
  }
  try {
    await pipeline(Readable.from(all(), { objectMode: false }), response);
  } catch (error) {
    // The client left; there is nobody to tell.
    const { code } = error as { code?: string };
    if (code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    // Half a file must not look like a whole one.
    response.destroy();
    throw error;
  }
}

/** Mounts the routes of files on records. */
export function mountAttachmentRoutes(
  router: PracticeRouter,
  attachments: Attachments,
): void {
  router.route(contracts.list, ({ caller, params }) =>
    attachments.list(caller, params.id),
  );

  router.route(contracts.add, async ({ caller, params, query, raw }) => {
    const { request } = raw;
    const length = request.header('content-length');
    try {
      return await attachments.add(caller, params.id, {
        ...query,
        contentType: request.header('content-type'),
        length: length === undefined ? undefined : Number(length),
        body: bytesOf(request),
      });
    } finally {
      dropRest(request);
    }
  });

  router.route(contracts.content, async ({ caller, params, raw }) => {
    const { request, response } = raw;
    const { id, attachmentId } = params;
    const { file, bytes } = await attachments.open(caller, id, attachmentId);
    const etag = `"${file.sha256}"`;
    response.setHeader('ETag', etag);
    // Kept by the reader's own browser alone, which asks again whether they may still see it.
    response.setHeader('Cache-Control', 'private, no-cache, no-transform');
    if (request.header('if-none-match')?.split(/,\s*/).includes(etag))
      response.status(304).end();
    else await send(response, file, bytes());
    return undefined;
  });

  router.route(contracts.remove, async ({ caller, params }) => {
    await attachments.remove(caller, params.id, params.attachmentId);
    return {};
  });
}
