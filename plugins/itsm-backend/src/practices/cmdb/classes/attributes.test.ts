import type { Entity } from '@backstage/catalog-model';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import {
  forgetItems,
  loadingInto,
  SERVER_CLASS,
  VCENTER_SOURCE,
} from '../../../testing/cmdbLoads';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { brokenChains } from '../../../tests/verifyAll';
import { ItemStore } from './ItemStore';
import { DefaultAttributeService } from './AttributeService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);
const sam = user('sam', ['storefront']);
const dana = user('dana', [], ['agent']);
let story = 0;

describe.each(databases.eachSupportedId())('attributes on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let cmdb: Awaited<ReturnType<typeof loadingInto>>;
  let attributes: DefaultAttributeService;
  let ref: string;

  /** Reads an entity from Git with annotations. */
  const inCatalog = async (annotations: Record<string, string>) => {
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'ledger',
        title: 'Ledger',
        namespace: `attributes${story}`,
        uid: `attributes-${story}`,
        etag: JSON.stringify(annotations).slice(0, 60),
        annotations,
      },
      spec: { type: 'service' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
    };
    clock.pass(60_000);
    await kernel.catalog.put([copyEntity(entity, [])], clock.now());
    await kernel.followers.drain();
    await cmdb.jobs.catalogAttributes();
    return `component:attributes${story}/ledger`;
  };
  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  beforeEach(async () => {
    story += 1;
    clock = new FixedClock();
    kernel = await kernelOnDatabase(knex, { clock });
    await forgetItems(knex);
    cmdb = await loadingInto(kernel);
    attributes = new DefaultAttributeService(
      {
        ...kernel,
        catalogAccess: { readable: async (_, refs) => new Set(refs) },
      },
      new ItemStore(knex, kernel.journal),
    );
    ref = await inCatalog({});
  });

  const valuesOf = async () =>
    Object.fromEntries(
      (await attributes.get(maria, ref)).values.map(v => [
        v.key,
        [v.value, v.source],
      ]),
    );

  it('are typed by the class of the entity, and noted by who owns it', async () => {
    expect(await attributes.get(maria, ref)).toMatchObject({
      class: 'server',
      owned: false,
      version: 0,
      values: [],
      missing: [
        { key: 'serial', need: 'required' },
        { key: 'environment', need: 'required' },
        { key: 'warranty-until', need: 'recommended' },
      ],
      canUpdate: true,
    });
    const noted = await attributes.patch(maria, {
      ref,
      values: { environment: 'Production', memory: '12.5', virtual: 'yes' },
    });
    expect(noted).toMatchObject({ version: 1, id: expect.any(String) });
    expect(await valuesOf()).toEqual({
      environment: ['production', 'portal'],
      memory: [12.5, 'portal'],
      virtual: [true, 'portal'],
    });
    await attributes.patch(dana, { ref, values: { memory: null } }, 1);
    expect(Object.keys(await valuesOf())).toEqual(['environment', 'virtual']);
    expect(await brokenChains(knex)).toEqual([]);
  });

  it('are refused with a sentence, and nothing is noted then', async () => {
    const faults: [object, string][] = [
      [
        { enviroment: 'test' },
        'values.enviroment: is no attribute of it; did you mean "environment"?',
      ],
      [
        { environment: 'moon', memory: 1 },
        'values.environment: must be one of production, staging, test, not "moon"',
      ],
      [
        { 'warranty-until': '2027-02-30' },
        'values.warranty-until: must be a day like 2027-03-31, not "2027-02-30"',
      ],
      [
        { 'cost-centre': 'CC-12' },
        'values.cost-centre: must look like CC-\\d{4}, not "CC-12"',
      ],
      [
        { serial: 'a\u202eb' },
        'values.serial: holds characters that cannot be seen',
      ],
      [{ owner: 'group:default/x' }, 'values.owner: is no attribute of it'],
    ];
    for (const [values, sentence] of faults)
      await expect(
        attributes.patch(maria, { ref, values: values as any }),
      ).rejects.toThrow(sentence);
    expect((await attributes.get(maria, ref)).version).toBe(0);
    await expect(
      attributes.patch(sam, { ref, values: { memory: 1 } }),
    ).rejects.toThrow(/are for the group that owns it and for agents/);
    expect((await attributes.get(sam, ref)).canUpdate).toBe(false);
    await attributes.patch(maria, { ref, values: { memory: 1 } });
    await expect(
      attributes.patch(maria, { ref, values: { memory: 2 } }, 7),
    ).rejects.toThrow(`${ref} is at version 1, not 7; load it again`);
  });

  it('of what one may not see are not there, nor what they refer to', async () => {
    await cmdb.csv(['A1;web-1;SN1;prod;;64;payments']);
    await cmdb.json([
      { id: 'v', name: 'web-1', hardware: { serial: 'SN1' }, title: 'W' },
    ]);
    const web = 'resource:default/web-1';
    const seeing = (...refs: string[]) =>
      new DefaultAttributeService(
        {
          ...kernel,
          catalogAccess: {
            readable: async (_, all) =>
              new Set(all.filter(r => refs.includes(r))),
          },
        },
        new ItemStore(knex, kernel.journal),
      );
    const seen = await seeing(web).get(maria, web);
    expect(seen.values.map(v => v.key)).not.toContain('owner');
    expect(JSON.stringify(seen)).not.toContain('payments');
    const all = await seeing(web, 'group:default/payments').get(maria, web);
    expect(all.values.find(v => v.key === 'owner')!.value).toBe(
      'group:default/payments',
    );
    await expect(seeing().get(maria, web)).rejects.toThrow(
      `ref: there is no ${web} in the catalog, or you may not see it`,
    );
    await expect(
      seeing().patch(maria, { ref: web, values: { memory: 1 } }),
    ).rejects.toThrow(/there is no/);
  });

  it('that people note come before the catalog file, and both before what is brought in', async () => {
    await inCatalog({
      'callboard.dev/attribute.memory': '8',
      'callboard.dev/attribute.environment': 'moon',
      'callboard.dev/attribute.serial': 'GIT-1',
      'callboard.dev/attribute.nothing': 'x',
    });
    // What a file says wrongly does not count; the health of the data tells of it.
    expect(await valuesOf()).toEqual({
      memory: [8, 'catalog'],
      serial: ['GIT-1', 'catalog'],
    });
    // By its serial number it is known to other sources.
    const { changes } = await cmdb.csv(['A1;other;git-1;prod;;64;payments']);
    expect(changes).toMatchObject([{ ref, effect: 'updated' }]);
    expect(await valuesOf()).toMatchObject({
      memory: [8, 'catalog'],
      environment: ['production', 'excel'],
    });
    await attributes.patch(maria, { ref, values: { memory: 9 } });
    const memory = (await attributes.get(maria, ref)).values.find(
      v => v.key === 'memory',
    );
    expect(memory).toMatchObject({
      value: 9,
      source: 'portal',
      others: [
        { source: 'catalog', value: 8 },
        { source: 'excel', value: 64 },
      ],
    });
    await inCatalog({});
    await attributes.patch(maria, { ref, values: { memory: null } });
    expect((await valuesOf()).memory).toEqual([64, 'excel']);
  });

  it('are told with who says them, and since when a source does not name the item any more', async () => {
    await inCatalog({ 'callboard.dev/attribute.serial': 'GIT-1' });
    await cmdb.csv(['A1;other;git-1;prod;;64;payments']);
    await attributes.patch(maria, { ref, values: { memory: 9 } });
    const speakers = async () => (await attributes.get(maria, ref)).sources;
    expect(await speakers()).toMatchObject([
      { key: 'portal', name: 'By hand', precedence: 0 },
      { key: 'catalog', name: 'Catalog files', precedence: 10 },
      { key: 'excel', name: 'Spreadsheet', precedence: 100 },
    ]);
    const seen = new Date(clock.now()).toISOString();
    expect((await speakers())[2]).toMatchObject({ seenAt: seen });
    clock.pass(60_000);
    await cmdb.csv(['B1;another;GIT-2;prod;;64;payments'], { complete: true });
    expect((await speakers())[2]).toMatchObject({
      seenAt: seen,
      missingSince: new Date(clock.now()).toISOString(),
    });
  });

  it('that were noted of both before a merge are those of the one that stays', async () => {
    await cmdb.csv([
      'A1;web-1;SN1;prod;;;payments',
      'A2;web-2;SN2;prod;;;payments',
    ]);
    // The older one is merged into the newer one.
    const [gone, kept] = ['resource:default/web-1', 'resource:default/web-2'];
    const note = (of: string, memory: number | null) =>
      attributes.patch(dana, {
        ref: of,
        values: { memory, title: `${memory}` },
      });
    await note(gone, 1);
    await note(kept, 2);
    await cmdb.itemsService.merge(SYSTEM_CALLER, kept, gone);
    expect((await cmdb.valuesOf(kept)).memory).toBe(2);
    await note(kept, 3);
    expect((await cmdb.valuesOf(kept)).memory).toBe(3);
    // Under its old name it is the same item.
    expect((await attributes.get(dana, gone)).ref).toBe(kept);
    await attributes.patch(dana, { ref: kept, values: { memory: null } });
    expect(await cmdb.valuesOf(kept)).not.toHaveProperty('memory');
    await cmdb.itemsService.undoMerge(SYSTEM_CALLER, gone);
    expect(await cmdb.valuesOf(gone)).toMatchObject({
      title: '1',
      serial: 'SN1',
    });
    expect(await cmdb.valuesOf(kept)).toMatchObject({ serial: 'SN2' });
    expect(await brokenChains(knex)).toEqual([]);
  });

  it('of entities from Git come from sources too, without another entity', async () => {
    await cmdb.define('ci-source', 'costs', {
      name: 'Costs of services',
      class: 'server',
      columns: [
        { from: 'Service', to: 'entity' },
        { from: 'Centre', to: 'cost-centre' },
      ],
    });
    const result = await cmdb.load('costs', {
      csv: `Service,Centre\n${ref},CC-1000\ncomponent:default/nobody-knows,CC-1\n,CC-2000`,
    });
    expect(result.counts).toMatchObject({ created: 1, bad: 2 });
    expect(result.problems.map(p => p.reason)).toEqual([
      'Centre: must look like CC-\\d{4}, not "CC-1"',
      'Service: is missing; it names the entity',
    ]);
    const missing = await cmdb.load('costs', {
      csv: 'Service,Centre\ncomponent:default/nobody-knows,CC-1000',
    });
    expect(missing.problems[0].reason).toBe(
      'the catalog has no component:default/nobody-knows; register it, or leave the cell empty',
    );
    expect(await valuesOf()).toEqual({ 'cost-centre': ['CC-1000', 'costs'] });
    expect((await cmdb.entities.page({})).items).toEqual([]);
  });

  it('follow their definitions', async () => {
    await cmdb.jobs.settle();
    await cmdb.csv(['A1;web-1;SN1;prod;;64;payments']);
    await cmdb.json([
      { id: 'v', name: 'web-1', hardware: { serial: 'SN1', memoryGb: 96 } },
    ]);
    const web = 'resource:default/web-1';
    expect((await cmdb.valuesOf(web)).memory).toBe(96);
    const { items: before } = await cmdb.entities.page({});
    await cmdb.define('ci-source', 'excel', {
      ...(await kernel.definitions.find<object>('ci-source', 'excel'))!.body,
      precedenceOf: { memory: 1 },
    });
    await cmdb.define('ci-class', 'server', {
      ...SERVER_CLASS,
      attributes: SERVER_CLASS.attributes.filter(a => a.key !== 'environment'),
      identification: [['serial'], ['name']],
    });
    expect(await cmdb.jobs.settle()).toBe(1);
    const values = await cmdb.valuesOf(web);
    expect(values.memory).toBe(64);
    expect(values).not.toHaveProperty('environment');
    const { items: after } = await cmdb.entities.page({
      after: before[0].revision,
    });
    expect((after[0].entity as any).spec.attributes).toEqual({
      memory: 64,
      serial: 'SN1',
    });
    await cmdb.define('ci-source', 'vcenter', {
      ...VCENTER_SOURCE,
      columns: VCENTER_SOURCE.columns.filter(c => c.to !== 'environment'),
    });
    // By the new rule its name alone is enough.
    expect(
      (await cmdb.json([{ id: 'v2', name: 'WEB-1' }])).counts.created,
    ).toBe(0);
    expect(await cmdb.jobs.settle()).toBe(0);
  });
});
