import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  openApiDocument,
  type RouteContract,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  PracticeRouter,
  RouteRequest,
} from '@callboard/plugin-itsm-node';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Callers } from '../access/Callers';
import {
  idempotencyKeyOf,
  type IdempotentAnswers,
} from '../idempotency/IdempotentAnswers';
import { isDatabaseAway } from './databaseAway';
import { jsonBody } from './jsonBody';
import { isTold } from './isTold';
import { parse } from './parse';

function ifMatchOf(request: Request): number | undefined {
  const header = request.header('if-match');
  if (header === undefined) return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!version) {
    throw new InputError(
      'If-Match: must be the version of the record, e.g. "3"',
    );
  }
  return Number(version[1]);
}

/** Who asks without credentials: nobody, who may do nothing. */
const NOBODY: Caller = {
  kind: 'service',
  ref: 'service:default/nobody',
  ownership: [],
  roles: new Set(),
  scopes: new Map(),
};

/** Serves routes by their contracts: parse, call, answer; and keeps them for the OpenAPI document. */
export class ContractRouter implements PracticeRouter {
  readonly router: Router = PromiseRouter();
  readonly contracts: RouteContract[] = [];
  readonly #callers: Callers;
  readonly #logger: LoggerService;
  readonly #answers?: IdempotentAnswers;

  constructor(
    callers: Callers,
    logger: LoggerService,
    answers?: IdempotentAnswers,
  ) {
    this.#callers = callers;
    this.#logger = logger;
    this.#answers = answers;
  }

  route<C extends RouteContract<any, any, any, any>>(
    contract: C,
    handler: (request: RouteRequest<C>) => Promise<any>,
  ): void {
    if (this.contracts.some(c => c.name === contract.name)) {
      throw new Error(`The route ${contract.name} is served twice`);
    }
    this.contracts.push(contract as unknown as RouteContract);
    const body = contract.body ? [jsonBody()] : [];
    this.router[contract.method](
      contract.path,
      ...body,
      async (request, response) => {
        // Who asks comes first: what is wrong with a request is told to callers only.
        const caller = contract.open
          ? NOBODY
          : await this.#callers.fromRequest(request, contract.services);
        // The access log tells addresses when they are answered: not this one, it holds a secret.
        if (contract.open) {
          request.originalUrl = `${request.baseUrl}${contract.path}`;
        }
        const parsed = {
          caller,
          params: parse(contract.params, request.params, 'path'),
          query: parse(contract.query, request.query, 'query'),
          body: parse(contract.body, request.body, 'body'),
          ifMatch: ifMatchOf(request),
          raw: { request, response },
        } as RouteRequest<C>;
        const key = idempotencyKeyOf(contract, request);
        const { answer, replayed } = await (key !== undefined && this.#answers
          ? this.#answers.once({ contract, caller, key, request }, () =>
              handler(parsed),
            )
          : handler(parsed).then(given => ({ answer: given, replayed: false }))
        ).catch(error => {
          throw this.#tellable(contract.name, error);
        });
        if (contract.answers) return;
        // The version names the state for If-Match, not the answer: who watches or what the caller
        // may do changes without it, and the next one at the same browser is somebody else.
        response.setHeader('Cache-Control', 'private, no-store');
        delete request.headers['if-none-match'];
        if (replayed) response.setHeader('Idempotent-Replay', 'true');
        if (typeof answer?.version === 'number')
          response.setHeader('ETag', `"${answer.version}"`);
        response.status(contract.status ?? 200);
        if (contract.status === 204) response.end();
        else response.json(answer);
      },
    );
  }

  /** Errors that name what the client did are told; others are logged, and told without their inside. */
  #tellable(route: string, error: Error & { statusCode?: number }): Error {
    if (isTold(error) || error.statusCode !== undefined) return error;
    if (isDatabaseAway(error)) {
      this.#logger.warn(`${route} waits for the database`, error);
      return new ServiceUnavailableError(
        'The database does not answer; try again in a moment. Whether the last step was done shows then; with an Idempotency-Key it is done once.',
      );
    }
    this.#logger.error(`${route} failed`, error);
    return new Error(
      'Something failed inside Callboard; nothing was changed. Its log says why.',
    );
  }

  /** The paths that are asked without credentials, for the auth policy of the plugin. */
  openPaths(): string[] {
    return this.contracts.filter(c => c.open).map(c => c.path);
  }

  /** Serves the OpenAPI document of all routes so far at `/openapi.json`. */
  serveOpenApi(info: { version: string; baseUrl: string }): void {
    this.router.get('/openapi.json', (_, response) => {
      response.json(openApiDocument(this.contracts, info));
    });
  }
}
