import * as common from '@callboard/plugin-itsm-common';
import { lifecycleFaults, type Lifecycle } from '@callboard/plugin-itsm-common';
import fs from 'fs';
import path from 'path';
import { builtInPractices } from '../practices';
import { registeredPractices } from './registeredPractices';
import { readSources, walls } from './walls';

const ROOT = path.resolve(__dirname, '../../../..');
const PRACTICES = 'plugins/itsm-backend/src/practices';
const practices = fs
  .readdirSync(path.join(ROOT, PRACTICES), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** Fails with all that is wrong, the reason for the rule and where to look. */
function expectNone(faults: string[], why: string, look: string): void {
  if (faults.length === 0) return;
  throw new Error(
    [...faults.sort(), '', `Why: ${why}`, `Look at: ${look}`].join('\n'),
  );
}

describe('the walls of the house', () => {
  const sources = readSources(ROOT, 'packages', 'plugins');

  it('stand around the code that is there', () => {
    expect(sources.length).toBeGreaterThan(100);
    for (const { look } of walls) {
      expect(fs.existsSync(path.join(ROOT, look))).toBe(true);
    }
  });

  it.each(walls.map(wall => [wall.rule, wall] as const))(
    '%s',
    (_, { around, faults, refuses, allows, why, look }) => {
      expect(around(refuses.path) && faults(refuses)).toHaveLength(1);
      expect(around(allows.path) && faults(allows)).toEqual([]);
      const found = sources
        .filter(source => around(source.path))
        .flatMap(source => faults(source).map(f => `${source.path} ${f}`));
      expectNone(found, why, look);
    },
  );
});

describe('practices', () => {
  it('are registered by the name of their folder', async () => {
    expect(Object.keys(builtInPractices).sort()).toEqual(practices.sort());
    const registered = await registeredPractices();
    expect(registered.map(p => p.id).sort()).toEqual(practices);
  });

  /** What stands in a folder; of a practice that is nothing but its parts, what stands in those, too. */
  const filesOf = (folder: string): string[] => {
    const entries = fs.readdirSync(path.join(ROOT, folder), {
      withFileTypes: true,
    });
    const own = entries.map(({ name }) => name);
    if (own.some(name => /(Service|^schema)\.ts$/.test(name))) return own;
    const parts = entries.filter(
      entry => entry.isDirectory() && entry.name !== 'migrations',
    );
    return [
      ...own,
      ...parts.flatMap(({ name }) =>
        fs.readdirSync(path.join(ROOT, folder, name)),
      ),
    ];
  };

  it.each(practices)('%s has the same files as all others', async practice => {
    const inBackend = filesOf(`${PRACTICES}/${practice}`);
    const missing = [
      ['README.md', /^README\.md$/],
      ['module.ts', /^module\.ts$/],
      ['<Noun>Service.ts', /^(?!Authorized)[A-Z]\w*Service\.ts$/],
      ['Authorized<Noun>Service.ts', /^Authorized[A-Z]\w*Service\.ts$/],
      ['routes.ts', /^routes\.ts$/],
      ['migrations/', /^migrations$/],
    ] as const;
    const faults = missing
      .filter(([, name]) => !inBackend.some(file => name.test(file)))
      .map(([file]) => `${PRACTICES}/${practice} has no ${file}`);
    const inCommon = `plugins/itsm-common/src/practices/${practice}`;
    const { recordTypes = [] } = (await registeredPractices()).find(
      p => p.id === practice,
    )!;
    // What has no records moves along no lifecycle.
    const lifecycle = recordTypes.length > 0 ? ['lifecycle'] : [];
    const known = filesOf(inCommon);
    for (const file of ['model', 'schema', 'permissions', ...lifecycle]) {
      if (!known.includes(`${file}.ts`))
        faults.push(`${inCommon} has no ${file}.ts`);
    }
    for (const authorized of inBackend) {
      if (!/^Authorized.*Service\.ts$/.test(authorized)) continue;
      const plain = authorized.replace('Authorized', '');
      if (!inBackend.includes(plain))
        faults.push(`${PRACTICES}/${practice}/${authorized} wraps no ${plain}`);
    }
    expectNone(
      faults,
      'A path is known before it is looked up; whoever knows one practice finds the way in all.',
      `${PRACTICES}/incidents`,
    );
  });

  it('bring lifecycles in which every state is reached, and left or final', async () => {
    const isLifecycle = (value: unknown): value is Lifecycle =>
      typeof value === 'object' &&
      value !== null &&
      ['initial', 'states', 'transitions'].every(key => key in value);
    const lifecycles = new Map<string, Lifecycle>();
    for (const [name, value] of Object.entries(common) as [string, unknown][])
      if (isLifecycle(value)) lifecycles.set(name, value);
    for (const practice of await registeredPractices()) {
      for (const type of practice.recordTypes ?? [])
        lifecycles.set(`record type ${type.type}`, type.lifecycle);
    }
    expect([...lifecycles.keys()]).toEqual(
      expect.arrayContaining(['incidentLifecycle', 'record type incident']),
    );
    expectNone(
      [...lifecycles].flatMap(([name, lifecycle]) =>
        lifecycleFaults(lifecycle).map(fault => `${name}: ${fault}`),
      ),
      'A record that cannot be moved on can only be repaired in the database.',
      'plugins/itsm-common/src/kernel/lifecycle.ts',
    );
  });
});
