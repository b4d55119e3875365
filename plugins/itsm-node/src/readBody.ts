import { createGunzip } from 'zlib';
import { InputError } from '@backstage/errors';
import type { Readable } from 'stream';

/** Unpacked; 100,000 wide rows are half of it. */
const MOST_BYTES = 64 * 1024 * 1024;
const NO_UTF8 =
  'The file is not in UTF-8; save it as "CSV UTF-8" and load it again. Nothing was loaded';
const NO_GZIP =
  'The body says it is gzipped, and cannot be unpacked; nothing was loaded';

/** What a load needs of a request. */
export interface BodyRequest extends Readable {
  header(name: string): string | undefined;
}

/**
 * Reads what is loaded: CSV or JSON in UTF-8, gzipped or not, up to 64 MB unpacked.
 *
 * @throws InputError if it is too large, no UTF-8, or no JSON
 */
export async function readBody(
  request: BodyRequest,
  mostBytes = MOST_BYTES,
): Promise<{ csv: string } | { json: unknown }> {
  const type = request.header('content-type') ?? '';
  const isJson = /^application\/json\b/i.test(type);
  if (!isJson && !/^text\/csv\b/i.test(type))
    throw new InputError(
      'Content-Type: must be text/csv, or application/json for a list of objects',
    );
  const encoding = request.header('content-encoding') ?? 'identity';
  if (!['identity', 'gzip'].includes(encoding))
    throw new InputError(
      `Content-Encoding: must be gzip or none, not ${encoding.slice(0, 40)}`,
    );
  const text = await textOf(request, encoding === 'gzip', mostBytes);
  if (!isJson) return { csv: text };
  try {
    return { json: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    throw new InputError(
      `The body is not valid JSON: ${(error as Error).message}`,
    );
  }
}

/** What a gzipped stream holds. It may fail before anybody reads it; whoever reads it then hears of that. */
export function unpacked(stream: Readable): Readable {
  const unzip = createGunzip();
  stream.on('error', error => unzip.destroy(error));
  // An error that nobody hears of ends the process.
  unzip.on('error', () => {});
  return stream.pipe(unzip);
}

/** What reading a body failed with, in words if its sender can do something about it. */
export function bodyFault(
  error: unknown,
  words: { noUtf8: string; noGzip: string },
): unknown {
  const { name, code } = error as Error & { code?: string };
  if (name === 'TypeError' || code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new InputError(words.noUtf8);
  return code?.startsWith('Z_') ? new InputError(words.noGzip) : error;
}

/** Text of a stream of bytes. */
export async function textOf(
  stream: Readable,
  gzipped: boolean,
  mostBytes = MOST_BYTES,
): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const bytes = gzipped ? unpacked(stream) : stream;
  let text = '';
  let read = 0;
  try {
    // Leaving the loop must not destroy the request: its connection still has to carry the answer.
    for await (const chunk of bytes.iterator({ destroyOnReturn: false })) {
      read += (chunk as Buffer).length;
      if (read > mostBytes)
        throw new InputError(
          `There is more than ${Math.floor(
            mostBytes / 1024 / 1024,
          )} MB; split the source. Nothing was loaded`,
        );
      text += decoder.decode(chunk as Buffer, { stream: true });
    }
    text += decoder.decode();
  } catch (error) {
    throw bodyFault(error, { noUtf8: NO_UTF8, noGzip: NO_GZIP });
  }
  // The letters of UTF-16 without a mark at its beginning are letters of UTF-8 with nothing between them.
  if (/^.?\0/s.test(text)) throw new InputError(NO_UTF8);
  return text;
}
