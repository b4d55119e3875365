import { isIP } from 'net';
import { Agent, request, type Dispatcher } from 'undici';
import { AddressRefusedError, type AddressGuard } from './AddressGuard';

/** From the first packet to the last byte that is read, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Of an answer no more is read, in bytes. */
const MOST_READ = 4096;
const LONGEST_EXCERPT = 500;

/** What came back. */
export interface PostAnswer {
  status: number;
  /** The beginning of the answer. */
  excerpt?: string;
  /** The receiver asks to wait, in milliseconds. */
  retryAfterMs?: number;
}

/** Nothing came back, or nothing was sent; the message says why. */
export class NoAnswerError extends Error {
  readonly name = 'NoAnswerError';
}

function reason(
  error: Error & { code?: string; cause?: unknown },
  timeoutMs: number,
): string {
  const inner = error.cause instanceof Error ? error.cause : error;
  if (inner instanceof AddressRefusedError) return inner.message;
  const late = /Timeout|Abort/.test(`${error.name} ${error.code}`);
  if (late) return `No answer within ${timeoutMs / 1000} seconds`;
  return `No answer: ${(inner as { code?: string }).code ?? inner.message}`;
}

function retryAfter(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** Reads the beginning of an answer and leaves the rest. */
async function beginning(
  body: Dispatcher.ResponseData['body'],
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_READ) break;
    }
  } catch {
    // The answer's head came, and that is what counts.
  }
  body.on('error', () => {}).destroy();
  const text = Buffer.concat(chunks).subarray(0, MOST_READ).toString('utf8');
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return plain.slice(0, LONGEST_EXCERPT) || undefined;
}

/**
 * Posts events to receivers: to public addresses only, without following redirects, with ten
 * seconds for everything, and without reading more than 4 KB of what comes back.
 */
export class EventPoster {
  readonly #guard: AddressGuard;
  readonly #agent: Agent;

  constructor(guard: AddressGuard, private readonly timeoutMs = TIMEOUT_MS) {
    this.#guard = guard;
    this.#agent = new Agent({
      connect: { lookup: guard.lookup, timeout: timeoutMs },
      keepAliveTimeout: 1000,
      keepAliveMaxTimeout: 1000,
      // Each attempt looks up the address anew; waiting for a connection of another one does not.
      pipelining: 0,
    });
  }

  /** @throws NoAnswerError */
  async post(
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<PostAnswer> {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    // An address that stands in the URL is connected to without being looked up.
    if (isIP(host) && !this.#guard.allows(host, host)) {
      throw new NoAnswerError(`${host} is no public address`);
    }
    try {
      const answer = await request(url, {
        method: 'POST',
        headers,
        body,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return {
        status: answer.statusCode,
        excerpt: await beginning(answer.body),
        retryAfterMs: retryAfter(answer.headers['retry-after']),
      };
    } catch (error) {
      throw new NoAnswerError(reason(error as Error, this.timeoutMs));
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
