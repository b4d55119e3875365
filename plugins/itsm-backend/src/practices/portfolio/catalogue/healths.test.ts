import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  HealthGathered,
  servicesBehind,
  type AskedService,
  type Caller,
  type ServiceView,
} from '@callboard/plugin-itsm-node';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { ToldOfServices } from '../../../kernel/ToldOfServices';
import { migrate } from '../../../kernel/migrate';
import { registeredPractices } from '../../../tests/registeredPractices';
import { ServiceHealths, servicesThatAre } from './ServiceHealths';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(60_000);

const numRuns = Number(process.env.PROPERTY_RUNS ?? 40);
const SYSTEMS = ['system:default/s0', 'system:default/s1'];
const PARTS = [0, 1, 2, 3].map(i => `component:default/c${i}`);
const ALL = [...SYSTEMS, ...PARTS];
const before = (ref: string) => `${ref}-before`;
const NOBODY = {} as Caller;

/** A practice that knows of some things that they do not do well, and of some or all others that they do. */
const practice = (
  id: string,
  by: 'refs' | 'names',
  told: Readonly<Record<string, 'down' | 'at-risk' | 'healthy'>>,
  rest: boolean,
): ServiceView => {
  const of = (isWell: boolean) =>
    Object.keys(told).filter(ref => (told[ref] === 'healthy') === isWell);
  return {
    id,
    read: async () => ({}),
    known: async () => ({ unwell: of(false), well: rest ? 'all' : of(true) }),
    async healthOf({ services }: { services: readonly AskedService[] }) {
      const found = new HealthGathered();
      const behind = servicesBehind(services, by);
      for (const [ref, health] of Object.entries(told))
        found.add(behind.of(ref), { health, words: `${id}: ${health}` });
      if (rest)
        found.add(
          services
            .map(({ ref }) => ref)
            .filter(ref => !found.byService.has(ref)),
          { health: 'healthy', words: `${id}: all others` },
        );
      return found.byService;
    },
  };
};

const aWord = fc.constantFrom('down', 'at-risk', 'healthy');
const some = <T>(from: readonly T[]) => fc.subarray([...from]);
const aWorld = fc.record({
  /** Which system a part is of, and where that stands. */
  of: fc.array(
    fc.record({
      system: fc.constantFrom(undefined, ...SYSTEMS),
      says: fc.constantFrom('relation', 'entity', 'both'),
    }),
    { minLength: PARTS.length, maxLength: PARTS.length },
  ),
  renamed: some(ALL),
  visible: some(ALL),
  items: fc.dictionary(fc.constantFrom(...ALL), aWord),
  records: fc.dictionary(fc.constantFrom(...ALL, ...ALL.map(before)), aWord),
  rest: fc.boolean(),
});
type World = typeof aWorld extends fc.Arbitrary<infer T> ? T : never;

async function write(knex: Knex, world: World): Promise<void> {
  for (const table of ['entities', 'relations', 'aliases'])
    await knex(`catalog_${table}`).delete();
  const systemOf = (ref: string, where: 'relation' | 'entity') => {
    const part = world.of[PARTS.indexOf(ref)];
    return part && [where, 'both'].includes(part.says)
      ? part.system
      : undefined;
  };
  await knex('catalog_entities').insert(
    ALL.map(ref => ({
      ...{ ref, kind: ref.split(':')[0], name: ref, title: ref },
      ...{ annotations: '{}', seen_at: 1 },
      system_ref: systemOf(ref, 'entity') ?? null,
    })),
  );
  for (const ref of PARTS) {
    const source = systemOf(ref, 'relation');
    if (source)
      await knex('catalog_relations').insert({
        ...{ source_ref: source, type: 'hasPart', target_ref: ref },
      });
  }
  for (const ref of world.renamed)
    await knex('catalog_aliases').insert({
      ...{ alias_ref: before(ref), ref, since: 1 },
    });
}

it('how all services do is known without looking at each, and is the same', async () => {
  const knex = await databases.init('SQLITE_3');
  await migrate(
    mockServices.database({ knex }),
    knex,
    await registeredPractices(),
  );
  const seen = { looked: 0, services: 0 };
  await fc.assert(
    fc.asyncProperty(aWorld, async world => {
      await write(knex, world);
      const visible = new Set(world.visible);
      const healths = new ServiceHealths({
        database: knex,
        clock: { now: () => 0 },
        logger: { warn: fail },
        catalogAccess: {
          readable: async (_: Caller, refs: readonly string[]) =>
            new Set(refs.filter(ref => visible.has(ref))),
        },
        serviceViews: {
          views: () => [
            practice('items', 'refs', world.items, false),
            practice('records', 'names', world.records, world.rest),
          ],
        },
      } as never);
      const each = await healths.of(NOBODY, world.visible);
      const all = await healths.ofAll(NOBODY);
      const wordOf = (ref: string) => each.get(ref)?.health ?? 'unknown';
      for (const word of ['down', 'at-risk', 'healthy', 'unknown'] as const) {
        const are = servicesThatAre([word], all);
        expect(
          world.visible.filter(ref =>
            'only' in are ? are.only.includes(ref) : !are.but.includes(ref),
          ),
        ).toEqual(world.visible.filter(ref => wordOf(ref) === word));
      }
      // Nothing of what the caller may not see is told.
      expect([...all.told.keys()].filter(ref => !visible.has(ref))).toEqual([]);
      seen.looked += all.told.size;
      seen.services += world.visible.length;
    }),
    { numRuns },
  );
  expect(seen.looked).toBeLessThan(seen.services);
});

it('whoever tells how services do has to say of which', () => {
  const views = [{ ...practice('half', 'refs', {}, false), known: undefined }];
  expect(() => new ToldOfServices().contribute({ views })).toThrow(
    /half of services has healthOf without known/,
  );
});

function fail(words: string): never {
  throw new Error(words);
}
