import type { Entity } from '@backstage/catalog-model';
import { KINDS_BESIDE, type CiListQuery } from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  allPages,
  CiStories,
  maria,
  refsOf,
  rowsOf,
  titlesOf,
} from '../../../tests/ciStories';
import type { CiService } from './CiService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;

describe.each(databases.eachSupportedId())(
  'lists of configuration items on %s',
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

    it('show what there is by title, without people, teams and what the portal keeps for itself', async () => {
      await stories.read(
        stories.item('db', {
          kind: 'Resource',
          type: 'database',
          title: 'orders db',
        }),
        stories.item('cart', {
          title: 'Cart',
          owner: 'payments',
          system: 'shop',
        }),
        stories.item('shop', { kind: 'System', title: 'Bazaar' }),
        ...['User', ...KINDS_BESIDE].map(kind =>
          stories.item(`some-${kind}`, { kind }),
        ),
      );
      const page = await items.list(maria, {});
      expect(titlesOf(page)).toEqual(['Bazaar', 'Cart', 'orders db']);
      expect(page.items[1]).toMatchObject({
        id: stories.ref('cart'),
        ref: stories.ref('cart'),
        kind: 'component',
        type: 'service',
        ownerRef: 'group:default/payments',
        systemRef: stories.ref('shop', 'system'),
        lifecycle: 'production',
      });
      expect(page.items[1].lastChange).toBeUndefined();
      expect(page.refs[stories.ref('shop', 'system')].title).toBe('Bazaar');
      // Who asks for a team by kind gets it; people never.
      expect(refsOf(await items.list(maria, { kind: ['group'] }))).toEqual([
        stories.ref('some-group', 'group'),
      ]);
      expect(refsOf(await items.list(maria, { kind: ['user'] }))).toEqual([]);
    });

    it('are found by beginnings of words in title and reference', async () => {
      await stories.read(
        stories.item('orders-db', { title: 'Bestellungen', kind: 'Resource' }),
        stories.item('cart', { title: 'Shopping cart (EU)' }),
        stories.item('cartographer'),
      );
      const found = async (q: string) =>
        (await items.list(maria, { q })).items.map(i => i.ref.split('/')[1]);
      expect(await found('cart')).toEqual(['cartographer', 'cart']);
      expect(await found('shop car')).toEqual(['cart']);
      expect(await found('db')).toEqual(['orders-db']);
      expect(await found('EU')).toEqual(['cart']);
      expect(await found(stories.ref('orders-db', 'resource'))).toEqual([
        'orders-db',
      ]);
      // Not in the middle of a word; and marks are no syntax.
      expect(await found('hopping')).toEqual([]);
      expect(await found(`cart' | !x & (:* %_`)).toEqual([]);
      expect(await found(`'"%_-`)).toHaveLength(3);
    });

    it('are filtered by kind, type, owner, system and lifecycle', async () => {
      await stories.read(
        stories.item('a', {
          owner: 'payments',
          system: 'shop',
          lifecycle: 'old',
        }),
        stories.item('b', { owner: 'storefront', type: 'library' }),
        stories.item('c', { kind: 'Resource', type: 'library' }),
      );
      const names = async (query: CiListQuery) =>
        titlesOf(await items.list(maria, query)).join('');
      expect(await names({ kind: ['resource'] })).toBe('c');
      expect(await names({ kind: ['component', 'resource'] })).toBe('abc');
      expect(await names({ type: ['library'] })).toBe('bc');
      expect(await names({ owner: ['mine'] })).toBe('a');
      expect(await names({ owner: ['none'] })).toBe('c');
      expect(await names({ owner: ['none', 'mine'] })).toBe('ac');
      expect(await names({ owner: ['group:default/storefront'] })).toBe('b');
      expect(await names({ system: [stories.ref('shop', 'system')] })).toBe(
        'a',
      );
      expect(await names({ lifecycle: ['old'] })).toBe('a');
      expect(await names({ lifecycle: ['old'], kind: ['resource'] })).toBe('');
      expect(
        await items.counts(maria, {
          all: {},
          nobodys: { owner: ['none'] },
          mine: { owner: ['mine'] },
        }),
      ).toEqual({
        all: { count: 3, more: false },
        nobodys: { count: 1, more: false },
        mine: { count: 1, more: false },
      });
      expect(await items.facets(maria)).toMatchObject({
        total: { count: 3, more: false },
        kinds: [
          {
            kind: 'component',
            count: 2,
            types: [
              { type: 'library', count: 1 },
              { type: 'service', count: 1 },
            ],
          },
          { kind: 'resource', count: 1 },
        ],
        lifecycles: ['production', 'old'],
      });
    });

    it('know what is gone, and what changed last', async () => {
      await stories.read(
        stories.item('a'),
        stories.item('b'),
        stories.item('c'),
      );
      await stories.read(stories.item('b', { type: 'library' }));
      await stories.gone('c');
      expect(titlesOf(await items.list(maria, {}))).toEqual(['a', 'b']);
      const left = await items.list(maria, { state: 'gone' });
      expect(left.items).toMatchObject([
        { title: 'c', lastChange: { kind: 'removed' } },
      ]);
      expect(left.items[0].goneAt).toBe(left.items[0].lastChange!.at);
      const latest = await items.list(maria, { sort: 'changed' });
      expect(titlesOf(latest)).toEqual(['b', 'a']);
      expect(latest.items[0].lastChange).toMatchObject({ kind: 'changed' });
      // To be seen for the first time is no change.
      expect(titlesOf(await items.list(maria, { changed: 1 }))).toEqual(['b']);
      stories.clock.pass(49 * HOUR);
      expect(titlesOf(await items.list(maria, { changed: 2 }))).toEqual([]);
      // Renamed and then gone, it is gone once, under the name that it had last.
      const named = (name: string) => {
        const one = stories.item(name);
        return { ...one, metadata: { ...one.metadata, uid: 'uid-of-b' } };
      };
      await stories.read(named('b'));
      await stories.read(named('bb'));
      expect(titlesOf(await items.list(maria, { state: 'gone' }))).toEqual([
        'c',
      ]);
      await stories.gone('bb');
      expect(titlesOf(await items.list(maria, { state: 'gone' }))).toEqual([
        'bb',
        'c',
      ]);
    });

    it('are turned forward and back, and refuse a place of another list', async () => {
      await stories.read(
        ...['a', 'b', 'c', 'd', 'e'].map(n => stories.item(n)),
      );
      const first = await items.list(maria, { limit: 2 });
      expect(first.pageInfo.prevCursor).toBeUndefined();
      const second = await items.list(maria, {
        limit: 2,
        cursor: first.pageInfo.nextCursor,
      });
      expect(titlesOf(second)).toEqual(['c', 'd']);
      const back = await items.list(maria, {
        limit: 2,
        cursor: second.pageInfo.prevCursor,
      });
      expect(titlesOf(back)).toEqual(['a', 'b']);
      expect(back.pageInfo.prevCursor).toBeUndefined();
      await expect(
        items.list(maria, {
          kind: ['component'],
          cursor: first.pageInfo.nextCursor,
        }),
      ).rejects.toThrow(/^cursor: belongs to a list with other filters/);
      await expect(items.list(maria, { cursor: 'x' })).rejects.toThrow(
        /^cursor: is not one/,
      );
    });

    it('tell the same whatever the size of a page, the order and the filter; and of what is not for somebody nothing', async () => {
      const owners = ['payments', 'storefront', undefined];
      const kinds = ['Component', 'Resource', 'System', 'Group'];
      const many = Array.from({ length: 60 }, (_, n) =>
        stories.item(`n${n}`, {
          // Titles are not unique, and not all begin with a small letter.
          title: `${n % 2 ? 'T' : 't'}hing ${n % 7}`,
          kind: kinds[n % 4],
          owner: owners[n % 3],
        }),
      );
      await stories.read(...many);
      await stories.read(
        ...many
          .filter((_, n) => n % 5 === 0)
          .map(e => ({ ...e, spec: { ...e.spec, tier: 1 } } as Entity)),
      );
      const query = fc.record(
        {
          sort: fc.constantFrom('title' as const, 'kind', 'changed'),
          order: fc.constantFrom('asc' as const, 'desc'),
          kind: fc.constantFrom<string[]>(['component'], ['resource', 'group']),
          owner: fc.constantFrom<string[]>(['mine'], ['none']),
          q: fc.constantFrom('thing 3', 'th'),
        },
        { requiredKeys: [] },
      );
      const whole = await allPages(items, { limit: 200 });
      expect(whole).toHaveLength(45);
      await fc.assert(
        fc.asyncProperty(
          query,
          fc.integer({ min: 1, max: 70 }),
          fc.uniqueArray(fc.integer({ min: 0, max: 59 })),
          async (asked, limit, hidden) => {
            const isSeen = (one: string) =>
              !hidden.some(n => one.endsWith(`/n${n}`));
            const known = await items.list(maria, { ...asked, limit: 200 });
            const expected = refsOf(known).filter(isSeen);
            expect(
              (await allPages(items, { ...asked, limit })).map(i => i.ref),
            ).toEqual(refsOf(known));
            const some = stories.seeing(isSeen);
            const pages = await allPages(some, { ...asked, limit });
            expect(pages.map(i => i.ref)).toEqual(expected);
            const { sort: _, order: __, ...question } = asked;
            const { counted } = await some.counts(maria, { counted: question });
            expect(counted).toEqual({ count: expected.length, more: false });
            const rows = await rowsOf(some, { ...question, columns: ['ref'] });
            const exported = rows.flat().filter(cell => cell.includes(':'));
            expect(exported.every(isSeen)).toBe(true);
            expect(exported).toHaveLength(Math.min(expected.length, 40));
            // Not in a cursor either.
            const { pageInfo } = await some.list(maria, { ...asked, limit });
            const place = Buffer.from(
              pageInfo.nextCursor ?? '',
              'base64url',
            ).toString();
            expect(hidden.some(n => place.includes(`/n${n}"`))).toBe(false);
          },
        ),
        { numRuns: databaseId === 'SQLITE_3' ? 40 : 15 },
      );
    });

    it('end a page where enough was looked at, and go on from there without saying what it was', async () => {
      const names = Array.from({ length: 2_400 }, (_, n) =>
        String(n).padStart(4, '0'),
      );
      await knex.batchInsert(
        'catalog_entities',
        names.map(n => ({
          ref: stories.ref(n),
          uid: `uid-${stories.number}-${n}`,
          kind: 'component',
          name: n,
          title: `Secret ${n}`,
          annotations: '{}',
          seen_at: stories.clock.now(),
        })),
        100,
      );
      const last = stories.seeing(one => one === stories.ref('2399'));
      const first = await last.list(maria, {});
      expect(first.items).toEqual([]);
      const cursor = first.pageInfo.nextCursor!;
      expect(Buffer.from(cursor, 'base64url').toString()).not.toMatch(
        /secret/i,
      );
      const second = await last.list(maria, { cursor });
      expect(refsOf(second)).toEqual([stories.ref('2399')]);
      expect(second.pageInfo.nextCursor).toBeUndefined();
      // Backwards from there as well.
      const back = await last.list(maria, {
        cursor: second.pageInfo.prevCursor,
      });
      expect(back.items).toEqual([]);
      expect(await last.counts(maria, { all: {} })).toEqual({
        all: { count: 0, more: true },
      });
      expect((await last.facets(maria)).total.more).toBe(true);
      // A file is read to its end.
      expect(await rowsOf(last, { columns: ['ref'] })).toEqual([
        [stories.ref('2399')],
      ]);
      expect((await items.counts(maria, { all: {} })).all).toEqual({
        count: 1000,
        more: true,
      });
    });

    it('are written as a file with chosen columns, as far as a file goes', async () => {
      await stories.read(
        stories.item('a', { title: '=cmd()', owner: 'payments' }),
      );
      expect((await items.export(maria, {})).header).toEqual([
        'Title',
        'Reference',
        'Kind',
        'Type',
        'Class',
        'Owner',
        'System',
        'Lifecycle',
        'Sources',
        'Health (%)',
        'Last change',
      ]);
      expect(
        await rowsOf(items, { columns: ['title', 'ownerRef', 'lastChange'] }),
      ).toEqual([['=cmd()', 'group:default/payments', '']]);
      await stories.read(
        ...Array.from({ length: 45 }, (_, n) => stories.item(`m${100 + n}`)),
      );
      const rows = await rowsOf(items, { columns: ['title'] });
      expect(rows).toHaveLength(41);
      expect(rows[40]).toEqual([
        'Stopped after 40 rows; filter to get the others',
      ]);
    });
  },
);
