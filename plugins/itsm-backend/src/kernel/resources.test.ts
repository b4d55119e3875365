import { MigratedDatabases } from '../testing/MigratedDatabases';
import {
  kernelOnDatabase,
  seedId,
  seedIncidents,
} from '../tests/kernelOnDatabase';
import { loadResources } from './resources';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'records for permission rules on %s',
  databaseId => {
    it('come in the order in which they were asked for, with a gap for what is missing', async () => {
      const knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
      await seedIncidents(knex, [
        { number: 1, assigneeRef: 'user:default/maria', priority: 2 },
        { number: 2, assigneeRef: 'user:default/sam' },
        { number: 3 },
      ]);
      const takesPart = (n: number, ref: string, can_read: boolean) => ({
        record_id: seedId(n),
        principal_ref: ref,
        role: 'watcher',
        can_read,
        added_at: 1,
      });
      await knex('participants').insert([
        takesPart(1, 'user:default/rita', true),
        takesPart(1, 'user:default/sam', false),
        takesPart(3, 'group:default/payments', true),
      ]);
      const asked = [3, 99, 1, 2, 1].map(seedId);
      const resources = await loadResources(knex, [...asked, 'INC-1', "'"]);
      expect(resources.map(r => r?.id)).toEqual([
        seedId(3),
        undefined,
        seedId(1),
        seedId(2),
        seedId(1),
        undefined,
        undefined,
      ]);
      expect(resources[2]).toMatchObject({
        type: 'incident',
        statusCategory: 'open',
        priority: 2,
        assigneeRef: 'user:default/maria',
        // Who takes part without read is nobody to the rules.
        participant: ['user:default/rita'],
      });
      expect(resources[0]!.participant).toEqual(['group:default/payments']);
      expect(resources[3]!.participant).toEqual([]);
      expect(resources[0]).not.toHaveProperty('assigneeRef');
      expect(await loadResources(knex, [])).toEqual([]);
    });
  },
);
