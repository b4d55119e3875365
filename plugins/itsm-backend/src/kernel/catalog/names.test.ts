import type { Entity } from '@backstage/catalog-model';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { namesOfEntities, type Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { catalogOf } from '../../testing/catalogOf';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import { AskedCatalogAccess } from './CatalogAccess';
import { CatalogStore } from './CatalogStore';
import { FORMERLY_ANNOTATION } from './copyEntity';
import { beginningOf } from './entityFields';
import { syncCatalog } from './syncCatalog';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const ref = (name: string) => `component:default/${name}`;
let etag = 0;
const component = (name: string, said: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    etag: `${(etag += 1)}`,
    ...said,
  },
  spec: { type: 'service' },
});
/** As the catalog of 1.55 has what was renamed: another entity that says what it was. */
const formerly = (name: string) => ({
  annotations: { [FORMERLY_ANNOTATION]: ref(name) },
});

describe.each(databases.eachSupportedId())(
  'what the copy of the catalog keeps of entities on %s',
  databaseId => {
    let knex: Knex;
    let store: CatalogStore;
    const clock = new FixedClock();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
      store = new CatalogStore(knex);
    });

    const logger = mockServices.logger.mock();
    const sync = async (...entities: Entity[]) => {
      clock.pass(60_000);
      return syncCatalog({
        catalog: catalogOf(entities),
        credentials: mockCredentials.service(),
        store,
        annotations: [],
        clock,
        logger,
      });
    };
    const namesOf = async (name: string) =>
      [...(await namesOfEntities(knex, [ref(name)])).keys()].sort();

    it('are all names that one had, however often it was renamed, and none that another one has', async () => {
      await sync(component('basket'));
      const cart = component('cart', formerly('basket'));
      // Both are there for a while: what was renamed is gone when two readings came without it.
      await sync(component('basket'), cart);
      expect((await store.called([ref('basket')])).get(ref('basket'))).toBe(
        ref('basket'),
      );
      expect(await namesOf('cart')).toEqual([ref('cart')]);
      await sync(cart);
      await sync(cart);
      expect(await namesOf('cart')).toEqual([ref('basket'), ref('cart')]);

      const trolley = component('trolley', formerly('cart'));
      await sync(trolley);
      await sync(trolley);
      const all = ['basket', 'cart', 'trolley'].map(ref);
      expect([...(await store.called(all)).values()]).toEqual(
        all.map(() => ref('trolley')),
      );
      expect(await namesOf('trolley')).toEqual(all);
      // Asked for by a name that it had, all others are its as well.
      expect(await namesOf('basket')).toEqual(all);
      expect(await store.find(ref('basket'))).toMatchObject({
        ref: ref('trolley'),
      });

      const other = component('cart', { uid: 'uid-other' });
      await sync(trolley, other);
      expect((await store.called([ref('cart')])).get(ref('cart'))).toBe(
        ref('cart'),
      );
      expect(await namesOf('trolley')).toEqual([ref('basket'), ref('trolley')]);
    });

    it('may be seen by whoever may see them under their name now', async () => {
      const asked: string[][] = [];
      const access = new AskedCatalogAccess({
        authorizer: { readsWholeCatalog: async () => false } as any,
        catalog: {
          async getEntitiesByRefs({ entityRefs }: { entityRefs: string[] }) {
            asked.push(entityRefs);
            return {
              items: entityRefs.map(one =>
                one === ref('trolley') ? component('trolley') : undefined,
              ),
            };
          },
        } as any,
        clock,
        called: refs => store.called(refs),
      });
      const maria: Caller = {
        ...user('maria'),
        credentials: mockCredentials.user('user:default/maria'),
      };
      const named = ['basket', 'trolley', 'cart', 'secret'].map(ref);
      expect(await access.readable(maria, named)).toEqual(
        new Set([ref('basket'), ref('trolley')]),
      );
      expect(asked).toEqual([
        ['trolley', 'trolley', 'cart', 'secret'].map(ref),
      ]);
    });

    it('is how long descriptions begin, and in the history that something of them changed', async () => {
      const words = 'Keeps what people want to buy. '.repeat(200);
      const shop = (description: string) => component('shop', { description });
      const row = () =>
        knex('catalog_entities').where('ref', ref('shop')).first();
      const told = async () =>
        (
          await knex('journal')
            .where('subject_type', 'entity')
            .orderBy('position')
        )
          .map(({ kind, payload }) => ({
            kind,
            text:
              typeof payload === 'string' ? payload : JSON.stringify(payload),
          }))
          .filter(({ text }) => text.includes(ref('shop')));
      await sync(shop(words));
      const { beginning, fields } = await row();
      expect(beginning).toMatch(
        /^Keeps what .* (buy\.|want|to|people|what|Keeps)…$/,
      );
      expect(beginning.length).toBeGreaterThan(900);
      expect(beginning.length).toBeLessThanOrEqual(1_001);
      expect(fields).not.toContain('Keeps');
      // What is cut off changes: it is told, in as few words as before.
      await sync(shop(`${words}Now with gifts.`));
      const entries = await told();
      expect(entries.map(({ kind }) => kind)).toEqual([
        'entity.added',
        'entity.changed',
      ]);
      for (const { text } of entries) {
        expect(text).toContain('SHA-256');
        expect(text.length).toBeLessThan(500);
      }
      // A row from before there were beginnings is made whole by the next reading, and tells of nothing.
      const same = shop(`${words}Now with gifts.`);
      await knex('catalog_entities')
        .where('ref', ref('shop'))
        .update({ beginning: null, etag: null });
      await sync(same);
      expect((await row()).beginning).toBe(beginning);
      expect(await told()).toHaveLength(2);
      await sync(shop('Short.'));
      expect((await row()).beginning).toBeNull();
    });

    it('is that it is gone when that is so under its new name, and since then', async () => {
      const lorry = component('lorry', { ...formerly('van'), title: 'Lorry' });
      const other = component('other');
      await sync(component('van'), other);
      for (let i = 0; i < 2; i += 1) await sync(lorry, other);
      const both = ['van', 'lorry'].map(ref);
      expect(await store.gone(both)).toEqual(new Set());
      for (let i = 0; i < 2; i += 1) await sync(other);
      expect(await store.gone(both)).toEqual(new Set(both));
      const gone = await store.find(ref('lorry'));
      expect(gone?.removedAt).toBe(clock.now() - 60_000);
      expect(await store.find(ref('van'))).toEqual(gone);
      expect((await store.describe(both))[ref('van')]).toMatchObject({
        title: 'Lorry',
        dangling: true,
      });
    });

    it.each([
      ['bike', 'tandem'],
      ['tandem', 'bike'],
    ])(
      'is the former name of whoever said so first, if two do: %s before %s',
      async (one, two) => {
        const [first, second] = [one, two].map(name => `${name}-of-${one}`);
        const old = `velo-of-${one}`;
        const means = async () =>
          (await store.called([ref(old)])).get(ref(old));
        const says = (name: string, said = {}) =>
          component(name, { ...formerly(old), ...said });
        logger.warn.mockClear();
        await sync(says(first));
        await sync(says(first), says(second));
        expect(await means()).toBe(ref(first));
        expect(logger.warn.mock.calls).toEqual([
          [
            `${ref(second)} says that it was ${ref(
              old,
            )} before, which is a former name of ${ref(
              first,
            )} and stays so; take ${ref(
              old,
            )} out of the annotation ${FORMERLY_ANNOTATION} of one of them`,
          ],
        ]);
        // Whichever changes, it stays, and is told of once; so also under the first one's next name.
        const still = says(second, { title: 'Still' });
        await sync(says(first), still);
        await sync(says(first), still);
        expect(await means()).toBe(ref(first));
        expect(logger.warn).toHaveBeenCalledTimes(1);
        const renamed = component(`${first}-now`, { uid: `uid-${first}` });
        await sync(renamed, still);
        await sync(renamed, still);
        expect(await means()).toBe(ref(`${first}-now`));
        // Once that is gone the name is the other's, which did not change.
        for (let i = 0; i < 3; i += 1) await sync(still);
        expect(await means()).toBe(ref(second));
      },
    );

    it('is the former name of the first by reference, if two say so at once', async () => {
      for (const [a, b, old] of [
        ['kayak', 'raft', 'boat'],
        ['rafts', 'kayaks', 'boats'],
      ]) {
        const both = [a, b].map(name => component(name, formerly(old)));
        await sync(...both);
        await sync(...both);
        const [first] = [a, b].sort();
        expect((await store.called([ref(old)])).get(ref(old))).toBe(ref(first));
      }
    });

    it('is that of the uid, whoever says it was called so', async () => {
      const liar = component('liar', formerly('honest'));
      await sync(component('honest'), liar);
      await sync(component('honester', { uid: 'uid-honest' }), liar);
      await sync(component('honester', { uid: 'uid-honest' }), liar);
      expect((await store.called([ref('honest')])).get(ref('honest'))).toBe(
        ref('honester'),
      );
    });

    it('is no name that one has again, once it is gone and another has what it was called in between', async () => {
      const cab = { uid: 'uid-cab' };
      await sync(component('cab', cab));
      await sync(component('taxi', cab));
      await sync(component('cab', cab));
      expect(await namesOf('cab')).toEqual([ref('cab'), ref('taxi')]);
      const taxi = component('taxi', { uid: 'uid-other-taxi' });
      for (let i = 0; i < 2; i += 1) await sync(taxi);
      expect((await store.called([ref('cab')])).get(ref('cab'))).toBe(
        ref('cab'),
      );
      expect(await namesOf('taxi')).toEqual([ref('taxi')]);
    });
  },
);

describe('the beginning of a description', () => {
  const of = (description: unknown, kind = 'Component') =>
    beginningOf({ ...component('x', { description }), kind });

  it('is there where it is too long, in whole words and characters, and of nobody', () => {
    expect(of('x'.repeat(1_000))).toBeUndefined();
    expect(of(7)).toBeUndefined();
    expect(of('word '.repeat(300), 'User')).toBeUndefined();
    expect(of(`${'word '.repeat(199)}wo${'rd'.repeat(99)}`)).toBe(
      `${'word '.repeat(199).trim()}…`,
    );
    // Without blanks, as in Chinese, it is as long as it may be, and never half of a character.
    expect(of(`a${'😀'.repeat(600)}`)).toBe(`a${'😀'.repeat(499)}…`);
    expect(of(`\0${'x'.repeat(1_500)}`)).toBe(`${'x'.repeat(999)}…`);
  });
});
