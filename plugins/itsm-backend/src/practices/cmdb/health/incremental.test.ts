import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { DAY, HealthStories, type SaidOf } from '../../../tests/healthStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const GROUPS = ['one', 'two'];

/** What may happen between two looks at items. */
type Edit =
  | { do: 'say'; name: string; said: SaidOf }
  | { do: 'gone'; name: string }
  | { do: 'group'; name: string }
  | { do: 'groupGone'; name: string }
  | { do: 'rule'; lifecycle: string }
  | { do: 'pass'; days: number }
  | { do: 'settle' };

const name = fc.constantFrom(...NAMES);
const said: fc.Arbitrary<SaidOf> = fc.record({
  kind: fc.constant('Component'),
  owner: fc.constantFrom(null, ...GROUPS, 'user:default/maria'),
  system: fc.constantFrom(null, 'shop'),
  lifecycle: fc.constantFrom('production', 'experimental'),
  dependsOn: fc.uniqueArray(name, { maxLength: 3 }),
  annotations: fc.constantFrom<Record<string, string>>(
    {},
    { 'callboard.dev/redundancy': '1 of component:a, component:b' },
    { 'callboard.dev/redundancy': 'some of it' },
  ),
});
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('say' as const), name, said }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('gone' as const), name }),
  },
  fc.record({
    do: fc.constant('group' as const),
    name: fc.constantFrom(...GROUPS),
  }),
  fc.record({
    do: fc.constant('groupGone' as const),
    name: fc.constantFrom(...GROUPS),
  }),
  fc.record({
    do: fc.constant('rule' as const),
    lifecycle: fc.constantFrom('production', 'experimental'),
  }),
  fc.record({ do: fc.constant('pass' as const), days: fc.constantFrom(1, 20) }),
  { weight: 2, arbitrary: fc.constant({ do: 'settle' as const }) },
);

describe.each(databases.eachSupportedId())(
  'health that follows what changes, on %s',
  databaseId => {
    let knex: Knex;
    let stories: HealthStories;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      stories = await HealthStories.on(knex, {
        config: { itsm: { cmdb: { health: { confirmEveryDays: 30 } } } },
      });
    });

    const uids = new Map<string, string>();
    const act = async (one: Edit) => {
      switch (one.do) {
        case 'say': {
          const uid = uids.get(stories.ref(one.name));
          const entity = stories.entity(one.name, { ...one.said, uid });
          uids.set(stories.ref(one.name), entity.metadata.uid!);
          return stories.read(entity);
        }
        case 'gone':
          return stories.gone(stories.ref(one.name));
        case 'group':
          return stories.read(stories.group(one.name));
        case 'groupGone':
          return stories.gone(`group:default/${one.name}`);
        case 'rule':
          return stories.define('ci-rule', 'lifecycle', {
            name: 'Lifecycle',
            must: { lifecycle: one.lifecycle },
            message: 'It is another one.',
            advice: 'Change it.',
          });
        case 'pass':
          return stories.pass(one.days * DAY);
        default:
          return stories.settle();
      }
    };
    /** What was found, but for when. */
    const found = async () => ({
      items: (await knex('ci_health').orderBy('ref')).map(
        ({ evaluated_at: _, ...row }) => row,
      ),
      findings: (
        await knex('ci_findings').orderBy(['ref', 'rule', 'detail'])
      ).map(({ id: _, since: __, ...row }) => row),
    });

    it('is the same as if all were looked at once, whatever happened in which order', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(edit, { minLength: 3, maxLength: 14 }),
          async edits => {
            await stories.begin();
            await stories.health.work.ensure();
            await stories.settle();
            for (const one of edits) await act(one);
            await stories.settle();
            const followed = await found();
            await knex('ci_findings').delete();
            await knex('ci_health').delete();
            await stories.lookAtAll();
            expect(followed).toEqual(await found());
          },
        ),
        { numRuns: databaseId === 'SQLITE_3' ? 25 : 12 },
      );
    });

    it('is the same in whatever portions items are looked at, and once more', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(said, { minLength: 1, maxLength: NAMES.length }),
          fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
          fc.integer({ min: 1, max: NAMES.length }),
          async (all, order, portion) => {
            await stories.begin();
            await stories.read(
              stories.group('one'),
              ...all.map((one, i) => stories.entity(NAMES[i], one)),
            );
            await stories.lookAtAll();
            const together = await found();
            await knex('ci_findings').delete();
            await knex('ci_health').delete();
            const basis = await stories.health.evaluation.basis();
            const refs = order.map(n => stories.ref(n));
            const look = (some: readonly string[]) =>
              knex.transaction(tx =>
                stories.health.work.evaluateIn(tx, some, basis),
              );
            for (const _ of [1, 2])
              for (let i = 0; i < refs.length; i += portion)
                await look(refs.slice(i, i + portion));
            expect(await found()).toEqual(together);
          },
        ),
        { numRuns: databaseId === 'SQLITE_3' ? 15 : 6 },
      );
    });
  },
);
