import type { Entity } from '@backstage/catalog-model';
import { DEFAULT_FAILURE_DIRECTIONS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { KernelParts } from '../../kernel/buildKernel';
import { copyEntity } from '../../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase } from '../../tests/kernelOnDatabase';
import { HistoryStore } from './HistoryStore';
import { CiGraph } from './impact/CiGraph';
import { GraphStore } from './impact/GraphStore';
import { Walk } from './impact/Walk';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const HOUR = 3_600_000;
/** What one statement takes: SQLite 32,766 parameters, PostgreSQL twice as many. */
const MOST_PARAMETERS = 32_766;
const HUB = 'resource:crowd/hub';
const user = (n: number) => `component:crowd/c${n}`;

/** A resource that so many components from that one on depend on. */
const hub = (from: number, count: number): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'hub', namespace: 'crowd', uid: 'hub' },
  spec: { type: 'database' },
  relations: Array.from({ length: count }, (_, n) => ({
    type: 'dependencyOf',
    targetRef: user(from + n),
  })),
});

describe.each(databases.eachSupportedId())(
  'an entity with tens of thousands of relations on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let history: HistoryStore;
    const clock = new FixedClock();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      kernel = await kernelOnDatabase(knex, { clock });
      history = new HistoryStore(knex);
    });

    /** How many statements some work takes, and the most parameters of one. */
    const counted = async (work: () => Promise<unknown>) => {
      let statements = 0;
      let parameters = 0;
      const note = ({ bindings = [] }: { bindings?: unknown[] }) => {
        statements += 1;
        parameters = Math.max(parameters, bindings.length);
      };
      knex.on('query', note);
      await work();
      knex.removeListener('query', note);
      expect(parameters).toBeLessThan(MOST_PARAMETERS);
      return statements;
    };
    const read = (entity: Entity) => {
      clock.pass(HOUR);
      return kernel.catalog.put([copyEntity(entity, [])], clock.now());
    };
    const follow = () => kernel.followers.drain();
    // PostgreSQL takes 65,535 parameters a statement: 20,000 rows are past it with four columns.
    const COUNT = databaseId === 'SQLITE_3' ? 10_000 : 20_000;
    const targetsAt = async (instant: number) =>
      (await history.relationsAt([HUB], instant)).map(r => r.targetRef).sort();
    const usersOf = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => user(from + n)).sort();
    const told = async () =>
      (await knex('catalog_relations').where('source_ref', HUB)).length;

    // Where rows are inserted, some hundred at a time on SQLite; elsewhere thousands. All followers
    // of the journal are among it, which take a few each.
    const WRITTEN = databaseId === 'SQLITE_3' ? 300 : 200;
    const CHANGED = 150;

    it('is read, changed and removed in some statements, and its history is what it was', async () => {
      expect(await counted(() => read(hub(0, COUNT)))).toBeLessThan(WRITTEN);
      const first = clock.now();
      expect(await counted(follow)).toBeLessThan(WRITTEN);

      // One goes and one comes: that is all that is written.
      expect(await counted(() => read(hub(1, COUNT)))).toBeLessThan(20);
      const second = clock.now();
      expect(await told()).toBe(COUNT);
      expect(await counted(follow)).toBeLessThan(CHANGED);

      // All of them go, and others come.
      expect(await counted(() => read(hub(2 * COUNT, COUNT)))).toBeLessThan(
        WRITTEN + CHANGED,
      );
      const third = clock.now();
      expect(await told()).toBe(COUNT);
      expect(await counted(follow)).toBeLessThan(WRITTEN + CHANGED);

      clock.pass(HOUR);
      const remove = () => kernel.catalog.remove([HUB], clock.now());
      expect(await counted(remove)).toBeLessThan(20);
      expect(await told()).toBe(0);
      expect(await counted(follow)).toBeLessThan(CHANGED);

      expect(await targetsAt(first)).toEqual(usersOf(0, COUNT));
      expect(await targetsAt(second)).toEqual(usersOf(1, COUNT));
      expect(await targetsAt(third)).toEqual(usersOf(2 * COUNT, COUNT));
      expect(await targetsAt(clock.now())).toEqual([]);
      const removed = await history.at([HUB], clock.now());
      expect(removed.get(HUB)).toMatchObject({ what: 'removed' });
      expect(removed.get(HUB)!.change.relations.removed).toHaveLength(COUNT);
    });

    it('is in the graph of impact, and out of it again', async () => {
      await read(hub(0, COUNT));
      const rules = {
        ...DEFAULT_FAILURE_DIRECTIONS,
        dependencyOf: 'to-target',
      };
      const store = new GraphStore(knex);
      const empty = CiGraph.empty(rules as any);
      const graph = empty.with(await store.some([HUB], empty.relations));
      const affected = (of: CiGraph) => {
        const walk = new Walk(of, of.affects, { groups: true });
        walk.start([of.idOf(HUB)!]);
        walk.run();
        return walk.take().items.length - 1;
      };
      expect(affected(graph)).toBe(COUNT);
      await kernel.catalog.remove([HUB], clock.now());
      const after = graph.with(await store.some([HUB], graph.relations));
      expect(affected(after)).toBe(0);
    });
  },
);
