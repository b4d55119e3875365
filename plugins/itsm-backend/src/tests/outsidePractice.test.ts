import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Practice, Reaction } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import path from 'path';
import { builtInPractices } from '../practices';
import { startItsm, type RunningItsm } from '../testing/startItsm';
import { moduleOf, notesPractice } from './notes/notesPractice';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const MIGRATIONS = path.join(__dirname, 'notes/migrations');
const notes = (bent: Parameters<typeof notesPractice>[1] = {}) =>
  notesPractice(MIGRATIONS, bent);
const INCIDENTS_OFF = {
  itsm: {
    practices: { incidents: { enabled: false } },
    access: { decisionCacheSeconds: 0 },
  },
};

/** How many rows there are in every table that a command writes. */
async function counts(knex: Knex) {
  const tables = [
    'records',
    'notes',
    'notes_published',
    'journal',
    'texts',
    'comments',
    'participants',
    'links',
  ];
  const rows = await Promise.all(
    tables.map(table => knex(table).count({ n: '*' }).first()),
  );
  return Object.fromEntries(
    tables.map((table, i) => [table, Number(rows[i]!.n)]),
  );
}

describe.each(databases.eachSupportedId())(
  'a practice from outside on %s',
  databaseId => {
    let knex: Knex;
    let itsm: RunningItsm;
    let reactionFails = false;
    const asked = new Set<string>();
    const registry = mockServices.permissionsRegistry.mock();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      /** Writes what it derives, and then may find that it cannot go on. */
      const mayFail: Reaction = {
        id: 'notes.fails',
        kinds: ['record.created', 'record.transitioned', 'comment.added'],
        async react(tx, [{ subjectId }]) {
          if (!reactionFails) return;
          await tx('notes_published').insert({
            record_id: `broken ${subjectId}`.slice(0, 36),
            times: 1,
          });
          throw new Error('the derived table is full');
        },
      };
      const practice = notes();
      itsm = await startItsm({
        knex,
        features: [
          registry.factory,
          moduleOf({
            ...practice,
            dependsOn: ['incidents'],
            reactions: [...practice.reactions!, mayFail],
          }),
        ],
        decide: (permission, user) => {
          asked.add(permission);
          const hidden =
            permission === 'itsm.note.read' && user === 'user:default/sam';
          return {
            result: hidden ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          };
        },
      });
    });
    afterAll(() => itsm.stop());

    const write = (title: string, body?: string) =>
      itsm.as('maria').post('/notes', { title, body });
    const take = (number: string, transition: string, more: object = {}) =>
      itsm
        .as('maria')
        .post(`/notes/${number}/transitions`, { transition, ...more });

    it('works like one that is built in', async () => {
      const filed = await write('Billing: rates change in May');
      expect([filed.status, filed.headers.etag]).toEqual([201, '"1"']);
      const { number } = filed.body;
      expect(filed.body).toMatchObject({
        number: expect.stringMatching(/^NOTE-\d+$/),
        type: 'note',
        status: 'draft',
        statusCategory: 'draft',
        topic: 'billing',
        ownerRef: 'group:default/payments',
        refs: { 'group:default/payments': { title: 'Payments' } },
      });

      // Lifecycle, required fields, defaults, versions and standing are the kernel's.
      expect((await take(number, 'publish')).body.error.message).toBe(
        'body: Body is needed to "Publish"',
      );
      expect((await take(number, 'revise')).body.error.message).toBe(
        '"Revise" is possible from Published; the record is Draft.',
      );
      const published = await take(number, 'publish', { body: 'From 1 May' });
      expect(published.body).toMatchObject({
        status: 'published',
        version: 2,
        publishedAt: expect.stringMatching(/Z$/),
      });
      const stale = await take(number, 'revise').set('If-Match', '"1"');
      expect([stale.status, stale.body.error.message]).toEqual([
        409,
        `${number} has changed since you loaded it: Maria Payments took "Publish" and changed Body, Published. Load the latest version and try again.`,
      ]);
      const other = await itsm
        .as('rita')
        .post(`/notes/${number}/transitions`, { transition: 'revise' });
      expect(other.status).toBe(403);

      // So are comments, links to records of other practices, and the journal.
      const incident = await itsm.as('maria').post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Wrong rates',
      });
      await itsm
        .as('maria')
        .post(`/records/${number}/comments`, { body: 'Told everybody' })
        .expect(201);
      const link = await itsm
        .as('maria')
        .post(`/records/${incident.body.number}/links`, {
          kind: 'relates-to',
          target: number,
        });
      expect(link.body).toMatchObject({
        record: { number, type: 'note', status: 'published' },
      });
      const journal = await itsm.as('maria').get(`/records/${number}/journal`);
      expect(
        journal.body.items.map((e: any) => e.transition ?? e.kind),
      ).toEqual(['link.added', 'comment.added', 'publish', 'record.created']);
      expect(journal.body.items[2].changes).toContainEqual({
        field: 'body',
        label: 'Body',
        type: 'text',
        after: 'From 1 May',
      });
      const verified = await itsm
        .as('maria')
        .get(`/records/${number}/journal/verification`);
      expect(verified.body).toMatchObject({ entries: 4, holds: true });

      // It stands in the list of all records, beside incidents.
      const all = await itsm.as('maria').get('/records?total=true');
      expect(all.body.items.map((r: any) => r.type).sort()).toEqual([
        'incident',
        'note',
      ]);
      expect(all.body.total).toBe(2);
      const only = await itsm.as('maria').get('/records?type=note');
      expect(only.body.items.map((r: any) => r.number)).toEqual([number]);
      // And is no incident.
      expect((await itsm.as('maria').get(`/incidents/${number}`)).status).toBe(
        404,
      );
      expect(
        (await itsm.as('maria').get(`/notes/${incident.body.number}`)).status,
      ).toBe(404);
    });

    it('has permissions of its own, under the names that everybody would guess', async () => {
      const { number } = (await write('For some')).body;
      const sam = itsm.as('sam');
      expect((await sam.get(`/notes/${number}`)).status).toBe(404);
      expect((await sam.get(`/records/${number}`)).status).toBe(404);
      const all = await sam.get('/records?total=true&limit=200');
      expect(all.body.items.every((r: any) => r.type === 'incident')).toBe(
        true,
      );
      expect(all.body.total).toBe(all.body.items.length);
      expect([...asked]).toEqual(
        expect.arrayContaining([
          'itsm.note.create',
          'itsm.note.read',
          'itsm.note.update',
          'itsm.incident.read',
        ]),
      );

      const names = (permissions: readonly { name: string }[]) =>
        permissions.map(p => p.name);
      expect(names(registry.addPermissions.mock.calls[0][0])).toEqual(
        expect.arrayContaining([
          'itsm.note.create',
          'itsm.note.print',
          'itsm.incident.create',
        ]),
      );
      expect(
        names(registry.addResourceType.mock.calls[0][0].permissions!),
      ).toEqual(
        expect.arrayContaining([
          'itsm.note.read',
          'itsm.note.update',
          'itsm.incident.read',
        ]),
      );
    });

    it('is described where the others are', async () => {
      const types = await itsm.as('maria').get('/record-types');
      expect(
        types.body.items.map((t: any) => [t.type, t.prefix, t.practice]),
      ).toEqual([
        ['change', 'CHG', 'changes'],
        ['ci-task', 'CIT', 'cmdb'],
        ['initiative', 'IMP', 'improvement'],
        ['suggestion', 'SUG', 'improvement'],
        ['retrospective', 'RET', 'improvement'],
        ['incident', 'INC', 'incidents'],
        ['note', 'NOTE', 'notes'],
        ['service', 'SVC', 'portfolio'],
        ['business-objective', 'OBJ', 'portfolio'],
        ['trend', 'TRD', 'portfolio'],
        ['demand', 'DEM', 'portfolio'],
        ['supplier', 'SUP', 'portfolio'],
        ['contract', 'CTR', 'portfolio'],
        ['risk', 'RSK', 'portfolio'],
      ]);
      expect(
        types.body.items.find((t: any) => t.type === 'note').states.withdrawn,
      ).toEqual({
        label: 'Withdrawn',
        category: 'cancelled',
        description: 'No longer true.',
        final: true,
      });
      const { body } = await itsm.anonymous.get('/openapi.json');
      expect(body.paths['/notes'].post).toMatchObject({
        operationId: 'notes.file',
        'x-permission': 'itsm.note.create',
      });
      expect(Object.keys(body.paths)).toEqual(
        expect.arrayContaining(['/incidents', '/records', '/notes/{id}']),
      );
    });

    it('derives in the transaction of the command', async () => {
      const { number, id } = (await write('Twice', 'x')).body;
      for (const step of ['publish', 'revise', 'publish'])
        await take(number, step).expect(200);
      expect(await knex('notes_published').where('record_id', id)).toEqual([
        { record_id: id, times: 2 },
      ]);
    });

    it('takes the whole command back when a reaction fails', async () => {
      const { number, version } = (await write('Before', 'x')).body;
      const before = await counts(knex);
      reactionFails = true;
      try {
        expect((await write('Never written')).status).toBe(500);
        expect((await take(number, 'publish')).status).toBe(500);
        const comment = await itsm
          .as('maria')
          .post(`/records/${number}/comments`, { body: 'Never said' });
        expect(comment.status).toBe(500);
        // Records of other practices are no safer than those of its own: it is one door.
        const incident = await itsm.as('maria').post('/incidents', {
          serviceRef: 'component:default/checkout',
          title: 'Never filed',
        });
        expect(incident.status).toBe(500);
      } finally {
        reactionFails = false;
      }
      expect(await counts(knex)).toEqual(before);
      const note = await itsm.as('maria').get(`/notes/${number}`);
      expect(note.body).toMatchObject({ version, status: 'draft' });
      const verified = await itsm
        .as('maria')
        .get(`/records/${number}/journal/verification`);
      expect(verified.body).toMatchObject({ entries: 1, holds: true });
      // And everything goes on as before.
      expect((await take(number, 'publish')).body.status).toBe('published');
    });
  },
);

describe.each(databases.eachSupportedId())(
  'switching practices off on %s',
  databaseId => {
    it('takes away their routes and nothing else, and gives them back', async () => {
      const knex = await databases.init(databaseId);
      const file = (itsm: RunningItsm) =>
        itsm.as('maria').post('/incidents', {
          serviceRef: 'component:default/checkout',
          title: 'Before',
        });
      const on = await startItsm({ knex });
      const { number } = (await file(on)).body;
      await on.stop();

      const off = await startItsm({
        knex,
        features: [moduleOf(notes())],
        config: INCIDENTS_OFF,
      });
      const maria = off.as('maria');
      expect((await maria.get('/incidents')).status).toBe(404);
      expect((await file(off)).status).toBe(404);
      // Its records are kept, and shown by nobody who knows how to show them.
      expect((await maria.get(`/records/${number}`)).status).toBe(404);
      const note = await maria.post('/notes', { title: 'Alone' });
      const all = await maria.get('/records?total=true');
      expect([all.status, all.body.total, all.body.items[0].number]).toEqual([
        200,
        1,
        note.body.number,
      ]);
      expect(
        (await maria.get('/records?type=incident')).body.error.message,
      ).toBe('type: there is no record type "incident" here');
      expect(
        (await maria.get('/record-types')).body.items.map((t: any) => t.type),
      ).toEqual([
        'change',
        'ci-task',
        'initiative',
        'suggestion',
        'retrospective',
        'note',
        'service',
        'business-objective',
        'trend',
        'demand',
        'supplier',
        'contract',
        'risk',
      ]);
      const { paths } = (await off.anonymous.get('/openapi.json')).body;
      expect(JSON.stringify(paths)).not.toContain('incidents.');
      expect(Object.keys(paths)).toEqual(
        expect.arrayContaining(['/records', '/notes']),
      );
      await off.stop();

      const again = await startItsm({ knex });
      expect(
        (await again.as('maria').get(`/incidents/${number}`)).body,
      ).toMatchObject({ number, title: 'Before' });
      // The notes have nobody now, and disturb nobody.
      expect(
        (await again.as('maria').get('/records?total=true')).body.total,
      ).toBe(1);
      await again.stop();
    });

    it('leaves a kernel that runs alone', async () => {
      const knex = await databases.init(databaseId);
      const practices = Object.fromEntries(
        Object.keys(builtInPractices).map(id => [id, { enabled: false }]),
      );
      const itsm = await startItsm({ knex, config: { itsm: { practices } } });
      const maria = itsm.as('maria');
      const all = await maria.get('/records?total=true');
      expect([all.status, all.body]).toEqual([
        200,
        { items: [], pageInfo: {}, refs: {}, total: 0 },
      ]);
      expect((await maria.get('/record-types')).body).toEqual({ items: [] });
      expect((await maria.get('/incidents/settings')).status).toBe(404);
      expect(await knex.schema.hasTable('incidents')).toBe(false);
      const { paths } = (await itsm.anonymous.get('/openapi.json')).body;
      expect(JSON.stringify(paths)).not.toContain('incidents.');
      await itsm.stop();
    });
  },
);

describe('a practice that does not fit', () => {
  const types = (change: object) => [{ ...notes().recordTypes![0], ...change }];
  it.each<[string, Practice[], object | undefined, RegExp]>([
    [
      'needs one that is not there',
      [notes({ dependsOn: ['releases'] })],
      undefined,
      /The practice notes needs releases; enable it with itsm\.practices\.releases\.enabled or switch notes off/,
    ],
    [
      'needs one that is switched off',
      [notes({ dependsOn: ['incidents'] })],
      INCIDENTS_OFF,
      /The practice notes needs incidents; enable it with itsm\.practices\.incidents\.enabled/,
    ],
    [
      'needs one that needs it',
      [
        notes({ dependsOn: ['pins'] }),
        notes({ id: 'pins', dependsOn: ['notes'], recordTypes: [] }),
      ],
      undefined,
      /Practices depend on each other in a circle: notes → pins/,
    ],
    [
      'numbers its records like another one',
      [notes({ prefix: 'INC' })],
      undefined,
      /Practices incidents and notes both number records with INC-, for incident and note; one needs another prefix/,
    ],
    [
      'brings a type that is there',
      [notes({ recordTypes: types({ type: 'incident' }) })],
      undefined,
      /Practices incidents and notes both bring the record type incident/,
    ],
    [
      'comes twice',
      [notes(), notes()],
      undefined,
      /The practice notes is registered twice/,
    ],
    [
      'has no proper name',
      [notes({ id: 'My Notes' })],
      undefined,
      /"My Notes" is no practice id; it must be lower-case with dashes/,
    ],
    [
      'has a lifecycle with a trap',
      [
        notes({
          recordTypes: types({
            lifecycle: {
              ...notes().recordTypes![0].lifecycle,
              transitions: [],
            },
          }),
        }),
      ],
      undefined,
      /The lifecycle of note does not hold together: State draft has no way out/,
    ],
    [
      'serves a route twice',
      [notes(), notes({ id: 'pins', recordTypes: [], migrations: undefined })],
      undefined,
      /The route notes\.file is served twice/,
    ],
  ])(
    'is refused at the start when it %s',
    async (_, practices, config, sentence) => {
      const features = practices.map((p, i) => moduleOf(p, `outside-${i}`));
      const knex = await databases.init('SQLITE_3');
      await expect(startItsm({ knex, features, config })).rejects.toThrow(
        sentence,
      );
    },
  );
});
