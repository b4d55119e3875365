import type { Entity } from '@backstage/catalog-model';
import {
  impactQuerySchema,
  pathTo,
  REDUNDANCY_ANNOTATION,
} from '@callboard/plugin-itsm-common';
import type { CatalogAccess, ImpactService } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { CiGraphs } from './CiGraphs';
import { CiStates } from './CiStates';
import { GraphStore } from './GraphStore';
import { DefaultImpactService } from './ImpactService';
import { readRelationRules } from './relationRules';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);

let story = 0;
const space = () => `impact${story}`;
const component = (name: string) => `component:${space()}/${name}`;
const resource = (name: string) => `resource:${space()}/${name}`;

function entity(
  ref: string,
  dependsOn: readonly string[] = [],
  more: { redundancy?: string; ownedBy?: string; partOf?: string } = {},
): Entity {
  const [kind, rest] = ref.split(':');
  const name = rest.split('/')[1];
  const relations = [
    ...dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
    ...(more.ownedBy ? [{ type: 'ownedBy', targetRef: more.ownedBy }] : []),
    ...(more.partOf ? [{ type: 'partOf', targetRef: more.partOf }] : []),
  ];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: space(),
      title: name.toLocaleUpperCase('en-US'),
      annotations: more.redundancy
        ? { [REDUNDANCY_ANNOTATION]: more.redundancy }
        : undefined,
    },
    spec: { type: 'service' },
    relations,
  };
}

describe.each(databases.eachSupportedId())('impact on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let states: CiStates;
  let graphs: CiGraphs;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  beforeEach(async () => {
    story += 1;
    clock = new FixedClock();
    kernel = await kernelOnDatabase(knex, { clock });
    states = new CiStates(kernel);
    graphs = new CiGraphs({
      store: new GraphStore(knex),
      rules: readRelationRules(kernel.config),
      definitions: kernel.definitions,
      clock,
    });
  });

  const read = async (...entities: Entity[]) => {
    clock.pass(60_000);
    await kernel.catalog.writer.put(
      entities.map(e => copyEntity(e, [])),
      clock.now(),
    );
    await kernel.followers.drain();
  };
  const gone = async (...refs: string[]) => {
    clock.pass(60_000);
    await kernel.catalog.remove(refs, clock.now());
    await kernel.followers.drain();
  };
  /** As somebody asks who may see all of the catalog, or some of it. */
  const seeing = (...refs: string[]): ImpactService => {
    const all = refs.length === 0;
    const catalogAccess: CatalogAccess = {
      readable: async (_, wanted) =>
        new Set(wanted.filter(ref => all || refs.includes(ref))),
    };
    return new DefaultImpactService({
      graphs,
      states,
      catalogAccess,
      authorizer: { ...kernel.authorizer, readsWholeCatalog: async () => all },
    });
  };
  const impact = (query: object, service: ImpactService = seeing()) =>
    service.impact(maria, impactQuerySchema.parse(query));

  it('says what fails, nearest first, who owns it, and through what', async () => {
    const payments = `group:${space()}/payments`;
    await read(
      entity(payments),
      entity(component('shop'), [component('cart')], { ownedBy: payments }),
      entity(component('cart'), [resource('db')], { ownedBy: payments }),
      entity(resource('db')),
      entity(component('aside')),
    );
    const found = await impact({ ref: resource('db') });
    expect(found.hits.map(({ ref, distance }) => [ref, distance])).toEqual([
      [component('cart'), 1],
      [component('shop'), 2],
    ]);
    expect(pathTo(found.hits, component('shop'))).toEqual([
      resource('db'),
      component('cart'),
      component('shop'),
    ]);
    expect(found.hits[1]).toMatchObject({
      title: 'SHOP',
      kind: 'component',
      ownerRef: payments,
      relation: 'dependsOn',
    });
    expect(found.owners).toEqual([
      { ref: payments, title: 'PAYMENTS', count: 2 },
    ]);
    expect(found.kinds).toEqual([{ kind: 'component', count: 2 }]);
    expect(found.total).toBe(2);
    // A team that is gone leaves what it owns alone with itself.
    const team = await impact({ ref: payments, depth: '1' });
    expect(new Set(team.hits.map(hit => hit.ref))).toEqual(
      new Set([component('shop'), component('cart')]),
    );
  });

  it('a part’s failure is the system’s, and not the other way round', async () => {
    const shop = `system:${space()}/shop`;
    await read(
      entity(shop),
      entity(component('cart'), [], { partOf: shop }),
      entity(component('pay'), [], { partOf: shop }),
    );
    const refs = async (ref: string) =>
      (await impact({ ref })).hits.map(hit => hit.ref);
    expect(await refs(component('cart'))).toEqual([shop]);
    expect(await refs(shop)).toEqual([]);
  });

  it('redundancy holds as long as enough are up, by annotation and by definition', async () => {
    await read(
      entity(component('cart'), [resource('a'), resource('b')], {
        redundancy: '1 of resource:a, resource:b',
      }),
      entity(resource('a')),
      entity(resource('b')),
      entity(component('mail'), [component('w1'), component('w2')]),
      entity(component('w1')),
      entity(component('w2')),
    );
    expect(await impact({ ref: resource('a') })).toMatchObject({
      hits: [],
      withstood: [
        {
          ref: component('cart'),
          atLeast: 1,
          of: [resource('a'), resource('b')],
          failed: [resource('a')],
        },
      ],
    });
    const both = await impact({ ref: `${resource('a')},${resource('b')}` });
    expect(both.hits).toMatchObject([
      {
        ref: component('cart'),
        redundancy: { failed: [resource('a'), resource('b')] },
      },
    ]);
    // One of them is down already: then the other is one too many.
    expect(
      await impact({ ref: resource('a'), down: resource('b') }),
    ).toMatchObject({
      already: [resource('b')],
      hits: [{ ref: component('cart') }],
    });

    expect((await impact({ ref: component('w1') })).total).toBe(1);
    const admin = user('priya', [], ['admin']);
    await kernel.definitionService.write(
      admin,
      'redundancy',
      `workers-${story}`,
      {
        body: {
          name: 'Mail workers',
          ref: component('mail'),
          atLeast: 1,
          of: [component('w1'), component('w2')],
        },
      } as never,
    );
    clock.pass(5_000);
    expect(await impact({ ref: component('w1') })).toMatchObject({
      total: 0,
      withstood: [{ name: 'Mail workers' }],
    });
  });

  it('takes into account what is known to be down or under change, if asked', async () => {
    await read(
      entity(component('cart'), [resource('a'), resource('b')], {
        redundancy: '1 of resource:a, resource:b',
      }),
      entity(resource('a')),
      entity(resource('b'), [resource('net')]),
      entity(resource('net')),
    );
    states.add({
      id: 'incidents',
      states: async () => new Map([[resource('net'), 'down']]),
    });
    expect((await impact({ ref: resource('a') })).hits).toEqual([]);
    const found = await impact({ ref: resource('a'), with: 'down' });
    expect(found.already).toEqual([resource('net')]);
    expect(found.hits.map(hit => hit.ref)).toEqual([component('cart')]);
    expect(
      (await impact({ ref: resource('a'), with: 'changing' })).hits,
    ).toEqual([]);
    // Whoever does not answer is left out, and the rest is told.
    states.add({
      id: 'broken',
      states: async () => {
        throw new Error('away');
      },
    });
    clock.pass(10_000);
    expect((await impact({ ref: resource('net') })).asked[0].states).toEqual([
      'down',
    ]);
  });

  it('follows the catalog: what is new, what changed, what is gone', async () => {
    const refs = async () =>
      (await impact({ ref: resource('db') })).hits.map(hit => hit.ref);
    await read(entity(resource('db')), entity(component('cart')));
    expect(await refs()).toEqual([]);
    await read(entity(component('cart'), [resource('db')]));
    expect(await refs()).toEqual([component('cart')]);
    await read(entity(component('shop'), [component('cart')]));
    expect(await refs()).toEqual([component('cart'), component('shop')]);
    await gone(component('cart'));
    expect(await refs()).toEqual([]);
    await gone(resource('db'));
    await expect(refs()).rejects.toThrow(/there is no resource/);
  });

  it('a circle ends, and a relation to nothing is a dependency like any other', async () => {
    await read(
      entity(component('a'), [component('b')]),
      entity(component('b'), [component('a'), resource('nowhere')]),
    );
    expect((await impact({ ref: component('a') })).hits).toMatchObject([
      { ref: component('b') },
    ]);
    const needs = await seeing().dependencies(maria, {
      ref: [component('a')],
      edges: true,
    });
    expect(needs.hits.map(hit => [hit.ref, hit.title])).toEqual([
      [component('b'), 'B'],
      [resource('nowhere'), 'nowhere'],
    ]);
    expect(needs.edges).toContainEqual({
      from: resource('nowhere'),
      to: component('b'),
      relation: 'dependsOn',
    });
  });

  it('finds the one switch that both databases hang on', async () => {
    await read(
      entity(component('cart'), [resource('a'), resource('b'), resource('q')], {
        redundancy: '1 of resource:a, resource:b',
      }),
      entity(resource('a'), [resource('switch')]),
      entity(resource('b'), [resource('switch')]),
      entity(resource('switch'), [resource('power')]),
      entity(resource('power')),
      entity(resource('q')),
    );
    const found = await seeing().singlePoints(maria, {
      ref: component('cart'),
    });
    expect(
      Object.fromEntries(found.items.map(({ ref, path }) => [ref, path])),
    ).toEqual({
      [resource('q')]: [resource('q'), component('cart')],
      [resource('switch')]: [
        resource('switch'),
        expect.stringMatching(/resource:.*\/[ab]$/),
        component('cart'),
      ],
      [resource('power')]: [
        resource('power'),
        resource('switch'),
        expect.stringMatching(/resource:.*\/[ab]$/),
        component('cart'),
      ],
    });
    expect(found).toMatchObject({ dependencies: 5, checked: 5 });
  });

  it('what the caller may not see is nowhere, and nothing goes through it', async () => {
    const hidden = component('hidden');
    const team = `group:${space()}/secret-team`;
    await read(
      entity(team),
      entity(component('far'), [hidden]),
      entity(hidden, [resource('db')]),
      entity(component('near'), [resource('db'), resource('x')], {
        ownedBy: team,
        redundancy: '1 of resource:db, resource:x',
      }),
      entity(component('by'), [resource('db')], { ownedBy: team }),
      entity(resource('db')),
      entity(resource('x')),
    );
    const some = seeing(
      component('far'),
      component('near'),
      component('by'),
      resource('db'),
    );
    const found = await impact({ ref: resource('db'), edges: 'true' }, some);
    expect(found.hits.map(hit => hit.ref)).toEqual([component('by')]);
    expect(found.total).toBe(1);
    const told = JSON.stringify(found);
    for (const secret of [hidden, team, resource('x')])
      expect(told).not.toContain(secret);
    await expect(impact({ ref: hidden }, some)).rejects.toThrow(
      /there is no component/,
    );
    await expect(
      impact({ ref: resource('db'), down: hidden }, some),
    ).rejects.toThrow(/down: there is no/);
    const all = await impact({ ref: resource('db') });
    expect(all.hits.map(hit => hit.ref)).toEqual(
      expect.arrayContaining([hidden, component('far')]),
    );
  });

  it('says when there is more than was asked for', async () => {
    await read(
      entity(resource('db')),
      ...Array.from({ length: 30 }, (_, n) =>
        entity(component(`c${n}`), [resource('db')]),
      ),
    );
    const found = await impact({ ref: resource('db'), limit: '10' });
    expect(found).toMatchObject({ total: 30, truncated: true });
    expect(found.hits).toHaveLength(10);
    expect(found.kinds).toEqual([{ kind: 'component', count: 30 }]);
  });
});
