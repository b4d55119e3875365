import { mockServices } from '@backstage/backend-test-utils';
import { incidentPermissions } from '@callboard/plugin-itsm-common';
import type { RecordQuery, RecordResource } from '@callboard/plugin-itsm-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { migrate } from '../migrate';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
} from '../../tests/kernelOnDatabase';
import { KnownDecisions } from './KnownDecisions';
import { matchesScope } from './matchesScope';
import { criteriaSql } from './sql';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const { read, update, create } = incidentPermissions;
const maria = user('maria', ['payments']);

describe.each(databases.eachSupportedId())(
  'what is known on %s',
  databaseId => {
    let knex: Knex;
    let clock: FixedClock;
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(mockServices.database({ knex }), knex, []);
    });
    beforeEach(async () => {
      await knex('known_decisions').delete();
      clock = new FixedClock();
    });
    const known = (config: object = {}, logger = mockServices.logger.mock()) =>
      new KnownDecisions({
        knex,
        clock,
        logger,
        config: mockServices.rootConfig({ data: { itsm: { access: config } } }),
      });
    const rows = () => knex('known_decisions').orderBy('principal_ref');

    it('is what a person may read, with their groups then', async () => {
      const store = known();
      const scope = { any: ['requesterRef'], values: [maria.ref] } as const;
      store.note(maria, read, scope);
      store.note(maria, update, 'all');
      store.note(maria, create, 'all');
      await store.settled();
      expect(await store.of([maria.ref], read.name)).toEqual(
        new Map([
          [
            maria.ref,
            {
              ownership: ['group:default/payments', maria.ref],
              scope,
              decidedAt: NOON,
            },
          ],
        ]),
      );
      expect(await rows()).toHaveLength(1);
    });

    it('is written when it changes, else once a day', async () => {
      const store = known();
      const at = async () => Number((await rows())[0].decided_at) - NOON;
      const note = async (scope: 'all' | 'none') => {
        store.note(maria, read, scope);
        await store.settled();
      };
      await note('all');
      clock.pass(1000);
      await note('all');
      expect(await at()).toBe(0);
      await note('none');
      expect(await at()).toBe(1000);
      clock.pass(DAY);
      await note('none');
      expect(await at()).toBe(DAY + 1000);
    });

    it('is of many people in few statements', async () => {
      const store = known();
      const statements: string[] = [];
      knex.on('query', query => statements.push(query.sql));
      for (let i = 0; i < 300; i++) store.note(user(`u${i}`), read, 'all');
      await store.settled();
      expect(statements.length).toBeLessThanOrEqual(2);
      expect(await rows()).toHaveLength(300);
    });

    it('is nothing of services', async () => {
      const store = known();
      store.note({ ...maria, kind: 'service' }, read, 'all');
      await store.settled();
      expect(await rows()).toEqual([]);
    });

    it('counts for the configured days', async () => {
      const store = known({ knownDecisionDays: 2 });
      store.note(maria, read, 'all');
      await store.settled();
      clock.pass(2 * DAY - 1);
      expect((await store.of([maria.ref], read.name)).size).toBe(1);
      clock.pass(1);
      expect((await store.of([maria.ref], read.name)).size).toBe(0);
      clock.pass(1);
      expect(await store.sweep()).toBe(1);
    });

    it('is not kept at all for 0 days', async () => {
      const store = known({ knownDecisionDays: 0 });
      store.note(maria, read, 'all');
      await store.settled();
      expect(await rows()).toEqual([]);
    });

    it('is written the next time when the database is away', async () => {
      const logger = mockServices.logger.mock();
      const store = known({}, logger);
      await knex.schema.renameTable('known_decisions', 'away');
      store.note(maria, read, 'all');
      await store.settled();
      expect(logger.warn).toHaveBeenCalled();
      await knex.schema.renameTable('away', 'known_decisions');
      store.note(maria, read, 'all');
      await store.settled();
      expect(await rows()).toHaveLength(1);
    });

    it('means the same in memory and in SQL', async () => {
      await kernelOnDatabase(knex);
      const people = ['user:default/a', 'user:default/b', 'group:default/g'];
      const seeds = [...Array(12)].map((_, i) => ({
        number: i,
        id: seedId(i),
        priority: (i % 5) + 1,
        assigneeRef: i % 3 === 0 ? people[i % 2] : undefined,
        requesterRef: people[i % 2],
        ownerRef: i % 4 === 0 ? undefined : people[2],
        statusCategory: i % 2 ? 'open' : 'closed',
      }));
      await seedIncidents(knex, seeds);
      const records = seeds.map(
        (s): RecordResource => ({ ...s, type: 'incident', participant: [] }),
      );
      const query = fc.oneof(
        fc.record({
          any: fc.uniqueArray(
            fc.constantFrom(
              'assigneeRef' as const,
              'requesterRef' as const,
              'ownerRef' as const,
            ),
            { minLength: 1 },
          ),
          values: fc.uniqueArray(fc.constantFrom(...people)),
        }),
        fc.record({
          any: fc.constant(['statusCategory' as const]),
          values: fc.uniqueArray(fc.constantFrom('open', 'closed')),
        }),
        fc.record({
          any: fc.constant(['priority' as const]),
          values: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
        }),
      );
      const { criteria } = fc.letrec<{
        criteria: PermissionCriteria<RecordQuery>;
      }>(tie => {
        const some = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
        return {
          criteria: fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            query as fc.Arbitrary<any>,
            fc.record({ allOf: some }) as any,
            fc.record({ anyOf: some }) as any,
            fc.record({ not: tie('criteria') }) as any,
          ),
        };
      });
      await fc.assert(
        fc.asyncProperty(criteria, async scope => {
          const { sql, bindings } = criteriaSql(scope);
          const found = await knex('records as r')
            .whereRaw(sql, bindings)
            .select('id');
          const inMemory = records.filter(r => matchesScope(r, scope));
          expect(found.map(r => r.id).sort()).toEqual(
            inMemory.map(r => r.id).sort(),
          );
        }),
        { numRuns: 60 },
      );
    });
  },
);
