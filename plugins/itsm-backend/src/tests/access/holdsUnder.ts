import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { cases, isRead, nameOf } from './cases';
import type { PolicyName } from './cast';
import { tryCase } from './tryCase';
import { ACTION, startWorld, type World } from './world';

type DatabaseId = 'SQLITE_3' | 'POSTGRES_18';

/**
 * Everybody tries every route and action under the policies, and what happens is what the oracle says. A
 * file for each set of policies: together they took as long as all other tests of the backend.
 */
// eslint-disable-next-line jest/no-export
export function holdsUnder(runs: readonly [PolicyName[], DatabaseId][]): void {
  const databases = MigratedDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_18'],
  });
  jest.setTimeout(120_000);

  describe.each([...runs])('under %s on %s', (policies, databaseId) => {
    let world: World;

    beforeAll(async () => {
      world = await startWorld(await databases.init(databaseId), policies[0]);
      await world.itsm.caughtUp();
      await world.followsNoMore();
    });
    afterAll(() => world?.stop());

    it('every route and action has a case, and every case one of them', () => {
      const there = [
        ...world.routes.map(r => r.name),
        ...[...world.actions.actions.values()].map(a => `${ACTION}${a.name}`),
      ];
      const tried = new Set(cases.map(c => c.route));
      const missing = there.filter(name => !tried.has(name));
      const gone = [...tried].filter(name => !there.includes(name));
      expect([
        ...missing.map(
          name =>
            `"${name}" is new: say in src/tests/access/cases how it is called and who may`,
        ),
        ...gone.map(
          name =>
            `"${name}" is not there any more: take its cases out of src/tests/access/cases`,
        ),
      ]).toEqual([]);
    });

    describe.each(policies)('under %s', policy => {
      beforeAll(() => {
        world.policy = policy;
      });

      // What is refused is refused before any SQL; what is shown is chosen by SQL: for a policy with
      // conditions by that of PostgreSQL, which people run, for the others by that of SQLite.
      const tried = cases.filter(
        c => policy !== 'itsm' || isRead(c) === (databaseId === 'POSTGRES_18'),
      );

      it.each(tried.map(c => [nameOf(c), c] as const))(
        '%s',
        async (_, case_) => {
          expect(await tryCase(world, case_)).toEqual([]);
        },
      );
    });
  });
}
