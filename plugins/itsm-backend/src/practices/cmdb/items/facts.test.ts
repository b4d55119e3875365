import type { CiClass } from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  allPages,
  CiStories,
  maria,
  rowsOf,
  titlesOf,
} from '../../../tests/ciStories';
import type { CiService } from './CiService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const aClass = (key: string, said: Partial<CiClass> = {}): CiClass => ({
  key,
  name: key.toUpperCase(),
  type: key,
  appliesTo: [],
  attributes: [],
  identification: [['name']],
  ...said,
});

describe.each(databases.eachSupportedId())(
  'classes, sources and attributes in lists on %s',
  databaseId => {
    let stories: CiStories;
    let items: CiService;

    beforeAll(async () => {
      stories = await CiStories.on(await databases.init(databaseId));
    });
    beforeEach(async () => {
      await stories.begin();
      items = stories.everything();
    });

    it('are shown, filtered by, counted and written into a file', async () => {
      stories.classes = [
        aClass('server', {
          attributes: [
            {
              key: 'environment',
              label: 'Stage',
              type: 'text',
              need: 'optional',
            },
          ],
        }),
        aClass('service', { appliesTo: [{ kind: 'component' }] }),
      ];
      await stories.read(
        stories.item('cart'),
        stories.item('web1', { kind: 'Resource', type: 'server' }),
        stories.item('web2', { kind: 'Resource', type: 'server' }),
        stories.item('shop', { kind: 'System' }),
      );
      await stories.said(stories.ref('web1', 'resource'), {
        class: 'server',
        owned: true,
        sources: ['cloud', 'spreadsheet'],
        values: { environment: 'Prod', cores: 8 },
      });
      await stories.said(stories.ref('cart'), {
        sources: ['portal'],
        values: { environment: 'test', note: 'a, b' },
      });
      const page = await items.list(maria, {
        attributes: ['environment', 'cores'],
      });
      expect(page.items).toMatchObject([
        {
          title: 'cart',
          class: 'service',
          origin: 'catalog',
          sources: ['portal'],
          attributes: { environment: 'test' },
        },
        { title: 'shop', origin: 'catalog', sources: [], attributes: {} },
        {
          title: 'web1',
          class: 'server',
          origin: 'sources',
          sources: ['cloud', 'spreadsheet'],
          attributes: { environment: 'Prod', cores: 8 },
        },
        // From Git, typed by its kind and type alone.
        { title: 'web2', class: 'server', origin: 'catalog' },
      ]);
      expect(page.items[1].class).toBeUndefined();
      const found = async (query: Parameters<CiService['list']>[1]) =>
        titlesOf(await items.list(maria, query)).join(' ');
      expect(await found({ class: ['server'] })).toBe('web1 web2');
      expect(await found({ class: ['nothing'] })).toBe('');
      expect(await found({ origin: 'sources' })).toBe('web1');
      expect(await found({ origin: 'catalog' })).toBe('cart shop web2');
      expect(await found({ source: ['spreadsheet'] })).toBe('web1');
      expect(await found({ source: ['cloud', 'portal'] })).toBe('cart web1');
      expect(await found({ attribute: ['environment:PROD'] })).toBe('web1');
      expect(await found({ attribute: ['environment: prod', 'cores:8'] })).toBe(
        'web1',
      );
      expect(await found({ attribute: ['environment:prod', 'cores:9'] })).toBe(
        '',
      );
      expect(await items.facets(maria)).toMatchObject({
        classes: [
          { class: 'server', name: 'SERVER', count: 2 },
          { class: 'service', name: 'SERVICE', count: 1 },
        ],
        fromSources: { count: 1, more: false },
      });
      const columns = ['title', 'class', 'sources', 'attribute.environment'];
      expect((await items.export(maria, { columns })).header).toEqual([
        'Title',
        'Class',
        'Sources',
        'Stage',
      ]);
      expect(await rowsOf(items, { columns })).toEqual([
        ['cart', 'service', 'portal', 'test'],
        ['shop', '', '', ''],
        ['web1', 'server', 'cloud, spreadsheet', 'Prod'],
        ['web2', 'server', '', ''],
      ]);
      const some = stories.seeing(one => !one.includes('web1'));
      expect((await some.facets(maria)).fromSources.count).toBe(0);
      expect(titlesOf(await some.list(maria, { class: ['server'] }))).toEqual([
        'web2',
      ]);
    });

    it('find by class what they show as of the class', async () => {
      const kinds = ['Component', 'Resource'];
      const types = ['a', 'b', 'c'];
      const keys = ['a', 'b', 'x', 'y'];
      const names: string[] = [];
      const entities = kinds.flatMap(kind =>
        types.flatMap(type =>
          [undefined, false, true].map(owned => {
            const name = `${kind}-${type}-${owned ?? 'git'}`.toLowerCase();
            names.push(name);
            return { name, kind, type, owned };
          }),
        ),
      );
      await stories.read(
        ...entities.map(({ name, kind, type }) =>
          stories.item(name, { kind, type }),
        ),
      );
      for (const [n, { name, kind, owned }] of entities.entries())
        if (owned !== undefined)
          await stories.said(stories.ref(name, kind.toLowerCase()), {
            class: [...keys, undefined][n % 5],
            owned,
          });
      const applies = fc.array(
        fc.record(
          {
            kind: fc.constantFrom('component', 'resource'),
            type: fc.constantFrom(...types),
          },
          { requiredKeys: ['kind'] },
        ),
        { maxLength: 3 },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), applies), {
            selector: ([key]) => key,
          }),
          async made => {
            stories.classes = made.map(([key, appliesTo]) =>
              aClass(key, { appliesTo }),
            );
            const all = await allPages(stories.everything(), {});
            expect(all).toHaveLength(names.length);
            for (const key of keys) {
              const found = await allPages(items, { class: [key] });
              expect(titlesOf({ items: found })).toEqual(
                all.filter(i => i.class === key).map(i => i.title),
              );
            }
            const either = await allPages(items, { class: ['a', 'y'] });
            expect(either).toEqual(
              all.filter(i => i.class === 'a' || i.class === 'y'),
            );
          },
        ),
        { numRuns: databaseId === 'SQLITE_3' ? 60 : 20 },
      );
    });

    it('say how healthy the data of an item are where somebody knows', async () => {
      await stories.read(stories.item('a'), stories.item('b'));
      const healthy = stories.everything({
        scoresOf: async refs => new Map([[refs[0], 80]]),
      });
      const page = await healthy.list(maria, {});
      expect(page.items.map(i => i.health)).toEqual([80, undefined]);
    });
  },
);
