import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { CiStories, maria } from '../../tests/ciStories';
import { DefaultHistoryService, type HistoryService } from './HistoryService';
import { HistoryStore } from './HistoryStore';
import { ItemNamesStore } from './ItemNamesStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;

describe.each(databases.eachSupportedId())(
  'the history of a name that an item gave up and another one took, on %s',
  databaseId => {
    let stories: CiStories;
    let history: HistoryService;
    let began: number;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      stories = await CiStories.on(knex);
      history = new DefaultHistoryService(
        stories.kernel,
        new HistoryStore(knex),
        new ItemNamesStore(knex),
      );
    });
    beforeEach(async () => {
      await stories.begin();
      began = stories.clock.now();
    });

    const named = (name: string, uid: string, tier: number) => {
      const one = stories.item(name);
      return {
        ...one,
        metadata: { ...one.metadata, uid: `${stories.number}-${uid}` },
        spec: { type: 'service', tier },
      };
    };
    /** So many hours after the story began; a reading takes one. */
    const hours = (n: number) => new Date(began + n * HOUR).toISOString();
    const tiersOf = async (name: string) =>
      (await history.history(maria, { ref: stories.ref(name) })).items.map(
        e => [
          e.ref.split('/')[1],
          e.kind,
          e.changes.find(c => c.field === 'spec.tier')?.after,
        ],
      );
    const tierAt = async (name: string, after: number) => {
      const { there, fields } = await history.ci(maria, {
        ref: stories.ref(name),
        at: hours(after),
      });
      return there ? fields['spec.tier'] : undefined;
    };

    it.each([
      ['later', 1],
      ['in the same reading', 0],
    ])('is that of its own time, if it was taken %s', async (_, later) => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('cart', 'first', 2));
      const basket = named('basket', 'first', 3);
      if (later) {
        await stories.read(basket);
        await stories.read(named('cart', 'second', 7));
      } else await stories.read(basket, named('cart', 'second', 7));
      await stories.read(named('cart', 'second', 8));

      const own = await tiersOf('basket');
      expect(own.slice(0, 1)).toEqual([['basket', 'added', 3]]);
      expect(own.slice(-2)).toEqual([
        ['cart', 'changed', 2],
        ['cart', 'added', 1],
      ]);
      expect(own).toHaveLength(3 + later);
      expect(await tiersOf('cart')).toEqual([
        ['cart', 'changed', 8],
        ['cart', later ? 'added' : 'changed', 7],
      ]);
      expect(
        await Promise.all([1.5, 2.5, 3.5].map(at => tierAt('basket', at))),
      ).toEqual([1, 2, 3]);
      expect(
        await Promise.all([2.5, 5.5].map(at => tierAt('cart', at))),
      ).toEqual([undefined, 8]);
      const known = async (name: string) =>
        (await history.ci(maria, { ref: stories.ref(name) })).knownSince;
      expect(await known('basket')).toBe(hours(1));
      expect(await known('cart')).toBe(hours(3 + later));
      // Pages end where they do.
      const page = { ref: stories.ref('basket'), limit: 1 };
      const first = await history.history(maria, page);
      const rest = await history.history(maria, {
        ...page,
        limit: 30,
        cursor: first.pageInfo.nextCursor,
      });
      expect(rest.items).toHaveLength(2 + later);
    });

    it('is its own while both were there, as the catalog has what is renamed', async () => {
      const formerly = { 'callboard.dev/formerly': stories.ref('cart') };
      const basket = (tier: number) => {
        const one = named('basket', 'new', tier);
        const metadata = { ...one.metadata, annotations: formerly };
        return { ...one, metadata };
      };
      await stories.read(named('cart', 'old', 1));
      await stories.read(named('cart', 'old', 1), basket(2));
      await stories.read(named('cart', 'old', 3), basket(2));
      // Each is itself for as long.
      expect(await tierAt('cart', 9)).toBe(3);
      expect(await tiersOf('basket')).toEqual([['basket', 'added', 2]]);
      await stories.gone('cart');
      expect(await tiersOf('basket')).toEqual([
        ['cart', 'removed', undefined],
        ['cart', 'changed', 3],
        ['basket', 'added', 2],
        ['cart', 'added', 1],
      ]);
      expect(await tiersOf('cart')).toEqual(await tiersOf('basket'));
      expect(
        await Promise.all([1.5, 2.5, 3.5, 9].map(at => tierAt('basket', at))),
      ).toEqual([1, 2, 2, 2]);
      await stories.read(named('cart', 'third', 9));
      expect(await tiersOf('cart')).toEqual([['cart', 'added', 9]]);
      expect(await tiersOf('basket')).toHaveLength(4);
    });

    it('is what changed for it in the hours before, and nothing of the other', async () => {
      const needs = (name: string, uid: string, tier: number, on: string) => ({
        ...named(name, uid, tier),
        relations: [{ type: 'dependsOn', targetRef: stories.ref(on) }],
      });
      const [db, queue] = [named('db', 'db', 1), named('queue', 'queue', 1)];
      await stories.read(needs('cart', 'first', 1, 'db'), db, queue);
      await stories.read(needs('cart', 'first', 2, 'db'), named('db', 'db', 2));
      await stories.read(needs('basket', 'first', 3, 'db'));
      await stories.read(needs('cart', 'second', 7, 'queue'));
      await stories.read(
        needs('cart', 'second', 8, 'queue'),
        named('queue', 'queue', 2),
      );
      const changed = async (name: string, hour?: number) => {
        const { items, looked } = await history.changes(maria, {
          ref: stories.ref(name),
          hours: 4,
          before: hour === undefined ? undefined : hours(hour),
        });
        return [
          ...items.map(
            e =>
              `${e.ref.split('/')[1]} ${e.kind} ${
                e.changes.find(c => c.field === 'spec.tier')?.after ?? ''
              }`,
          ),
          looked,
        ];
      };
      const ofBasket = ['basket added 3', 'cart removed ', 'cart changed 2'];
      expect((await changed('basket', 5.5)).sort()).toEqual(
        [...ofBasket, 'db changed 2', 2].sort(),
      );
      expect((await changed('cart', 5.5)).sort()).toEqual(
        ['cart changed 8', 'cart added 7', 'queue changed 2', 2].sort(),
      );
      // Of before the other had the name there is nothing to tell of it.
      expect(await changed('cart', 3.5)).toEqual([1]);
    });

    it('is that of each of three that had the name in turn', async () => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('cart', 'first', 2));
      await stories.read(named('basket', 'first', 3));
      await stories.read(named('cart', 'second', 4));
      await stories.read(named('cart', 'second', 5));
      await stories.read(named('trolley', 'second', 6));
      await stories.read(named('cart', 'third', 7));
      // Whatever the first one is called by now.
      await stories.read(named('hamper', 'first', 8));
      const all = async (name: string) =>
        (await tiersOf(name))
          .filter(([, kind]) => kind !== 'removed')
          .map(([was, , tier]) => `${was} ${tier}`);
      expect(await all('hamper')).toEqual([
        'hamper 8',
        'basket 3',
        'cart 2',
        'cart 1',
      ]);
      expect(await all('trolley')).toEqual(['trolley 6', 'cart 5', 'cart 4']);
      expect(await all('cart')).toEqual(['cart 7']);
    });

    it('is all of it for what has its first name again', async () => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('basket', 'first', 2));
      await stories.read(named('cart', 'first', 3));
      await stories.read(named('basket', 'second', 7));
      expect((await tiersOf('cart')).map(([, , tier]) => tier)).toEqual([
        3,
        undefined,
        2,
        undefined,
        1,
      ]);
      expect(await tiersOf('basket')).toEqual([['basket', 'added', 7]]);
    });
  },
);
