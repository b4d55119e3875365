import path from 'path';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import fs from 'fs';
import { parseAllDocuments } from 'yaml';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import { PART_OF_CATALOG } from '../../testing/partOfCatalog';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { kernelOnDatabase } from '../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CONFIG = {
  itsm: {
    access: {
      roles: { admin: ['group:default/storefront'] },
      decisionCacheSeconds: 0,
    },
  },
};

const CART = 'component:default/cart';
/** In the copy of the catalog, and not for whoever asks the catalog. */
const VAULT = 'component:default/zvault';

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let itsm: RunningItsm;
  /** Who sees in the catalog what it answers them. */
  let seesPart: string | undefined;
  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      config: CONFIG,
      decide: (permission, who) =>
        permission === 'catalog.entity.read' && who === seesPart
          ? PART_OF_CATALOG
          : { result: AuthorizeResult.ALLOW },
    });
  });
  afterAll(() => itsm.stop());

  const define = async (kind: string, key: string, body: object) => {
    const { status, body: answer } = await itsm
      .as('sam')
      .put(`/definitions/${kind}/${key}`, { body });
    expect([status, answer.error?.message]).toEqual([200, undefined]);
  };

  describe('a canned reply', () => {
    let number: string;
    beforeAll(async () => {
      await define('reply-template', 'thanks', {
        title: 'Thanks',
        body: 'Hello {{requester}}, {{ number }} about {{service}} is with {{assignee}} of {{owner}}. {{me}}',
      });
      await define('reply-template', 'desk-only', {
        title: 'For the desk',
        body: 'x',
        groups: ['group:default/service-desk'],
      });
      const filed = await itsm.as('rita').post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Names {{owner}}',
      });
      number = filed.body.number;
    });
    const offered = async (as: string) =>
      (await itsm.as(as).get(`/reply-templates?record=${number}`)).body.items;

    it('is offered with names and numbers of the record', async () => {
      expect(await offered('maria')).toEqual([
        {
          key: 'thanks',
          title: 'Thanks',
          body: `Hello Rita Requester, ${number} about checkout is with nobody yet of Payments. Maria Payments`,
          audience: 'requester',
          types: [],
        },
      ]);
    });

    it('does not read again what it was filled with', async () => {
      await define('reply-template', 'title', {
        title: 'Title',
        body: '{{title}}',
      });
      const reply = (await offered('maria')).find(
        (r: any) => r.key === 'title',
      );
      expect(reply.body).toBe('Names {{owner}}');
    });

    it('is for those who work on the record, and for its groups', async () => {
      expect(await offered('rita')).toEqual([]);
      expect(
        (await itsm.as('maria').get('/reply-templates?record=INC-9')).status,
      ).toBe(404);
      const keys = (await offered('maria')).map((r: any) => r.key);
      expect(keys).not.toContain('desk-only');
    });
  });

  describe('a record template', () => {
    const TEMPLATE = {
      type: 'incident',
      title: 'Checkout fails',
      record: {
        title: 'Checkout fails',
        description: 'Seen by {{me}}',
        values: { subcategory: 'from the template' },
      },
      tasks: [
        {
          title: 'Repair',
          blockedBy: ['look'],
          audience: 'requester',
        },
        {
          key: 'look',
          title: 'Look',
          assigneeRef: 'user:default/maria',
          dueAfterMinutes: 30,
        },
        { title: 'For nobody', assigneeRef: 'user:default/left-long-ago' },
      ],
      links: [
        { kind: 'affects', target: 'component:default/cart' },
        { target: 'component:default/gone' },
      ],
    };
    beforeAll(() => define('record-template', 'checkout', TEMPLATE));
    const file = (template: string, as = 'rita') =>
      itsm.as(as).post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'It fails',
        template,
      });

    it('is offered to who may file one, its words filled in', async () => {
      const { body } = await itsm.as('rita').get('/templates?type=incident');
      expect(body.items).toEqual([
        {
          key: 'checkout',
          title: 'Checkout fails',
          type: 'incident',
          record: {
            title: 'Checkout fails',
            description: 'Seen by Rita Requester',
            values: { subcategory: 'from the template' },
          },
          tasks: ['Repair', 'Look', 'For nobody'],
        },
      ]);
      expect(
        (await itsm.as('rita').get('/templates?type=release')).status,
      ).toBe(400);
    });

    it('brings its tasks and links, and what the filer left open', async () => {
      const filed = await file('checkout');
      expect(filed.body).toMatchObject({
        title: 'It fails',
        description: 'Seen by Rita Requester',
        subcategory: 'from the template',
      });
      const { number, createdAt } = filed.body;
      const tasks = await itsm.as('maria').get(`/records/${number}/tasks`);
      expect(tasks.body.items).toMatchObject([
        {
          number: 1,
          title: 'Look',
          assigneeRef: 'user:default/maria',
        },
        { number: 2, title: 'Repair', blocked: true, audience: 'requester' },
        { number: 3, title: 'For nobody' },
      ]);
      expect(tasks.body.items[2].assigneeRef).toBeUndefined();
      const due = Date.parse(tasks.body.items[0].dueAt);
      // Templates are read before the command begins.
      expect(Math.abs(due - Date.parse(createdAt) - 30 * 60_000)).toBeLessThan(
        5_000,
      );
      const links = await itsm.as('maria').get(`/records/${number}/links`);
      expect(links.body.items).toMatchObject([
        { kind: 'affects', entityRef: 'component:default/cart' },
      ]);
      const journal = await itsm.as('maria').get(`/records/${number}/journal`);
      expect(journal.body.items.map((e: any) => e.kind).reverse()).toEqual([
        'record.created',
        'link.added',
        'task.added',
        'task.added',
        'task.added',
      ]);
      const verified = await itsm
        .as('maria')
        .get(`/records/${number}/journal/verification`);
      expect(verified.body.holds).toBe(true);
    });

    it('that is not there is said so', async () => {
      const { status, body } = await file('unknown');
      expect([status, body.error.message]).toEqual([
        400,
        'template: there is no template "unknown" for incident',
      ]);
    });

    it('is checked against the fields of its type and against itself', async () => {
      const faults = async (body: object) =>
        (
          await itsm
            .as('sam')
            .post('/definitions/record-template/x/check', { body })
        ).body.faults.map((f: any) => f.message);
      expect(
        await faults({
          type: 'incident',
          title: 'x',
          record: {
            title: '{{requester}}',
            values: {
              impct: 1,
              impact: 7,
              title: 'y',
              serviceRef: 'nonsense',
              assigneeRef: 'group:default/payments',
            },
          },
          tasks: [
            { key: 'a', title: 'a', blockedBy: ['b'] },
            { key: 'b', title: 'b', blockedBy: ['a'] },
            { key: 'c', title: 'c' },
            { key: 'c', title: 'd', blockedBy: ['look'] },
          ],
          links: [
            { target: 'component:default/cart' },
            { target: 'Component:cart' },
          ],
        }),
      ).toEqual([
        'record.title: there is no placeholder {{requester}}; there are me, today',
        'record.values.impct: Incident has no field "impct"; did you mean "impact"?',
        'record.values.impact: must be one of 1, 2, 3',
        'record.values.title: belongs into record.title',
        'record.values.serviceRef: must be an entity reference like component:default/cart',
        'record.values.assigneeRef: must be a reference to a user',
        'tasks.3.key: "c" names another task already',
        'tasks.3.blockedBy.0: no task has the key "look"',
        'tasks: 1 → 2 → 1 would wait for each other in a circle',
        'links.1: is there twice',
      ]);
    });
  });

  it('nobody is told of definitions of what they may not see in the catalog, and nobody loses it by saving', async () => {
    const like = await itsm.knex('catalog_entities').where('ref', CART).first();
    await itsm.knex('catalog_entities').insert({
      ...like,
      ...{ ref: VAULT, uid: 'uid-zvault', name: 'zvault', title: 'zvault' },
    });
    const sam = itsm.as('sam');
    const offering = (service: string) => ({
      ...{ service, name: 'zvaultkeys', summary: 'Open it' },
      ...{ howToAsk: { text: 'Ask' }, state: 'offered' },
    });
    const template = (...targets: string[]) => ({
      ...{ title: 'It does not open', type: 'incident' },
      record: {
        title: 'Shut',
        values: { serviceRef: VAULT, impact: 2 },
      },
      links: targets.map(target => ({ target })),
    });
    const slo = (service: string) => ({
      ...{ apiVersion: 'openslo/v1', kind: 'SLO' },
      metadata: { name: `open-${service}` },
      spec: {
        ...{ service, budgetingMethod: 'Occurrences' },
        indicator: {
          metadata: { name: 'good' },
          spec: {
            ratioMetric: {
              counter: true,
              good: {
                metricSource: { type: 'prometheus', spec: { query: 'a' } },
              },
              total: {
                metricSource: { type: 'prometheus', spec: { query: 'b' } },
              },
            },
          },
        },
        timeWindow: [{ duration: '28d', isRolling: true }],
        objectives: [{ target: 0.99 }],
      },
    });
    await define('offering', 'zvault-keys', offering(VAULT));
    await define('offering', 'zvault-gone', offering(VAULT));
    await sam.delete('/definitions/offering/zvault-gone');
    await define('offering', 'moved', offering(VAULT));
    await define('offering', 'moved', offering(CART));
    await define('objective', 'open-zvault', slo('zvault'));
    await define('objective', 'open-cart', slo('cart'));
    await define('record-template', 'shut', template(VAULT, CART));
    await define('record-template', 'only-zvault', template(VAULT));

    const listed = async () =>
      (await sam.get('/definitions?removed=true&limit=200')).body.items
        .map((d: any) => `${d.kind}/${d.key}`)
        .filter((name: string) => /zvault|moved|open-|shut/.test(name));
    expect(await listed()).toHaveLength(7);
    seesPart = 'user:default/sam';
    expect(await listed()).toEqual([
      'objective/open-cart',
      'offering/moved',
      'record-template/shut',
    ]);
    const statuses = await Promise.all(
      [
        '',
        '/versions',
        '/versions/1',
        '/diff?from=1&to=1',
        '/verification',
      ].map(
        async part =>
          (
            await sam.get(`/definitions/offering/zvault-keys${part}`)
          ).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    // What was about something else before tells nothing of that.
    const moved = '/definitions/offering/moved';
    expect((await sam.get(`${moved}/versions`)).body.items).toEqual([
      expect.objectContaining({ version: 2 }),
    ]);
    expect((await sam.get(`${moved}/versions/1`)).status).toBe(404);
    expect((await sam.get(`${moved}/diff?from=1&to=2`)).status).toBe(404);
    // What names it among others is told without it, and is not to be changed like that.
    const shut = '/definitions/record-template/shut';
    const { body: told } = await sam.get(shut);
    expect(told).toMatchObject({ editable: false, withheld: 2 });
    expect(told.body.links).toEqual([{ target: CART }]);
    expect(JSON.stringify(told)).not.toMatch(/zvault/);
    const refusals = await Promise.all([
      sam.put(shut, { body: told.body }),
      sam.delete(shut),
      sam.put('/definitions/offering/zvault-keys', { body: offering(CART) }),
    ]);
    expect(refusals.map(r => r.status)).toEqual([403, 403, 403]);
    expect(refusals[0].body.error.message).toMatch(
      /names what you may not see in the catalog; have somebody change it/,
    );
    const { body: offered } = await sam.get('/templates?type=incident');
    expect(
      offered.items.find((t: any) => t.key === 'shut').record.values,
    ).toEqual({ impact: 2 });
    seesPart = undefined;
    const { body: whole } = await sam.get(shut);
    expect(whole).toMatchObject({ version: 1, editable: true });
    expect(whole.body).toEqual(template(VAULT, CART));
  });
});

describe('the definitions of the demo', () => {
  it('have no fault', async () => {
    const root = path.resolve(__dirname, '../../../../..');
    const entities = [
      'components',
      'systems',
      'resources',
      'operations',
    ].flatMap(name =>
      parseAllDocuments(
        fs.readFileSync(path.join(root, `examples/shop/${name}.yaml`), 'utf8'),
      ).map(d => d.toJS() as Entity),
    );
    const knex = await databases.init('SQLITE_3');
    const kernel = await kernelOnDatabase(knex, {
      entities: [...demoCatalog, ...entities],
      config: {
        itsm: {
          definitions: { locations: [path.join(root, 'examples/definitions')] },
        },
      },
    });
    await kernel.git.sync();
    const { items, locations } = await kernel.problems.read();
    expect(items).toEqual([]);
    expect(locations[0].error).toBeUndefined();
    const templates = await kernel.definitions.list<any>('record-template');
    expect(templates.length).toBeGreaterThan(1);
    const names = new Set(
      entities
        .filter(Boolean)
        .map(e => `${e.kind}:default/${e.metadata.name}`.toLowerCase()),
    );
    for (const { body } of templates) {
      expect(names).toContain(body.record.values.serviceRef);
      for (const link of body.links) expect(names).toContain(link.target);
    }
  });
});
