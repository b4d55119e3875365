import type { Entity } from '@backstage/catalog-model';
import {
  feasibilityQuerySchema,
  REDUNDANCY_ANNOTATION,
  type Feasible,
} from '@callboard/plugin-itsm-common';
import type { CatalogAccess } from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../kernel/buildKernel';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { CiGraphs } from '../practices/cmdb/impact/CiGraphs';
import { CiStates } from '../practices/cmdb/impact/CiStates';
import { GraphStore } from '../practices/cmdb/impact/GraphStore';
import { DefaultImpactService } from '../practices/cmdb/impact/ImpactService';
import { readRelationRules } from '../practices/cmdb/impact/relationRules';
import { AgreedBook } from '../practices/service-levels/agreements/AgreedBook';
import { FactFields } from '../practices/service-levels/agreements/FactFields';
import { CalendarService } from '../practices/service-levels/calendars/CalendarService';
import { DefaultFeasibilityService } from '../practices/service-levels/feasibility/FeasibilityService';
import { ObjectiveBook } from '../practices/service-levels/objectives/ObjectiveBook';
import { MigratedDatabases } from '../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const zoe = user('zoe', [], ['admin']);
const maria = user('maria', ['payments']);
const day = [{ from: '00:00', to: '24:00' }];
const always = {
  name: 'Around the clock',
  timeZone: 'UTC',
  week: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
    ...{ friday: day, saturday: day, sunday: day },
  },
};

let story = 0;
const at = (kind: string) => (name: string) => `${kind}:f${story}/${name}`;
const component = at('component');
const resource = at('resource');
const group = at('group');

function entity(
  ref: string,
  needs: readonly string[] = [],
  more: { redundancy?: string; ownedBy?: string } = {},
): Entity {
  const [kind, namespace, name] = ref.split(/[:/]/);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace,
      name,
      annotations: more.redundancy
        ? { [REDUNDANCY_ANNOTATION]: more.redundancy }
        : undefined,
    },
    spec: { type: 'service' },
    relations: [
      ...needs.map(targetRef => ({ type: 'dependsOn', targetRef })),
      ...(more.ownedBy ? [{ type: 'ownedBy', targetRef: more.ownedBy }] : []),
    ],
  };
}

describe.each(databases.eachSupportedId())(
  'whether promises can be kept, on %s',
  databaseId => {
    let kernel: KernelParts;
    let clock: FixedClock;
    let graphs: CiGraphs;
    const written = new Map<string, [kind: string, key: string]>();

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      clock = new FixedClock();
      kernel = await kernelOnDatabase(knex, { clock });
      graphs = new CiGraphs({
        store: new GraphStore(knex),
        rules: readRelationRules(kernel.config),
        definitions: kernel.definitions,
        clock,
      });
      await define('calendar', 'always', always);
      await define('calendar', 'mornings', {
        name: 'Mornings',
        timeZone: 'UTC',
        week: { monday: [{ from: '08:00', to: '12:00' }] },
      });
    });
    beforeEach(async () => {
      story += 1;
      // What other stories promise is of their own items.
      for (const [kind, key] of [...written.values()])
        await kernel.definitionService.remove(zoe, kind, key, {} as never);
      written.clear();
    });

    async function define(kind: string, key: string, body: object) {
      await kernel.definitionService.write(zoe, kind, key, { body } as never);
      if (kind !== 'calendar') written.set(`${kind}/${key}`, [kind, key]);
    }
    const read = async (...entities: Entity[]) => {
      clock.pass(60_000);
      await kernel.catalog.writer.put(
        entities.map(e => copyEntity(e, [])),
        clock.now(),
      );
      await kernel.followers.drain();
    };
    const availability = (target: string) => ({ target, per: 'month' });
    const agree = (key: string, type: string, items: string[], more: object) =>
      define('agreement', key, {
        name: key,
        type,
        items,
        targets: [
          { metric: 'response', goals: [{ within: '1h', calendar: 'always' }] },
        ],
        ...more,
      });
    const objective = (key: string, about: string, target: number) =>
      define('objective', key, {
        apiVersion: 'openslo/v1',
        kind: 'SLO',
        metadata: { name: key },
        spec: {
          service: about,
          indicator: {
            spec: {
              ratioMetric: {
                rawType: 'success',
                raw: {
                  metricSource: {
                    type: 'Callboard',
                    spec: { measure: 'availability' },
                  },
                },
              },
            },
          },
          timeWindow: [{ duration: '30d', isRolling: true }],
          budgetingMethod: 'Occurrences',
          objectives: [{ target }],
        },
      });
    /** As somebody asks who may see all but some of the catalog. */
    const seeing = (hidden?: readonly string[], withCmdb = true) => {
      const catalogAccess: CatalogAccess = {
        readable: async (_, refs) =>
          new Set(refs.filter(ref => !hidden?.includes(ref))),
      };
      const authorizer = {
        ...kernel.authorizer,
        readsWholeCatalog: async () => hidden === undefined,
      };
      const fields = new FactFields(() => kernel.recordTypes.all());
      const impact = new DefaultImpactService({
        graphs,
        states: new CiStates(kernel),
        catalogAccess,
        authorizer,
      });
      return new DefaultFeasibilityService({
        ...kernel,
        catalogAccess,
        authorizer,
        services: {
          offer: () => {},
          find: () => (withCmdb ? (impact as never) : undefined),
        },
        book: new AgreedBook({
          definitions: kernel.definitions,
          calendars: new CalendarService(kernel),
          fields,
        }),
        objectives: new ObjectiveBook(kernel, []),
        fields,
      });
    };
    const list = (query: object = {}, service = seeing()) =>
      service.list(maria, feasibilityQuerySchema.parse(query));
    const brief = (items: readonly Feasible[]) =>
      items.map(({ source, verdict, words }) => [source.key, verdict, words]);

    it('finds that two of 99.9 % in a row are not 99.9 %, and that a pair of 99 % is', async () => {
      await read(
        entity(component('shop'), [resource('db'), resource('bus')]),
        entity(component('site'), [resource('a'), resource('b')], {
          redundancy: '1 of resource:a, resource:b',
        }),
        ...['db', 'bus', 'a', 'b'].map(name => entity(resource(name))),
      );
      await objective('shop-up', component('shop'), 0.999);
      await objective('site-up', component('site'), 0.999);
      await agree('teams', 'ola', [resource('db'), resource('bus')], {
        availability: availability('99.9%'),
      });
      await agree('hoster', 'uc', [resource('a'), resource('b')], {
        availability: availability('99%'),
      });

      const { items, counts, wholeCatalog } = await list();
      expect(brief(items).slice(0, 1)).toEqual([
        ['shop-up', 'infeasible', '99.9 % × 99.9 % = 99.8001 % < 99.9 %'],
      ]);
      expect(items[0]).toMatchObject({
        promised: 0.999,
        entityRef: component('shop'),
      });
      expect((items[0] as any).missingMinutes).toBeCloseTo(43.1568, 4);
      expect(brief(items)).toContainEqual([
        'site-up',
        'feasible',
        '1 − (1 − 99 %)² = 99.99 % ≥ 99.9 %',
      ]);
      expect(wholeCatalog).toBe(true);
      // What teams promise of a database that needs nothing is theirs alone to keep.
      expect(counts).toEqual({ infeasible: 1, unknown: 2, feasible: 1 });

      const told = await seeing().explain(maria, component('shop'));
      expect(told.availability).toMatchObject({
        items: 2,
        unknown: { total: 0 },
        promises: [{ verdict: 'infeasible' }],
        counted: [
          {
            ref: resource('bus'),
            promised: 0.999,
            sources: [{ key: 'teams' }],
          },
          { ref: resource('db') },
        ],
      });
      expect(told.availability!.improve[0].gainMinutes).toBeCloseTo(43.1568, 4);
      expect(told.refs[resource('db')]).toMatchObject({ kind: 'resource' });
    });

    it('holds our own promise of an item against that of its supplier', async () => {
      await read(
        entity(component('pay'), [resource('gate')]),
        entity(resource('gate')),
      );
      await objective('gate-up', resource('gate'), 0.999);
      await agree('coin', 'uc', [resource('gate')], {
        availability: availability('99.5%'),
      });
      await agree('gold', 'sla', [component('pay')], {
        availability: availability('99.9%'),
      });
      expect(brief((await list({ verdict: 'infeasible' })).items)).toEqual([
        ['gold', 'infeasible', '99.5 % < 99.9 %'],
        ['gate-up', 'infeasible', '99.5 % < 99.9 %'],
      ]);
      const { refs, availability: found } = await seeing().explain(
        maria,
        component('pay'),
      );
      const [{ ref }] = found!.improve;
      expect(ref).toBe(`agreement:${resource('gate')}`);
      expect(refs[ref]).toMatchObject({ title: 'gate', kind: 'agreement' });
      expect(refs[resource('gate')]).toMatchObject({ kind: 'resource' });
    });

    it('says what is not known, and counts it as never failing', async () => {
      await read(
        entity(component('shop'), [component('cart'), resource('db')]),
        entity(component('cart'), [resource('cache')]),
        entity(resource('cache')),
        entity(resource('db')),
        entity(component('alone')),
      );
      await objective('shop-up', component('shop'), 0.99);
      await objective('db-up', resource('db'), 0.999);
      await objective('alone-up', component('alone'), 0.99);
      const { items } = await list();
      const reasons = items.map(item => [
        item.source.key,
        item.verdict,
        item.reason,
      ]);
      expect(reasons).toContainEqual(['shop-up', 'unknown', 'unpromised']);
      expect(reasons).toContainEqual(['alone-up', 'unknown', 'nothingBehind']);
      const { availability: found } = await seeing().explain(
        maria,
        component('shop'),
      );
      expect(found).toMatchObject({
        high: 0.999,
        unknown: { total: 2, refs: [component('cart'), resource('cache')] },
      });
    });

    it('shows nobody what they may not see: it counts as up, and is in no list or number', async () => {
      await read(
        entity(component('shop'), [resource('db'), resource('secret')]),
        entity(resource('db')),
        entity(resource('secret'), [resource('deeper')]),
        entity(resource('deeper')),
      );
      await objective('shop-up', component('shop'), 0.999);
      await objective('db-up', resource('db'), 0.999);
      await objective('secret-up', resource('secret'), 0.9);
      await objective('deeper-up', resource('deeper'), 0.8);
      const all = await list();
      expect(all.items).toHaveLength(4);
      const some = seeing([resource('secret'), resource('deeper')]);
      const shown = await list({}, some);
      expect(shown.wholeCatalog).toBe(false);
      expect(brief(shown.items)).toEqual([
        ['db-up', 'unknown', undefined],
        ['shop-up', 'feasible', '99.9 % ≥ 99.9 %'],
      ]);
      expect(shown.counts).toEqual({ infeasible: 0, unknown: 1, feasible: 1 });
      const told = await some.explain(maria, component('shop'));
      expect(told.availability).toMatchObject({ items: 1 });
      expect(JSON.stringify([shown, told])).not.toMatch(/secret|deeper/);
      await expect(some.explain(maria, resource('secret'))).rejects.toThrow(
        'there is no',
      );
      await expect(
        some.explain(maria, resource('nowhere')),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      expect((await list({ entity: resource('secret') }, some)).counts).toEqual(
        { infeasible: 0, unknown: 0, feasible: 0 },
      );
    });

    it('holds a time against those of suppliers and teams that nothing stands in for', async () => {
      await read(
        entity(
          component('shop'),
          [component('pay'), resource('a'), resource('b')],
          {
            redundancy: '1 of resource:a, resource:b',
          },
        ),
        entity(component('pay'), [], { ownedBy: group('payments') }),
        entity(resource('a')),
        entity(resource('b')),
        entity(group('payments')),
      );
      const resolution = (within: string, calendar = 'always') => ({
        targets: [{ metric: 'resolution', goals: [{ within, calendar }] }],
      });
      await agree('gold', 'sla', [component('shop')], {
        targets: [
          {
            metric: 'resolution',
            goals: [
              {
                when: { priority: { $lte: 2 } },
                within: '4h',
                calendar: 'always',
              },
              { within: '8h', calendar: 'always' },
            ],
          },
        ],
      });
      // The pair has a spare: nobody waits for its supplier.
      await agree('hoster', 'uc', [resource('a')], resolution('90h'));
      await agree('desk', 'ola', [group('payments')], resolution('8h'));
      const times = async () =>
        (await seeing().explain(maria, component('shop'))).times.map(
          ({ priorities, verdict, passed, words }) => [
            priorities,
            verdict,
            passed,
            words,
          ],
        );
      expect(await times()).toEqual([
        [
          [1, 2],
          'infeasible',
          8 * HOUR,
          'desk: 8 h (Around the clock) > 4 h (Around the clock)',
        ],
        [
          [3, 4, 5],
          'feasible',
          8 * HOUR,
          'desk: 8 h (Around the clock) ≤ 8 h (Around the clock)',
        ],
      ]);
      await agree(
        'desk',
        'ola',
        [group('payments')],
        resolution('1h', 'mornings'),
      );
      // From Monday noon on, an hour of mornings is over a week later.
      expect((await times())[0].slice(1)).toEqual([
        'infeasible',
        expect.closeTo(165 * HOUR, -1),
        'desk: 1 h (Mornings), up to 165 h (Around the clock) > 4 h (Around the clock)',
      ]);
      const { items } = await list({
        agreement: 'gold',
        verdict: 'infeasible',
      });
      expect(items).toMatchObject([
        { kind: 'time', priorities: [1, 2] },
        { kind: 'time', priorities: [3, 4, 5] },
      ]);
    });

    it('answers page by page, the worst first, and refuses a cursor of another list', async () => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      await read(
        ...names.map(name => entity(component(name), [resource(name)])),
        ...names.map(name => entity(resource(name))),
      );
      for (const [n, name] of names.entries()) {
        await objective(`${name}-up`, component(name), 0.999);
        await objective(`${name}-behind`, resource(name), 0.99 + n / 1000);
      }
      const verdict = 'infeasible';
      const seen: string[] = [];
      let cursor: string | undefined;
      for (const size of [2, 2, 1]) {
        const page = await list({
          verdict,
          limit: '2',
          ...(cursor && { cursor }),
        });
        expect(page.items).toHaveLength(size);
        seen.push(...page.items.map(({ source }) => source.key));
        expect(page.counts.infeasible).toBe(5);
        cursor = page.pageInfo.nextCursor ?? cursor;
      }
      await expect(list({ cursor })).rejects.toThrow('other filters');
      expect(seen).toEqual(names.map(name => `${name}-up`));
      await expect(list({ cursor: 'x' })).rejects.toThrow(
        'cursor: is not one that this API gave; start again without it',
      );
    });

    it('says that it needs the CMDB where that is switched off', async () => {
      await read(
        entity(component('shop'), [resource('db')]),
        entity(resource('db')),
      );
      await objective('shop-up', component('shop'), 0.999);
      await objective('db-up', resource('db'), 0.9);
      const { items } = await list(
        { objective: 'shop-up' },
        seeing(undefined, false),
      );
      expect(items).toMatchObject([{ verdict: 'unknown', reason: 'noCmdb' }]);
      const told = await seeing(undefined, false).explain(
        maria,
        component('shop'),
      );
      expect(told.availability).toBeUndefined();
    });
  },
);
