import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { dumpTables, rowsWith } from '../../tests/dumpTables';
import { brokenChains } from '../../tests/verifyAll';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const LEO = 'user:default/leo';
/** Whose name begins like that of another. */
const SMITH = 'user:default/leo.smith';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
/** Everything that leads to leo; not what leads to leo.smith. */
const NAMES_LEO =
  /user:(default\/)?leo(?!\.smith)|@leo(?!\.smith)|user%3adefault%2fleo(?!\.smith)|user\/leo(?!\.smith)|Leo Leaver/i;
/** Words that only leo used. */
const LEOS_WORDS = /quokka|wombat|numbat|bilby|dunnart|potoroo/i;

const person = (name: string, displayName: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, uid: `uid-user-${name}`, etag: `e-${name}` },
  spec: { profile: { displayName }, memberOf: [] },
});

describe.each(databases.eachSupportedId())(
  'erasing a person on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;
    /** Filed by leo; filed by dana, with leo in every role; restricted. */
    let own: string;
    let shared: string;
    let secret: string;

    const done = async (
      request: PromiseLike<{ status: number; body: any }>,
    ) => {
      const { status, body } = await request;
      if (status >= 300) throw new Error(JSON.stringify(body));
      return body;
    };
    const erase = (body: object) =>
      itsm.as('dana').post('/erasures', { ref: LEO, confirm: LEO, ...body });

    const leoWorks = async () => {
      const leo = itsm.as('leo');
      await done(leo.get('/incidents'));
      own = (
        await done(
          leo
            .post('/incidents', {
              serviceRef: 'component:default/checkout',
              title: 'The quokka is red',
              description: 'A wombat said so',
              custom: { note: 'Seen by a numbat', reviewer: LEO },
            })
            .set('Idempotency-Key', 'leo-1'),
        )
      ).number;
      const said = { body: 'It is the bilby', audience: 'requester' };
      await done(leo.post(`/records/${own}/comments`, said));
      const service = { entityRef: 'component:default/checkout' };
      await done(leo.put('/follows', service));
      const view = {
        page: 'incident',
        name: 'Dunnarts',
        query: { params: {} },
      };
      const { id } = await done(leo.post('/views', view));
      await done(
        leo.put('/views/preferences', {
          page: 'incident',
          defaultViewId: id,
          order: [id],
        }),
      );
      const note = 'Ask the potoroo';
      await done(leo.post(`/records/${own}/reminders`, { at: TOMORROW, note }));
    };

    const othersWorkWithLeo = async () => {
      const dana = itsm.as('dana');
      const file = async (more: object) =>
        (
          await done(
            dana
              .post('/incidents', {
                serviceRef: 'component:default/cart',
                title: 'The cart is slow',
                requestedForRef: LEO,
                assigneeRef: LEO,
                ...more,
              })
              .set('Idempotency-Key', `dana-${JSON.stringify(more).length}`),
          )
        ).number;
      shared = await file({ description: 'As @leo.smith and @leo know' });
      secret = await file({ visibility: 'restricted' });
      await done(
        dana.post(`/records/${shared}/comments`, {
          audience: 'internal',
          body: `${LEO}, ${SMITH} and (@leo): see /catalog/default/user/leo.`,
        }),
      );
      for (const role of ['watcher', 'collaborator']) {
        await done(
          dana.post(`/records/${shared}/participants`, {
            principalRef: LEO,
            role,
            canRead: role === 'collaborator',
          }),
        );
      }
      const there = { doing: 'viewing' };
      await done(itsm.as('leo').post(`/records/${shared}/presence`, there));
      const task = { title: `Ask user:leo`, assigneeRef: LEO };
      const { id } = await done(dana.post(`/records/${shared}/tasks`, task));
      await done(itsm.as('leo').patch(`/tasks/${id}`, { state: 'done' }));
      await done(
        dana.post('/views', {
          page: 'incident',
          name: 'Of leo.smith and leo',
          query: { params: { assignee: LEO, requester: SMITH } },
        }),
      );
      await done(
        itsm.as('leo').post('/webhooks', {
          url: 'https://203.0.114.9/hook',
          enabled: false,
          description: `Asked for by ${LEO}`,
        }),
      );
      await knex('import_runs').insert({
        id: 'import-of-leo',
        source: 'desk',
        type: 'incident',
        mapping: 'servicenow',
        state: 'done',
        actor_ref: LEO,
        started_at: 1,
      });
    };

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        entities: [
          ...demoCatalog,
          person('leo', 'Leo Leaver'),
          person('leo.smith', 'Smith'),
        ],
        config: {
          itsm: {
            access: {
              roles: {
                agent: [LEO],
                admin: ['group:default/service-desk', LEO],
                restrictedReader: ['group:default/service-desk'],
              },
              decisionCacheSeconds: 0,
            },
          },
        },
      });
      const define = (kind: string, key: string, body: object) =>
        done(itsm.as('leo').put(`/definitions/${kind}/${key}`, { body }));
      for (const [key, label, type] of [
        ['note', 'Note', 'text'],
        ['reviewer', 'Reviewer', 'user'],
      ]) {
        await define('custom-field', key, {
          label,
          recordTypes: ['incident'],
          type,
        });
      }
      await define('record-template', 'to-leo', {
        title: 'To leo',
        type: 'incident',
        record: { title: 'For you', values: { assigneeRef: LEO } },
      });
      await leoWorks();
      await othersWorkWithLeo();
      await itsm.caughtUp();
    });
    afterAll(() => itsm?.stop());

    it('is refused while the catalog has them, without the reference twice, and to who is no admin', async () => {
      const refused = await erase({});
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain('catalog still has');
      const unsure = await erase({ confirm: SMITH, force: true });
      expect(unsure.status).toBe(400);
      expect(unsure.body.error.message).toContain('confirm');
      const group = await erase({ ref: 'group:default/payments' });
      expect(group.status).toBe(400);
      for (const name of ['maria', 'rita']) {
        const { status } = await itsm
          .as(name)
          .post('/erasures', { ref: LEO, confirm: LEO, force: true });
        expect(status).toBe(403);
      }
    });

    it('can be looked at beforehand, which changes nothing', async () => {
      const before = await dumpTables(knex);
      const preview = await itsm
        .as('dana')
        .post('/erasures/preview', { ref: LEO });
      expect(preview.body).toMatchObject({
        level: 'identity',
        inCatalog: true,
        rows: {
          records: 3,
          participants: 3,
          saved_view_preferences: 1,
          follows: 1,
          presence: 1,
          reminders: 1,
          tasks: 1,
          import_runs: 1,
          webhook_endpoints: 2,
          definitions: 1,
          catalog_entities: 1,
        },
        emptiedTexts: 0,
        leftInJournal: 0,
      });
      expect(rowsWith(await dumpTables(knex), /./)).toEqual(
        rowsWith(before, /./),
      );
    });

    it('leaves their name nowhere, what others wrote as it was, and all chains whole', async () => {
      const before = await dumpTables(knex);
      expect(rowsWith(before, NAMES_LEO).length).toBeGreaterThan(30);
      const { body, status } = await erase({ force: true });
      expect([status, body.error]).toEqual([200, undefined]);
      const after = await dumpTables(knex);
      expect(rowsWith(after, NAMES_LEO)).toEqual([]);
      expect(await brokenChains(knex)).toEqual([]);
      const template = await itsm
        .as('dana')
        .get('/definitions/record-template/to-leo/verification');
      expect(template.body.holds).toBe(true);

      // What did not name leo is as it was, but for the words that are found anew.
      const others = /^(?!record_search|principals|idempotency_keys|followers)/;
      const kept = (dump: Map<string, string[]>) =>
        rowsWith(dump, /./).filter(row => others.test(row));
      const left = new Set(kept(after));
      const lost = kept(before).filter(row => !left.has(row));
      const owned =
        /^(saved_view|reminders|follows|presence|known_decisions|due_work|deliveries)/;
      expect(
        lost.filter(row => !NAMES_LEO.test(row) && !owned.test(row)),
      ).toEqual([]);
    });

    it('leaves everything readable, under one name that is nobody’s', async () => {
      const dana = itsm.as('dana');
      const { body: one } = await dana.get(`/incidents/${shared}`);
      const as = one.assigneeRef;
      expect(as).toMatch(/^user:erased\/\d+$/);
      expect(one.requestedForRef).toBe(as);
      expect(one.title).toBe('The cart is slow');
      expect(one.description).toBe(`As @leo.smith and @${as} know`);
      expect(one.refs[as].title).toBe('Erased person');
      const journal = await dana.get(`/records/${own}/journal`);
      expect(journal.body.items.map((e: any) => e.actorRef)).toEqual([as, as]);
      expect(journal.body.items[0].comment.body).toBe('It is the bilby');
      const said = (await dana.get(`/records/${shared}/journal?show=comments`))
        .body.items[0].comment.body;
      expect(said).toBe(
        `${as}, ${SMITH} and (@${as}): see /catalog/erased/user/${
          as.split('/')[1]
        }.`,
      );
      for (const path of [
        '/incidents',
        `/records/${shared}/tasks`,
        `/records/${shared}/participants`,
        '/views?page=incident',
        '/webhooks',
        '/operations/deliveries',
        '/handover',
        `/definitions/record-template/to-leo`,
      ]) {
        expect([path, (await dana.get(path)).status]).toEqual([path, 200]);
      }
      const held = await dana.get('/handover');
      expect(held.body.refs[as].title).toBe('Erased person');
    });

    it('lets work go on: what was theirs is taken over, and verifies', async () => {
      const dana = itsm.as('dana');
      for (const number of [shared, secret]) {
        await done(
          dana.patch(`/incidents/${number}`, {
            assigneeRef: 'user:default/maria',
          }),
        );
      }
      const { items } = (await dana.get(`/records/${shared}/journal`)).body;
      expect(items[0].changes).toMatchObject([
        { before: expect.stringMatching(/^user:erased/) },
      ]);
      await itsm.caughtUp();
      expect(await brokenChains(knex)).toEqual([]);
      const to = await knex('deliveries').pluck('recipient');
      expect(to.filter(ref => ref === LEO)).toEqual([]);
    });

    it('keeps a request of somebody else from being done twice, and tells no more of its answer', async () => {
      const again = await itsm
        .as('dana')
        .post('/incidents', {
          serviceRef: 'component:default/cart',
          title: 'The cart is slow',
          requestedForRef: LEO,
          assigneeRef: LEO,
          description: 'As @leo.smith and @leo know',
        })
        .set(
          'Idempotency-Key',
          `dana-${
            JSON.stringify({ description: 'As @leo.smith and @leo know' })
              .length
          }`,
        );
      expect(again.status).toBe(409);
      expect(again.body.error.message).toContain('was carried out');
    });

    it('is told by the journal, without a name', async () => {
      const entries = await knex('journal').where('kind', 'person.erased');
      expect(entries).toHaveLength(1);
      const [entry] = entries;
      const payload =
        typeof entry.payload === 'string'
          ? JSON.parse(entry.payload)
          : entry.payload;
      expect(payload.level).toBe('identity');
      expect(payload.people).toHaveLength(1);
      const [gone] = await knex('principals').where(
        'id',
        payload.people[0].principal,
      );
      expect(gone).toMatchObject({ ref: null, salt: '' });
      expect(gone.erased_at).not.toBeNull();
    });

    it('takes their words too, later and under the name they have since', async () => {
      const { body: one } = await itsm.as('dana').get(`/incidents/${own}`);
      const ref = one.requesterRef;
      const all = { level: 'identity-and-texts', ref, confirm: ref };
      const before = await dumpTables(knex);
      expect(rowsWith(before, LEOS_WORDS).length).toBeGreaterThan(5);
      const { body, status } = await erase(all);
      expect([status, body.error]).toEqual([200, undefined]);
      expect(body.emptiedTexts).toBe(4);
      const after = await dumpTables(knex);
      expect(rowsWith(after, LEOS_WORDS)).toEqual([]);
      expect(await brokenChains(knex)).toEqual([]);
      const { body: empty } = await itsm.as('dana').get(`/incidents/${own}`);
      expect(empty).toMatchObject({ title: '(erased)', requesterRef: ref });
      expect(empty.description).toBeUndefined();
      const found = await itsm.as('dana').get('/search?q=quokka');
      expect(found.body.items ?? []).toEqual([]);
      // Of others nothing went.
      const { body: still } = await itsm.as('dana').get(`/incidents/${shared}`);
      expect(still.title).toBe('The cart is slow');
    });

    it('a second time changes nothing; whoever comes back is somebody new', async () => {
      const again = await erase({ force: true });
      expect(again.body).toMatchObject({ rows: {}, emptiedTexts: 0 });
      const { number } = await done(
        itsm.as('leo').post('/incidents', {
          serviceRef: 'component:default/checkout',
          title: 'I am back',
        }),
      );
      const { body } = await itsm.as('dana').get(`/records/${number}/journal`);
      expect(body.items[0].actorRef).toBe(LEO);
      const { body: old } = await itsm
        .as('dana')
        .get(`/records/${own}/journal`);
      expect(old.items.at(-1).actorRef).toMatch(/^user:erased/);
    });

    it('is by all names that they had, whichever is said, and leaves whoever has one of those now', async () => {
      const [ann, ana, una] = ['ann', 'ana', 'una'].map(
        name => `user:default/${name}`,
      );
      await knex('catalog_entities').insert(
        [ann, una].map(ref => ({
          ref,
          kind: 'user',
          name: ref.split('/')[1],
          title: ref,
          annotations: '{}',
          seen_at: 1,
        })),
      );
      await knex('catalog_aliases').insert(
        [ana, una].map(alias => ({ alias_ref: alias, ref: ann, since: 1 })),
      );
      const run = { type: 'incident', mapping: 'servicenow', state: 'done' };
      await knex('import_runs').insert(
        [ann, ana, una].map(ref => ({
          ...run,
          id: `of-${ref.split('/')[1]}`,
          source: 'desk',
          actor_ref: ref,
          started_at: 1,
        })),
      );
      const { body, status } = await erase({ ref: ana, confirm: ana });
      expect([status, body.error]).toEqual([200, undefined]);
      const left = await knex('import_runs')
        .whereIn('id', ['of-ana', 'of-ann', 'of-una'])
        .orderBy('id')
        .pluck('actor_ref');
      expect(left).toEqual([
        body.erasedAs,
        expect.stringMatching(/^user:erased\//),
        una,
      ]);
      const copied = await knex('catalog_entities').whereIn('ref', [ann, una]);
      expect(copied.map(row => row.ref)).toEqual([una]);
      const names = await knex('catalog_aliases').where('ref', ann);
      expect(names).toEqual([]);
    });
  },
);
