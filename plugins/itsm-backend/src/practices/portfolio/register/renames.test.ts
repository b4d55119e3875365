import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  maria,
  PAYMENTS,
  portfolioOnDatabase,
} from '../../../tests/portfolioOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const FORMERLY = 'callboard.dev/formerly';

describe.each(databases.eachSupportedId())(
  'the name of a service in the catalog on %s',
  databaseId => {
    let knex: Knex;
    let world: Awaited<ReturnType<typeof portfolioOnDatabase>>;
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      world = await portfolioOnDatabase(knex);
      await world.read();
    });

    /** What the provider says of a name, as the catalog then has it. */
    const given = async (name: string) => {
      const { items } = await world.given();
      const entity = items.find(({ ref }) => ref === `system:default/${name}`)
        ?.entity as unknown as Entity | undefined;
      return (
        entity && {
          ...entity,
          metadata: { ...entity.metadata, uid: `uid-${name}` },
          relations: [{ type: 'ownedBy', targetRef: PAYMENTS }],
        }
      );
    };
    /** A chartered service of that name, as if it had been decided about long ago. */
    const chartered = async (name: string) => {
      const { id, number } = await world.file({
        title: name,
        ownerRef: PAYMENTS,
        entityName: name,
      });
      await knex('records').where({ id }).update({ status: 'chartered' });
      await world.change(number, { valueScore: 3 });
      return number;
    };

    it('is changed, and what is known by the one before is found', async () => {
      const number = await chartered('maps');
      const maps = await given('maps');
      expect(maps!.metadata.annotations![FORMERLY]).toBeUndefined();
      await world.read(all => [...all, maps!]);
      expect(await world.register.get(maria, number)).toMatchObject({
        binding: 'provided',
        entityRef: 'system:default/maps',
      });
      for (const [name, ...before] of [
        ['atlas', 'maps'],
        ['globe', 'atlas', 'maps'],
        // A name that it had is free, for itself as well.
        ['maps', 'atlas', 'globe'],
      ]) {
        const last = (await world.register.get(maria, number)).entityName;
        await world.change(number, { entityName: name });
        expect((await world.register.get(maria, number)).binding).toBe('given');
        const entity = await given(name);
        expect(entity!.metadata.annotations![FORMERLY]).toBe(
          before.map(one => `system:default/${one}`).join(','),
        );
        expect(await given(last!)).toBeUndefined();
        await world.read(all => [
          ...all.filter(e => e.metadata.name !== last),
          entity!,
        ]);
        await world.read();
        expect(await world.register.get(maria, number)).toMatchObject({
          binding: 'provided',
          entityRef: `system:default/${name}`,
        });
        for (const one of before)
          expect(
            (await world.kernel.catalog.find(`system:default/${one}`))?.ref,
          ).toBe(`system:default/${name}`);
      }
      // Once another service is given it, it is no longer what this one was called.
      await chartered('globe');
      expect(
        (await given('globe'))!.metadata.annotations![FORMERLY],
      ).toBeUndefined();
      await world.change(number, { title: 'Maps of the sky' });
      expect((await given('maps'))!.metadata.annotations![FORMERLY]).toBe(
        'system:default/atlas',
      );
    });
  },
);
