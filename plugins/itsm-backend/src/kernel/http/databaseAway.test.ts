import { ContractRouter } from './ContractRouter';
import { isDatabaseAway } from './databaseAway';
import { defineRoute } from '@callboard/plugin-itsm-common';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';

describe('a database that is away', () => {
  const away = [
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      code: 'ECONNREFUSED',
    }),
    Object.assign(
      new Error('terminating connection due to administrator command'),
      { code: '57P01' },
    ),
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('Knex: Timeout acquiring a connection.'), {
      name: 'KnexTimeoutError',
    }),
  ];

  it.each(away.map(e => [e.message, e] as const))(
    'is told as such: %s',
    async (_, error) => {
      expect(isDatabaseAway(error)).toBe(true);
      const router = new ContractRouter(
        { fromRequest: async () => ({ ref: 'user:default/maria' }) } as any,
        mockServices.logger.mock(),
      );
      router.route(
        defineRoute({
          name: 'test.away',
          method: 'get',
          path: '/away',
          summary: 'Asks the database.',
          response: z.object({}),
        }),
        async () => {
          throw error;
        },
      );
      const app = express().use(router.router);
      app.use(((told: Error, _req, res, _next) => {
        res.status(500).json({ name: told.name, message: told.message });
      }) as express.ErrorRequestHandler);
      const { body } = await request(app).get('/away');
      expect(body).toEqual({
        name: 'ServiceUnavailableError',
        message:
          'The database does not answer; try again in a moment. Whether the last step was done shows then; with an Idempotency-Key it is done once.',
      });
    },
  );

  it('is not seen in what is wrong with a statement', () => {
    expect(
      isDatabaseAway(
        Object.assign(new Error('duplicate key'), { code: '23505' }),
      ),
    ).toBe(false);
    expect(isDatabaseAway(undefined)).toBe(false);
  });

  it('is not seen in another plugin that does not answer', () => {
    expect(
      isDatabaseAway(
        Object.assign(new Error('request to the catalog failed'), {
          name: 'FetchError',
          code: 'ECONNREFUSED',
        }),
      ),
    ).toBe(false);
  });
});
