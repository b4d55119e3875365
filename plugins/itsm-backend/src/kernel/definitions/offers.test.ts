import path from 'path';
import type { Entity } from '@backstage/catalog-model';
import fs from 'fs';
import { parseAllDocuments } from 'yaml';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
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

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let itsm: RunningItsm;
  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      config: CONFIG,
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
        'record.values.serviceRef: must be an entity reference',
        'record.values.assigneeRef: must be a reference to a user',
        'tasks.3.key: "c" names another task already',
        'tasks.3.blockedBy.0: no task has the key "look"',
        'tasks: 1 → 2 → 1 would wait for each other in a circle',
        'links.1: is there twice',
      ]);
    });
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
