import { cmdbReadPermission } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { CiStories, maria } from '../../tests/ciStories';
import { ChangesBetween } from './ChangesBetween';
import { HistoryStore } from './HistoryStore';
import { ItemNamesStore } from './ItemNamesStore';
import { itemsOfService } from './serviceView';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const reader: Caller = {
  ...maria,
  readsWholeCatalog: true,
  permissions: new Map([[cmdbReadPermission.name, true]]),
} as unknown as Caller;

describe.each(databases.eachSupportedId())(
  'what changed of an item that was renamed, on %s',
  databaseId => {
    let stories: CiStories;
    let history: HistoryStore;
    let names: ItemNamesStore;
    let began: number;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      stories = await CiStories.on(knex);
      history = new HistoryStore(knex);
      names = new ItemNamesStore(knex);
    });
    beforeEach(async () => {
      await stories.begin();
      began = stories.clock.now();
    });

    const named = (name: string, uid: string, tier: number, on = 'db') => ({
      ...stories.item(name, { dependsOn: [on] }),
      metadata: {
        ...stories.item(name).metadata,
        uid: `${stories.number}-${uid}`,
      },
      spec: { type: 'service', tier },
    });

    /** Of some items, between so many hours after the story began; a reading takes one. */
    const between = async (from: number, to: number, ...asked: string[]) => {
      const seesAll = { readable: async (_: Caller, all: any) => new Set(all) };
      const { items, looked } = await new ChangesBetween({
        store: history,
        names,
        catalogAccess: seesAll as any,
        authorizer: stories.kernel.authorizer,
      }).between(
        reader,
        asked.map(name => stories.ref(name)),
        began + from * HOUR,
        began + to * HOUR,
      );
      expect(looked).toBe(asked.length);
      return items.map(({ ref, what, changes, relations, undone }) => ({
        [ref.split('/')[1]]: undone ? 'undone' : what,
        ...Object.fromEntries(
          changes
            .filter(({ field }) => /^(name|spec.tier)$/.test(field))
            .map(({ field, before, after }) => [field, [before, after]]),
        ),
        relations: relations.added.length - relations.removed.length,
      }));
    };
    const told = async (name: string) => {
      const ref = stories.ref(name);
      const seesAll = { readable: async (_: Caller, all: any) => new Set(all) };
      const { changed } = await itemsOfService(
        { catalogAccess: seesAll } as any,
        { history, names, states: { current: async () => new Map() } },
      ).read({ caller: reader, ref, refs: [ref], now: stories.clock.now() });
      return changed?.items.map(({ words, aboutRef }) =>
        [words.replace(/\S+\//g, ''), aboutRef].join(''),
      );
    };
    const renaming = (was: string, is: string) => ({
      name: [stories.ref(was), stories.ref(is)],
    });

    it.each([
      ['is there by its new name alone', false],
      ['gave its name up to another in the same reading', true],
    ])('is told under all its names if it %s', async (_, taken) => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('cart', 'first', 2));
      await stories.read(
        named('basket', 'first', 3),
        ...(taken ? [named('cart', 'second', 7)] : []),
      );
      await stories.read(
        named('basket', 'first', 4),
        ...(taken ? [named('cart', 'second', 8)] : []),
      );

      expect(await between(1.5, 4.5, 'basket')).toEqual([
        {
          basket: 'changed',
          ...renaming('cart', 'basket'),
          'spec.tier': [1, 4],
          relations: 0,
        },
      ]);
      // While it had either name it was not renamed.
      expect(await between(1.5, 2.5, 'basket')).toEqual([
        { basket: 'changed', 'spec.tier': [1, 2], relations: 0 },
      ]);
      expect(await between(3.5, 4.5, 'basket')).toEqual([
        { basket: 'changed', 'spec.tier': [3, 4], relations: 0 },
      ]);
      expect(await told('basket')).toEqual([
        'tier: 3 → 4',
        'Was renamed; it was cart before',
        'tier: 1 → 2',
      ]);
    });

    it('is told by the name that was asked for, and once', async () => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('cart', 'first', 2));
      await stories.read(named('basket', 'first', 2));
      const change = { ...renaming('cart', 'basket'), relations: 0 };
      const tier = { 'spec.tier': [1, 2] };
      expect(await between(1.5, 3.5, 'cart')).toEqual([
        { cart: 'changed', ...change, ...tier },
      ]);
      expect(await between(1.5, 3.5, 'cart', 'basket')).toEqual([
        { basket: 'changed', ...change, ...tier },
      ]);
    });

    it('is nothing of who had the name before or has it since', async () => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('cart', 'first', 2));
      await stories.read(
        named('basket', 'first', 2),
        named('cart', 'second', 7, 'queue'),
      );
      await stories.read(named('cart', 'second', 8, 'queue'));

      expect(await between(1.5, 2.5, 'cart')).toEqual([]);
      // It came within that time, whatever was called so before.
      expect(await between(1.5, 4.5, 'cart')).toEqual([
        { cart: 'added', 'spec.tier': [undefined, 8], relations: 1 },
      ]);
      expect(await between(3.5, 4.5, 'cart', 'basket')).toEqual([
        { cart: 'changed', 'spec.tier': [7, 8], relations: 0 },
      ]);
      expect((await told('cart'))!.slice(0, 1)).toEqual(['tier: 7 → 8']);
      expect(await told('cart')).not.toContain('tier: 1 → 2');
      expect(await told('basket')).toEqual([
        'Was renamed; it was cart before',
        'tier: 1 → 2',
      ]);
    });

    it('is what it depends on now and did not before, under another name', async () => {
      await stories.read(named('cart', 'first', 1, 'db'));
      await stories.read(named('basket', 'first', 1, 'queue'));
      const [found] = await new ChangesBetween({
        store: history,
        names,
        catalogAccess: {
          readable: async (_: Caller, all: readonly string[]) =>
            new Set(all.filter(ref => ref !== stories.ref('queue'))),
        },
        authorizer: stories.kernel.authorizer,
      })
        .between(
          reader,
          [stories.ref('basket')],
          began + 1.5 * HOUR,
          began + 2.5 * HOUR,
        )
        .then(({ items }) => items);
      // What they may not see is not told them.
      expect(found.relations).toEqual({
        added: [],
        removed: [{ type: 'dependsOn', targetRef: stories.ref('db') }],
      });
    });

    it('left in the end, or came and left, under whichever name', async () => {
      await stories.read(named('cart', 'first', 1));
      await stories.read(named('basket', 'first', 2));
      await stories.gone('basket');
      expect(await between(1.5, 3.5, 'basket')).toEqual([
        { basket: 'removed', 'spec.tier': [1, undefined], relations: -1 },
      ]);
      expect(await between(0.5, 3.5, 'basket')).toEqual([
        { basket: 'undone', relations: 0 },
      ]);
      expect(await told('basket')).toEqual([
        'Left the catalog',
        'Was renamed; it was cart before',
      ]);
    });
  },
);
