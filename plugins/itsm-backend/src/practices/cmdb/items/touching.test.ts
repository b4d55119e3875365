import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { CiStories, maria, titlesOf } from '../../../tests/ciStories';
import { seedIncidents } from '../../../tests/kernelOnDatabase';
import type { CiService } from './CiService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'what touches configuration items, on %s',
  databaseId => {
    let knex: Knex;
    let stories: CiStories;
    let items: CiService;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      stories = await CiStories.on(knex);
    });
    beforeEach(async () => {
      await stories.begin();
      items = stories.everything();
    });

    it('tell what changed across the catalog, newest first, and not of what is not for somebody', async () => {
      await stories.read(
        stories.item('cart', { owner: 'payments' }),
        stories.item('db'),
        stories.item('secret'),
        stories.item('crew', { kind: 'Group' }),
      );
      await stories.read(stories.item('db', { type: 'library' }));
      await stories.read(
        stories.item('cart', { owner: 'payments', dependsOn: ['secret'] }),
        stories.item('secret', { type: 'library' }),
        stories.item('crew', { kind: 'Group', type: 'squad' }),
      );
      await stories.gone('db');
      const told = (page: Awaited<ReturnType<CiService['recent']>>) =>
        page.items.map(e => `${e.ref.split('/')[1]} ${e.kind}`);
      const everything = await items.recent(maria, {});
      expect(told(everything)).toEqual([
        'db removed',
        'secret changed',
        'cart changed',
        'db changed',
      ]);
      expect(everything.refs[stories.ref('cart')].title).toBe('cart');
      const some = stories.seeing(one => !one.includes('secret'));
      // That the cart depends on something else now is nothing to tell of.
      expect(told(await some.recent(maria, {}))).toEqual([
        'db removed',
        'db changed',
      ]);
      expect(JSON.stringify(await some.recent(maria, {}))).not.toContain(
        'secret',
      );
      const [cart] = (await some.list(maria, { q: 'cart' })).items;
      expect(cart.lastChange).toBeUndefined();
      expect(titlesOf(await some.list(maria, { changed: 7 }))).toEqual([]);
      expect(told(await items.recent(maria, { owner: 'mine' }))).toEqual([
        'cart changed',
      ]);
      expect(told(await items.recent(maria, { kind: ['group'] }))).toEqual([
        'crew changed',
      ]);
      const pages: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await items.recent(maria, { limit: 1, cursor });
        pages.push(...told(page));
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      expect(pages).toEqual(told(everything));
    });

    it('know the records that touch an item, open ones first', async () => {
      await stories.read(
        stories.item('cart', { system: 'shop' }),
        stories.item('shop', { kind: 'System' }),
      );
      const n = stories.number * 100;
      await knex('incidents').delete();
      await knex('records').delete();
      await seedIncidents(knex, [
        { number: n + 1, serviceRef: stories.ref('cart'), updatedAt: 10 },
        {
          number: n + 2,
          serviceRef: stories.ref('cart'),
          status: 'closed',
          statusCategory: 'closed',
          updatedAt: 30,
        },
        { number: n + 3, ciRef: stories.ref('cart'), updatedAt: 20 },
        { number: n + 4, serviceRef: stories.ref('other') },
        {
          number: n + 5,
          serviceRef: stories.ref('cart'),
          visibility: 'restricted',
          updatedAt: 40,
        },
      ]);
      const numbers = (page: { items: { number: string }[] }) =>
        page.items.map(i => Number(i.number.slice(4)) - n);
      const page = await items.records(maria, { ref: stories.ref('cart') });
      expect(numbers(page)).toEqual([3, 1, 2]);
      expect(page.open).toEqual({ count: 2, more: false });
      expect(
        numbers(
          await items.records(maria, { ref: stories.ref('shop', 'system') }),
        ),
      ).toEqual([3, 1, 2]);
      expect(
        numbers(
          await items.records(maria, {
            ref: stories.ref('cart'),
            state: 'closed',
          }),
        ),
      ).toEqual([2]);
      for (const limit of [1, 2, 3]) {
        const found: number[] = [];
        let cursor: string | undefined;
        do {
          const part = await items.records(maria, {
            ref: stories.ref('cart'),
            limit,
            cursor,
          });
          expect(part.open.count).toBe(2);
          found.push(...numbers(part));
          cursor = part.pageInfo.nextCursor;
        } while (cursor);
        expect(found).toEqual([3, 1, 2]);
      }
      await expect(
        stories
          .seeing(() => false)
          .records(maria, { ref: stories.ref('cart') }),
      ).rejects.toThrow(/^ref: there is no component:story\d+\/cart/);
      await expect(
        items.records(maria, { ref: stories.ref('nothing') }),
      ).rejects.toThrow(/or you may not see it/);
    });
  },
);
