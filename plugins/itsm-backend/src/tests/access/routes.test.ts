import { TestDatabases } from '@backstage/backend-test-utils';
import { cases, nameOf } from './cases';
import type { PolicyName } from './cast';
import { tryCase } from './tryCase';
import { startWorld, type World } from './world';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const RUNS: [PolicyName[], 'SQLITE_3' | 'POSTGRES_18'][] = [
  [['allow-all', 'deny-all'], 'SQLITE_3'],
  [['itsm'], 'SQLITE_3'],
  [['itsm'], 'POSTGRES_18'],
];

describe.each(RUNS)('under %s on %s', (policies, databaseId) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(await databases.init(databaseId), policies[0]);
    await world.itsm.caughtUp();
  });
  afterAll(() => world?.stop());

  it('every route has a case, and every case a route', () => {
    const mounted = world.routes.map(r => r.name);
    const tried = new Set(cases.map(c => c.route));
    const missing = mounted.filter(name => !tried.has(name));
    const gone = [...tried].filter(name => !mounted.includes(name));
    expect([
      ...missing.map(
        name =>
          `The route ${name} is new: say in src/tests/access/cases how it is called and who may`,
      ),
      ...gone.map(
        name =>
          `There is no route ${name} any more: take its cases out of src/tests/access/cases`,
      ),
    ]).toEqual([]);
  });

  describe.each(policies)('under %s', policy => {
    beforeAll(() => {
      world.policy = policy;
    });

    it.each(cases.map(c => [nameOf(c), c] as const))('%s', async (_, it_) => {
      expect(await tryCase(world, it_)).toEqual([]);
    });
  });
});
