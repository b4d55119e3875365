import { AsyncLocalStorage } from 'async_hooks';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { json, Router, type RequestHandler } from 'express';
import type { Knex } from 'knex';
import { counters } from './counters';

/** A statement as it went to the database, to be sent again by a plain client. */
export interface TracedStatement {
  sql: string;
  bindings: unknown[];
}

/** What a request did: its statements, and the decisions it asked the policy for. */
export interface Trace {
  statements: TracedStatement[];
  decisions: number;
}

/** The header that asks for a trace of a request. */
export const TRACE_HEADER = 'x-bench-trace';

/**
 * Keeps the statements of requests with the header, and of nothing else: what runs in the
 * background has another context. Nothing listens while no such request is under way.
 */
function tracing(knex: Knex, done: (trace: Trace) => void): RequestHandler {
  const context = new AsyncLocalStorage<TracedStatement[]>();
  const note = (query: { sql: string; bindings?: unknown[] }) => {
    context
      .getStore()
      ?.push({ sql: query.sql, bindings: query.bindings ?? [] });
  };
  return (request, response, next) => {
    if (request.header(TRACE_HEADER) === undefined) {
      next();
      return;
    }
    const statements: TracedStatement[] = [];
    const before = counters.decisions;
    knex.on('query', note);
    response.once('finish', () => {
      knex.removeListener('query', note);
      done({ statements, decisions: counters.decisions - before });
    });
    context.run(statements, next);
  };
}

/**
 * Routes of the bench beside those of the plugin, in the same backend: one that does nothing for a
 * user, as the floor of what any request costs, one that does nothing but look up one row by its key, one
 * that does nothing but write an answer that it was given before, and the trace of the last request that
 * asked for it.
 */
export const benchRoutes = createBackendModule({
  pluginId: 'itsm',
  moduleId: 'bench-routes',
  register(reg) {
    reg.registerInit({
      deps: {
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpAuth, httpRouter }) {
        let last: Trace = { statements: [], decisions: 0 };
        const router = Router();
        const knex = await database.getClient();
        const trace = tracing(knex, traced => {
          last = traced;
        });
        router.get('/bench/nothing', async (request, response, next) => {
          try {
            await httpAuth.credentials(request, { allow: ['user'] });
            response.json({});
          } catch (error) {
            next(error);
          }
        });
        router.get('/bench/row/:kind/:id', async (request, response, next) => {
          try {
            await httpAuth.credentials(request, { allow: ['user'] });
            const { kind, id } = request.params;
            const row = await knex('kpi_facts')
              .where({ kind_id: Number(kind), id })
              .first();
            response.json(row);
          } catch (error) {
            next(error);
          }
        });
        const kept: unknown[] = [];
        router.post(
          '/bench/same',
          json({ limit: '64mb' }),
          (request, response) => {
            response.json({ place: kept.push(request.body) - 1 });
          },
        );
        router.get('/bench/same/:place', async (request, response, next) => {
          try {
            await httpAuth.credentials(request, { allow: ['user'] });
            response.json(kept[Number(request.params.place)]);
          } catch (error) {
            next(error);
          }
        });
        router.get('/bench/trace', (_, response) => {
          response.json(last);
        });
        router.use(trace);
        httpRouter.use(router);
      },
    });
  },
});
