import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotModifiedError } from '@backstage/errors';
import type { Practice } from '@callboard/plugin-itsm-node';
import fs from 'fs';
import path from 'path';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import type { KernelParts } from '../../buildKernel';
import { LocationReader } from './readLocations';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const KIND = 'reply-template';
const admin = user('sam', [], ['admin']);

const reply = (key: string, title: string, more = '') =>
  `kind: ${KIND}\nkey: ${key}\n${more}spec:\n  title: ${title}\n  body: Hello\n`;

describe.each(databases.eachSupportedId())(
  'definitions in Git on %s',
  databaseId => {
    const folder = createMockDirectory();
    const clock = new FixedClock();
    let knex: Knex;
    let kernel: KernelParts;
    let practices: Practice[];
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      practices = await registeredPractices();
    });
    beforeEach(async () => {
      folder.clear();
      for (const table of ['definitions', 'definition_heads'])
        await knex(table)
          .delete()
          .catch(() => {});
      kernel = await kernelOnDatabase(knex, {
        practices,
        clock,
        config: { itsm: { definitions: { locations: [folder.path] } } },
      });
    });

    const titles = async () => {
      const all = await kernel.definitions.list<any>(KIND);
      return Object.fromEntries(all.map(d => [d.key, d.body.title]));
    };
    const problems = async () =>
      (await kernel.problems.read()).items.map(p => [
        path.basename(p.file),
        p.line,
        p.column,
        p.message,
      ]);
    const versions = async (key: string) =>
      (await kernel.definitionService.history(admin, KIND, key)).map(v => [
        v.version,
        v.source,
        v.removed,
      ]);

    it('are taken up from many files with many documents each', async () => {
      folder.addContent({
        'a.yaml': `${reply('one', 'One')}---\n${reply('two', 'Two')}---\n`,
        deeper: {
          'b.yml': reply('three', 'Three'),
          'c.json': JSON.stringify({
            kind: KIND,
            key: 'four',
            spec: { title: 'Four', body: 'x' },
          }),
        },
        'README.md': 'not read',
      });
      await kernel.git.sync();
      expect(await titles()).toEqual({
        one: 'One',
        two: 'Two',
        three: 'Three',
        four: 'Four',
      });
      const { locations, items } = await kernel.problems.read();
      expect(items).toEqual([]);
      expect(locations).toMatchObject([{ files: 3, definitions: 4 }]);
      // Reading the same again writes nothing.
      const told = await knex('journal');
      await kernel.git.sync();
      expect(await knex('journal')).toHaveLength(told.length);
      expect(await versions('three')).toEqual([[1, 'git', false]]);
    });

    it('are not edited in the portal', async () => {
      folder.addContent({ 'a.yaml': reply('one', 'One') });
      await kernel.git.sync();
      const edit = () =>
        kernel.definitionService.write(admin, KIND, 'one', {
          body: { title: 'Mine', body: 'x' },
        });
      await expect(edit()).rejects.toThrow(
        `${KIND}/one is defined in Git, in ${folder.path}/a.yaml; change it there`,
      );
      await expect(
        kernel.definitionService.remove(admin, KIND, 'one'),
      ).rejects.toThrow('change it there');
      const shown = await kernel.definitionService.get(admin, KIND, 'one');
      expect(shown.editable).toBe(false);
    });

    it('keep the last good version while a file has a fault', async () => {
      folder.addContent({
        'a.yaml': `${reply('one', 'One')}---\n${reply('two', 'Two')}`,
      });
      await kernel.git.sync();
      folder.addContent({
        'a.yaml': `${reply('one', 'One').replace('title', 'titel')}---\n${reply(
          'two',
          'Two anew',
        )}`,
      });
      await kernel.git.sync();
      expect(await titles()).toEqual({ one: 'One', two: 'Two anew' });
      expect(await problems()).toEqual([
        ['a.yaml', 3, 1, 'title: is required'],
        ['a.yaml', 4, 3, 'titel: is not known here; did you mean "title"?'],
      ]);
      folder.addContent({ 'a.yaml': `kind: [${reply('one', 'One')}` });
      await kernel.git.sync();
      expect(await titles()).toEqual({ one: 'One', two: 'Two anew' });
      expect((await problems()).length).toBeGreaterThan(0);
      folder.addContent({ 'a.yaml': reply('one', 'One anew') });
      await kernel.git.sync();
      expect(await titles()).toEqual({ one: 'One anew' });
      expect(await problems()).toEqual([]);
    });

    it('name what is wrong around the body too', async () => {
      folder.addContent({
        'a.yaml': 'kind: reply-templat\nkey: x\nspec: {}\n',
        'b.yaml': `${reply('one', 'One')}valid_from: 2026-01-01\n`,
        'c.yaml': 'kind: reply-template\nkey: "bad key"\nspec: {}\n',
        'd.yaml': '- a list\n',
        'e.yaml': reply('two', 'Two', 'validFrom: tomorrow\n'),
        'f.yaml': reply('three', 'Three'),
        'g.yaml': reply('three', 'Three again'),
      });
      await kernel.git.sync();
      expect(await problems()).toEqual([
        [
          'a.yaml',
          1,
          1,
          'kind: there is no kind "reply-templat"; did you mean "reply-template"?',
        ],
        [
          'b.yaml',
          6,
          1,
          'valid_from: is not known here; did you mean "validFrom"?',
        ],
        [
          'c.yaml',
          2,
          1,
          'key: must be letters, digits, dots, dashes and underscores, e.g. ask-for-logs',
        ],
        ['d.yaml', 1, 1, 'must be a map with kind, key and spec'],
        [
          'e.yaml',
          3,
          1,
          'validFrom: must be an instant like 2026-03-01T09:00:00.000Z',
        ],
        [
          'g.yaml',
          1,
          1,
          `${KIND}/three is defined in ${folder.path}/f.yaml, line 1, already; that one holds`,
        ],
      ]);
      expect(await titles()).toEqual({ three: 'Three' });
    });

    it('are removed when they leave Git, and may be written in the portal then', async () => {
      folder.addContent({
        'a.yaml': reply('one', 'One'),
        'b.yaml': reply('two', 'Two'),
      });
      await kernel.git.sync();
      fs.rmSync(folder.resolve('a.yaml'));
      await kernel.git.sync();
      expect(await titles()).toEqual({ two: 'Two' });
      expect(await versions('one')).toEqual([
        [2, 'git', true],
        [1, 'git', false],
      ]);
      await kernel.git.sync();
      expect(await versions('one')).toHaveLength(2);
      const { version } = await kernel.definitionService.write(
        admin,
        KIND,
        'one',
        { body: { title: 'Mine', body: 'x' } },
      );
      expect(version).toBe(3);
    });

    it('take over what was written in the portal, and the journal says so', async () => {
      await kernel.definitionService.write(admin, KIND, 'one', {
        body: { title: 'One', body: 'Hello' },
      });
      folder.addContent({ 'a.yaml': reply('one', 'One') });
      await kernel.git.sync();
      expect(await versions('one')).toEqual([
        [2, 'git', false],
        [1, 'portal', false],
      ]);
      const last = await knex('journal').orderBy('position', 'desc').first();
      const payload =
        typeof last.payload === 'string'
          ? JSON.parse(last.payload)
          : last.payload;
      expect(payload).toMatchObject({ source: 'git', from: 'portal' });
    });

    it('move to another file without a new version', async () => {
      folder.addContent({ 'a.yaml': reply('one', 'One') });
      await kernel.git.sync();
      fs.renameSync(folder.resolve('a.yaml'), folder.resolve('z.yaml'));
      await kernel.git.sync();
      expect(await versions('one')).toEqual([[1, 'git', false]]);
      expect(await knex('definition_heads').first()).toMatchObject({
        file: `${folder.path}/z.yaml`,
      });
    });

    it('stay while their place cannot be read, or is suddenly empty', async () => {
      folder.addContent({ 'a.yaml': reply('one', 'One') });
      await kernel.git.sync();
      folder.clear();
      await kernel.git.sync();
      expect(await titles()).toEqual({ one: 'One' });
      fs.rmSync(folder.path, { recursive: true });
      await kernel.git.sync();
      expect(await titles()).toEqual({ one: 'One' });
      const { locations } = await kernel.problems.read();
      expect(locations[0].error).toBe(
        'cannot be read: there is no such file or folder',
      );
      fs.mkdirSync(folder.path);
    });

    it('hold from when they say', async () => {
      const from = new Date(clock.now() + 60_000).toISOString();
      folder.addContent({
        'a.yaml': reply('one', 'One', `validFrom: ${from}\n`),
      });
      await kernel.git.sync();
      expect(await titles()).toEqual({});
      clock.pass(60_000);
      expect(await titles()).toEqual({ one: 'One' });
    });
  },
);

describe('definitions at an address', () => {
  it('are read as a tree, and not downloaded again while nothing changed', async () => {
    const readTree = jest.fn<any, Parameters<UrlReaderService['readTree']>>(
      async (_, options) => {
        if (options?.etag === 'v1') throw new NotModifiedError('same');
        return {
          etag: 'v1',
          files: async () => [
            { path: 'b.yaml', content: async () => Buffer.from('b') },
            { path: 'a.yaml', content: async () => Buffer.from('a') },
          ],
        };
      },
    );
    const reader = new LocationReader(
      mockServices.urlReader.mock({ readTree }),
    );
    const url = 'https://git.example.com/team/definitions/tree/main';
    const expected = {
      location: url,
      files: [
        { file: `${url}/a.yaml`, text: 'a' },
        { file: `${url}/b.yaml`, text: 'b' },
      ],
    };
    expect(await reader.read(url)).toEqual(expected);
    expect(await reader.read(url)).toEqual(expected);
    expect(readTree).toHaveBeenCalledTimes(2);
  });

  it('stay as they are when it does not answer', async () => {
    const reader = new LocationReader(
      mockServices.urlReader.mock({
        readUrl: async () => {
          throw new Error('host not allowed');
        },
      }),
    );
    expect(await reader.read('https://example.com/a.yaml')).toEqual({
      location: 'https://example.com/a.yaml',
      files: [],
      error: 'cannot be read: host not allowed',
    });
  });
});
