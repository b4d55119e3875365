import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { idempotencyMs, IdempotentAnswers } from './IdempotentAnswers';
import { IdempotencyStore } from './IdempotencyStore';

/** Puts the keeping of answers together. */
export function buildIdempotency(deps: {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: Clock;
}) {
  const store = new IdempotencyStore(
    deps.knex,
    deps.clock,
    idempotencyMs(deps.config),
  );
  return { store, answers: new IdempotentAnswers(store, deps.logger) };
}
