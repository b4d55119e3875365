import {
  continuityPlanInputSchema,
  recoveryTestInputSchema,
  serviceContinuitySchema,
  type ContinuityQuery,
} from '@callboard/plugin-itsm-common';
import { type Caller } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../../testing/MigratedDatabases';
import { seedId } from '../../../../tests/kernelOnDatabase';
import { riskChecks } from '../checks';
import { continuityRows } from './csvRows';
import { risksOfService } from '../serviceView';
import {
  riskScene,
  CART,
  CHECKOUT,
  DAY,
  DB,
  SHOP,
  dana,
  iso,
  maria,
  rita,
  sam,
  type RiskScene,
} from '../../../../testing/riskScene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('continuity on %s', databaseId => {
  let scene: RiskScene;
  beforeAll(async () => {
    scene = await riskScene(await databases.init(databaseId));
  });

  const plan = (more: object = {}) =>
    continuityPlanInputSchema.parse({
      rtoMinutes: 60,
      rpoMinutes: 15,
      ...more,
    });
  const test = (more: object = {}) =>
    recoveryTestInputSchema.parse({
      at: iso(scene.world.clock.now() - DAY),
      kind: 'full',
      result: 'passed',
      rtoMinutes: 45,
      rpoMinutes: 10,
      ...more,
    });
  const gapsOf = async (ref: string, by = dana) =>
    serviceContinuitySchema
      .parse(await scene.world.continuity.get(by, ref))
      .gaps.map(({ kind }) => kind);

  it('who owns a service writes how it comes back; what is missing is said, worst first', async () => {
    await scene.tier(CART, 'tier-1');
    expect(await gapsOf(CART)).toEqual(['no-plan']);
    expect(
      await scene.why(scene.world.continuity.write(maria, CART, plan())),
    ).toMatch(/^NotAllowedError: How a service comes back is for the group/);
    expect(
      await scene.why(scene.world.continuity.addTest(sam, CART, test())),
    ).toMatch(/^ConflictError: There is no continuity plan yet/);
    const written = await scene.world.continuity.write(
      sam,
      CART,
      plan({ steps: 'Restore it.', planUrl: 'https://wiki.example/cart' }),
    );
    expect(written).toMatchObject({
      plan: { rtoMinutes: 60, version: 1, updatedByRef: sam.ref },
      steps: 'Restore it.',
      viewer: { canUpdate: true },
      gaps: [{ kind: 'never-tested' }],
    });
    expect(
      await scene.why(scene.world.continuity.write(sam, CART, plan(), 7)),
    ).toMatch(/^ConflictError: Somebody else changed the continuity plan/);
    expect(
      await scene.why(
        scene.world.continuity.addTest(
          sam,
          CART,
          test({ at: iso(scene.world.clock.now() + DAY) }),
        ),
      ),
    ).toMatch(/^InputError: at: must have happened/);
    const tested = await scene.world.continuity.addTest(
      sam,
      CART,
      test({ rtoMinutes: 90, notes: 'The key was **lost**.' }),
    );
    expect(tested.gaps.map(({ kind }) => kind)).toEqual(['slower-than-agreed']);
    const slow = tested.tests[0].id;
    await scene.world.continuity.addTest(
      sam,
      CART,
      test({ at: iso(scene.world.clock.now()) }),
    );
    expect(await gapsOf(CART)).toEqual([]);
    await scene.world.continuity.removeTest(sam, CART, slow);
    expect(
      await scene.why(scene.world.continuity.removeTest(sam, CART, slow)),
    ).toMatch(/^NotFoundError/);
    // Each step is in the journal, without a word or a name of anybody.
    const entries = await scene
      .knex('journal')
      .where('subject_type', 'continuity')
      .orderBy('position')
      .select('kind', 'payload');
    expect(entries.map(({ kind }) => kind)).toEqual([
      'continuity.written',
      'continuity.tested',
      'continuity.tested',
      'continuity.test-removed',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/lost|Restore|user:/);
    // Who changes the numbers did not write the steps, which go with who did.
    const authors = () =>
      scene
        .knex('continuity_plans')
        .where('service_ref', CART)
        .first('words_by_ref', 'updated_by_ref');
    const steps = { steps: 'Restore it.' };
    await scene.world.continuity.write(dana, CART, plan(steps));
    expect(await authors()).toEqual({
      words_by_ref: sam.ref,
      updated_by_ref: dana.ref,
    });
    await scene.world.continuity.write(dana, CART, plan({ steps: 'Do it.' }));
    expect((await authors()).words_by_ref).toBe(dana.ref);
  });

  it('what it needs and is back later is found over the graph, as far as one sees it', async () => {
    await scene.world.continuity.write(
      maria,
      CHECKOUT,
      plan({ rtoMinutes: 30 }),
    );
    await scene.world.continuity.write(maria, DB, plan({ rtoMinutes: 240 }));
    const { gaps } = await scene.world.continuity.get(dana, CHECKOUT);
    expect(gaps.find(({ kind }) => kind === 'slow-dependency')).toEqual({
      kind: 'slow-dependency',
      words:
        'It needs Postgres, which is planned to be back after 4 h, 3 h 30 min later.',
      path: [CHECKOUT, DB],
    });
    const page = await scene.world.continuity.list(dana, { limit: 1 });
    expect(page.items[0].gaps[0].kind).toBe('slow-dependency');
    const rest = await scene.world.continuity.list(dana, {
      limit: 50,
      cursor: page.pageInfo.nextCursor,
    });
    const refs = [...page.items, ...rest.items].map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toEqual(expect.arrayContaining([CART, CHECKOUT, DB]));
    expect(refs).not.toContain('component:default/orphan');
    expect(page.counts['slow-dependency']).toBe(2);
    expect(
      await scene.why(scene.world.continuity.list(dana, { cursor: 'bm9wZQ' })),
    ).toMatch(/^InputError: cursor/);
    const rows: string[][] = [];
    for await (const row of continuityRows(
      await scene.world.continuity.rows(dana, { gap: ['slow-dependency'] }, 9),
    ))
      rows.push(row);
    expect(rows.map(row => row[1]).sort()).toEqual([CART, CHECKOUT]);
    // Who may not see the database learns neither of it nor that something is later.
    const blind: Caller = { ...rita, readsWholeCatalog: false };
    jest
      .spyOn(scene.world.kernel.catalogAccess, 'readable')
      .mockImplementation(
        async (_caller, asked) => new Set(asked.filter(ref => ref !== DB)),
      );
    const seen = await scene.world.continuity.list(blind, {});
    expect(JSON.stringify(seen)).not.toMatch(/resource:default\/db|Postgres/);
    jest.restoreAllMocks();
    // The page of the service and its checks say the same.
    await scene.file();
    const view = risksOfService(scene.world.kernel, scene.world.book);
    const told = await view.read({
      caller: dana,
      ref: CART,
      refs: [CART],
      now: scene.world.clock.now(),
    });
    expect(told.continuity).toMatchObject({
      rtoMinutes: 60,
      gap: expect.stringMatching(/^It needs Postgres/),
    });
    expect(told.risks?.items.length).toBeGreaterThan(0);
    const [check, review] = riskChecks(scene.world.kernel, scene.world);
    const services = [CART, DB, SHOP].map(ref => ({
      ref,
      kind: 'component',
    }));
    const answers = await check.read(services);
    expect(answers.get(CART)).toEqual({
      state: 'met',
      words: 'Back after 1 h, tested',
    });
    expect(answers.get(DB)?.words).toBe('Its recovery was never tested.');
    expect(answers.get(SHOP)).toEqual({ state: 'missing' });
    expect((await review.read(services)).has(SHOP)).toBe(false);
  });

  it('of a change its service is looked at afterwards, and not within it', async () => {
    const waiting = () => scene.knex('service_profile_waiting').pluck('ref');
    await scene.world.settle();
    await scene.world.continuity.write(sam, CART, plan({ rpoMinutes: 20 }));
    expect(await waiting()).toEqual([]);
    await scene.world.kernel.followers.drain();
    expect(await waiting()).toEqual([CART]);
    await scene.world.settle();
    await scene.world.continuity.addTest(sam, CART, test());
    await scene.world.kernel.followers.drain();
    expect(await waiting()).toEqual([CART]);
    await scene.world.settle();
  });

  it('the list takes as many statements for a thousand as for a few, and reads no more than it shows', async () => {
    const { knex } = scene;
    const looked = async (question: ContinuityQuery) => {
      const found = { count: 0, rows: 0 };
      const note = (answer: any) => {
        found.count += 1;
        found.rows = Math.max(found.rows, (answer.rows ?? answer).length);
      };
      knex.on('query-response', note);
      const { items, total } = await scene.world.continuity.list(
        dana,
        question,
      );
      knex.removeListener('query-response', note);
      return { ...found, total, items: items.length };
    };
    const seed = async (names: readonly string[]) => {
      await knex.batchInsert(
        'catalog_entities',
        names.map(name => ({
          ref: `component:default/${name}`,
          kind: 'component',
          name,
          title: name,
          owner_ref: 'group:default/payments',
          annotations: '{}',
          seen_at: scene.world.clock.now(),
        })),
        50,
      );
      return names.map(name => `component:default/${name}`);
    };
    const some = (name: string, n: number) =>
      Array.from({ length: n }, (_, i) => `${name}${i}`);
    const few = await seed(some('n', 10));
    const all: ContinuityQuery = { all: true, limit: 10, q: 'component' };
    const before = [await looked({ limit: 10 }), await looked(all)];
    expect(before[1].items).toBe(10);
    const unplanned = await seed(some('u', 1_000));
    // Of the thousand none is read that is not shown.
    expect(await looked(all)).toEqual({
      ...before[1],
      total: before[1].total + 1_000,
    });
    const planned = await seed(some('m', 300));
    await knex.batchInsert(
      'continuity_plans',
      planned.map((ref, i) => ({
        id: seedId(5_000 + i),
        service_ref: ref,
        rto_minutes: 60,
        rpo_minutes: 15,
        test_every_days: 365,
        version: 1,
        updated_at: scene.world.clock.now(),
      })),
      50,
    );
    const { count, total } = await looked({ limit: 10 });
    expect(count).toBe(before[0].count);
    expect(total).toBe(before[0].total + 300);

    // Every service stands in the list once, whichever way its pages are turned; in the file, too.
    const byTitle = (a: string, b: string) => (a < b ? -1 : 1);
    const listed = async (question: ContinuityQuery, by = dana) => {
      const refs: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await scene.world.continuity.list(by, {
          ...question,
          cursor,
        });
        refs.push(...page.items.map(({ ref }) => ref));
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return refs;
    };
    const whole = await listed({ all: true, limit: 100 });
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole).toEqual(expect.arrayContaining([...few, ...planned]));
    expect(whole.filter(ref => unplanned.includes(ref))).toEqual(
      [...unplanned].sort(byTitle),
    );
    const exported: string[] = [];
    for await (const { service } of await scene.world.continuity.rows(
      dana,
      { all: true },
      whole.length - 3,
    ))
      exported.push(service.ref);
    expect(exported).toEqual(whole.slice(0, -3));
    // By part of the name, and of one group; of nothing that is not planned for anything is missing.
    expect(await listed({ all: true, limit: 7, q: 'U99 component' })).toEqual(
      ['u99', ...some('u99', 10)].map(name => `component:default/${name}`),
    );
    const owned = { all: true, owner: ['group:default/storefront'] };
    expect(await listed({ ...owned, limit: 2 })).toContain(CART);
    expect(
      (await scene.world.continuity.list(dana, { ...owned, q: 'u9' })).total,
    ).toBe(0);
    expect(
      await listed({ all: true, limit: 100, gap: ['never-tested'], q: 'u' }),
    ).not.toContain(unplanned[0]);
    // Whoever sees some of them is told of no others, nor how many there are.
    jest
      .spyOn(scene.world.kernel.authorizer, 'readsWholeCatalog')
      .mockResolvedValue(false);
    jest
      .spyOn(scene.world.kernel.catalogAccess, 'readable')
      .mockImplementation(
        async (_caller, asked) =>
          new Set(asked.filter(ref => /\/u\d*7$/.test(ref))),
      );
    const sevens = unplanned.filter(ref => ref.endsWith('7')).sort(byTitle);
    expect(await listed({ all: true, limit: 30 }, rita)).toEqual(sevens);
    expect(
      await scene.world.continuity.list(rita, { all: true, limit: 1 }),
    ).toMatchObject({ total: 100, owners: ['group:default/payments'] });
    jest.restoreAllMocks();
    await knex('continuity_plans').whereIn('service_ref', planned).delete();
    for (const refs of [few, unplanned, planned])
      await knex('catalog_entities').whereIn('ref', refs).delete();
  });

  it('two who write at the same instant do not overwrite each other; a removed plan keeps its tests', async () => {
    const ref = 'component:default/orphan';
    const both = await Promise.all(
      [1, 2].map(n =>
        scene.why(
          scene.world.continuity.write(dana, ref, plan({ rtoMinutes: n })),
        ),
      ),
    );
    // Either one was first, or the second one saw what the first one wrote.
    expect(both).toContain('it was done');
    const { plan: now } = await scene.world.continuity.get(dana, ref);
    await scene.world.continuity.addTest(dana, ref, test());
    const removed = await scene.world.continuity.remove(
      dana,
      ref,
      now!.version,
    );
    expect([removed.plan, removed.tests.length]).toEqual([undefined, 1]);
    expect(await scene.why(scene.world.continuity.remove(dana, ref))).toMatch(
      /^NotFoundError/,
    );
    const again = await scene.world.continuity.write(dana, ref, plan());
    expect(again.plan?.version).toBe(now!.version + 2);
    // Of what is gone from the catalog it is found by whichever name it had.
    const [last, former] = ['last', 'former'].map(
      n => `component:default/${n}`,
    );
    await scene
      .knex('continuity_plans')
      .where('service_ref', ref)
      .update({ service_ref: last });
    await scene
      .knex('catalog_aliases')
      .insert({ alias_ref: former, ref: last, since: 1 });
    for (const name of [last, former])
      expect((await scene.world.continuity.get(dana, name)).plan?.version).toBe(
        again.plan?.version,
      );
    expect(
      await scene.why(scene.world.continuity.get(dana, 'user:default/maria')),
    ).toMatch(/is no service/);
    expect(
      await scene.why(
        scene.world.continuity.get(dana, 'component:default/nowhere'),
      ),
    ).toMatch(/^NotFoundError: There is no component:default\/nowhere/);
  });
});
