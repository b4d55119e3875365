import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  takesIdempotencyKey,
  type KeyTaking,
  type RouteContract,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Request } from 'express';
import { canonicalJson, sha256 } from '../journal/canonical';
import type { IdempotencyStore } from './IdempotencyStore';

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 24;

/** What a handler gave, now or when the request came first. */
export interface AnsweredOnce {
  answer: any;
  /** Whether it was done before, wholly or in part. */
  replayed: boolean;
}

/** How long answers are kept, milliseconds; `itsm.http.idempotencyHours`. */
export function idempotencyMs(config: RootConfigService): number {
  const hours =
    config.getOptionalNumber('itsm.http.idempotencyHours') ?? DEFAULT_HOURS;
  if (!(hours >= 1 && hours <= 24 * 366)) {
    throw new Error(
      'itsm.http.idempotencyHours must be a number of hours from 1 to 8784',
    );
  }
  return hours * HOUR_MS;
}

/** The Idempotency-Key of a request, if it has one. @throws InputError if it is none */
export function idempotencyKeyOf(
  contract: KeyTaking,
  request: Request,
): string | undefined {
  const key = request.header('idempotency-key');
  if (key === undefined || contract.method === 'get') return undefined;
  if (!takesIdempotencyKey(contract)) {
    throw new InputError(
      contract.streams
        ? 'Idempotency-Key: is not taken with streams, which know by themselves what they have taken in; leave it out'
        : 'Idempotency-Key: is not taken here, because what is answered is kept nowhere; leave it out',
    );
  }
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new InputError(
      'Idempotency-Key: must be 1 to 255 printable characters, e.g. a UUID',
    );
  }
  return key;
}

/** Does requests under an Idempotency-Key once, and answers them the same however often they come. */
export class IdempotentAnswers {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly logger: LoggerService,
  ) {}

  /**
   * Runs the handler, unless the request was answered before. A request that fails gives its key
   * back.
   */
  async once(
    question: {
      contract: RouteContract;
      caller: Caller;
      key: string;
      request: Request;
    },
    handler: () => Promise<any>,
  ): Promise<AnsweredOnce> {
    const { contract, caller, key, request } = question;
    const claim = await this.store.claim({
      caller,
      key,
      route: contract.name,
      hash: sha256(
        canonicalJson([
          request.method,
          request.originalUrl,
          request.header('if-match'),
          // What is streamed is not read before: it is told by what is said of it.
          contract.streams
            ? [request.header('content-type'), request.header('content-length')]
            : request.body,
        ]),
      ),
    });
    if ('answer' in claim) {
      const { body } = claim.answer;
      return { answer: body && JSON.parse(body), replayed: true };
    }
    const keyed = claim.request;
    let answer: any;
    try {
      answer = await keyed.run(handler);
    } catch (error) {
      await this.store.release(keyed).catch(e => this.#complain(e));
      throw error;
    }
    // What was done is done: a client is not told of a failure to remember it. The notes beside
    // the commands keep the request from being done twice.
    await this.store
      .keep(keyed, {
        status: contract.status ?? 200,
        body: answer === undefined ? undefined : JSON.stringify(answer),
      })
      .catch(e => this.#complain(e));
    return { answer, replayed: keyed.resumed };
  }

  #complain(error: Error): void {
    this.logger.warn('An answer under an Idempotency-Key was not kept', error);
  }
}
