import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { CatalogStore } from '../../../kernel/catalog/CatalogStore';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const checkout = 'component:default/checkout';
const cart = 'component:default/cart';
const inMinutes = (minutes: number) =>
  new Date(Date.now() + minutes * MINUTE).toISOString();

describe.each(databases.eachSupportedId())(
  'the review after a change on %s',
  databaseId => {
    let knex: Knex;
    let itsm: RunningItsm;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        entities: demoCatalog,
        config: {
          itsm: {
            changes: { reviewSample: 0 },
            access: {
              roles: {
                agent: ['group:default/service-desk'],
                admin: ['user:default/root'],
              },
              decisionCacheSeconds: 0,
            },
          },
        },
        decide: (permission, user) => ({
          result:
            permission === 'itsm.incident.read' && user === 'user:default/sam'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      });
    });
    afterAll(() => itsm.stop());

    const as = (name: string) => ({
      get: async (path: string, status = 200) =>
        (await itsm.as(name).get(path).expect(status)).body,
      post: async (path: string, body: object = {}, status = 200) =>
        (await itsm.as(name).post(path, body).expect(status)).body,
      put: async (path: string, body: object = {}, status = 200) =>
        (await itsm.as(name).put(path, body).expect(status)).body,
      delete: async (path: string, status = 200) =>
        (await itsm.as(name).delete(path).expect(status)).body,
    });
    const dana = as('dana');

    /** An emergency change that was begun, as it needs nobody's word for that. */
    const begun = async (more: object = {}) => {
      const change = await as('rita').post(
        '/changes',
        {
          title: 'Move the cart to new nodes',
          serviceRef: cart,
          changeType: 'emergency',
          plannedStart: inMinutes(10),
          plannedEnd: inMinutes(40),
          affects: [cart],
          ...more,
        },
        201,
      );
      await dana.post(`/changes/${change.number}/transitions`, {
        transition: 'start-emergency',
      });
      return change.number as string;
    };
    const finish = (number: string, outcome = 'successful') =>
      dana.post(`/changes/${number}/transitions`, {
        transition: 'finish',
        outcome,
        ...(outcome === 'successful' ? {} : { outcomeNote: 'It hung.' }),
      });
    const answered = {
      'goal-reached': 'partly',
      'as-planned': 'no',
      'next-time': 'Drain the old nodes first.',
      'really-emergency': 'no',
    };

    it('is asked for by what went wrong, and holds the change until it is done', async () => {
      const number = await begun();
      await itsm
        .as('dana')
        .post(`/changes/${number}/review/finish`)
        .expect(409);
      expect(await finish(number, 'rolled-back')).toMatchObject({
        status: 'review',
        reviewReason: 'failed',
      });
      const { error } = await dana.post(
        `/changes/${number}/transitions`,
        { transition: 'close' },
        409,
      );
      expect(error.message).toContain('has to be reviewed');

      const review = await dana.get(`/changes/${number}/review`);
      expect(review).toMatchObject({
        reason: 'failed',
        viewer: { canReview: true, canAsk: false },
        missing: expect.arrayContaining([
          'Answer "Did the change achieve what it was for?".',
        ]),
      });
      const tooEarly = await dana.post(
        `/changes/${number}/review/finish`,
        {},
        409,
      );
      expect(tooEarly.error.message).toContain('Did the change achieve');

      const done = await dana.put(`/changes/${number}/review/answers`, {
        answers: answered,
      });
      expect(done.missing).toEqual([]);
      expect(
        done.questions.find((q: any) => q.key === 'next-time'),
      ).toMatchObject({
        answer: answered['next-time'],
        answeredByRef: 'user:default/dana',
      });
      const withAction = await dana.post(
        `/changes/${number}/review/actions`,
        {
          title: 'Write down how to drain',
          ownerRef: 'group:default/storefront',
        },
        201,
      );
      const tasks = await dana.get(`/records/${number}/tasks`);
      expect(tasks.items).toMatchObject([
        { id: withAction.actions[0], title: 'Write down how to drain' },
      ]);
      const finished = await dana.post(`/changes/${number}/review/finish`);
      expect(finished.reviewedAt).toBeDefined();
      await dana.put(
        `/changes/${number}/review/answers`,
        { answers: { 'as-planned': 'yes' } },
        409,
      );
    });

    it('can be asked for where nothing speaks for it, and takes only answers that fit', async () => {
      const number = await begun({ changeType: 'emergency' });
      expect(await finish(number)).toMatchObject({ reviewReason: 'emergency' });
      const asked = await itsm
        .as('dana')
        .post(`/changes/${number}/review/ask`)
        .expect(409);
      expect(asked.body.error.message).toBe(
        `${number} is to be reviewed already`,
      );
      const draft = await as('rita').post(
        '/changes',
        { title: 'A draft', serviceRef: cart },
        201,
      );
      await dana.post(`/changes/${draft.number}/review/ask`, {}, 409);

      const refused = async (answers: object) => {
        const { error } = await dana.put(
          `/changes/${number}/review/answers`,
          { answers },
          400,
        );
        return error.message;
      };
      expect(await refused({ 'as-planned': 'maybe' })).toBe(
        'answers.as-planned: must be yes, no',
      );
      expect(await refused({ mood: 'good' })).toContain(
        'answers.mood: is not asked; asked are goal-reached',
      );
      expect(
        await knex('change_review_answers')
          .where('question', 'as-planned')
          .where('choice', 'maybe'),
      ).toEqual([]);

      // A definition asks something else; what was answered before is kept beside it.
      await dana.put(`/changes/${number}/review/answers`, {
        answers: answered,
      });
      await as('root').put('/definitions/review-questions/short', {
        body: {
          title: 'Short',
          types: ['emergency'],
          questions: [
            {
              key: 'how-well',
              question: 'How well did it go?',
              type: 'scale',
              required: true,
            },
          ],
        },
      });
      const review = await dana.get(`/changes/${number}/review`);
      expect(review.questions).toMatchObject([{ key: 'how-well' }]);
      expect(review.formerAnswers).toHaveLength(4);
      await dana.put(`/changes/${number}/review/answers`, {
        answers: { 'how-well': '4', 'next-time': null },
      });
      expect(
        (await dana.post(`/changes/${number}/review/finish`)).reviewedAt,
      ).toBeDefined();
      await itsm
        .as('root')
        .delete('/definitions/review-questions/short')
        .expect(204);
    });

    it('proposes incidents by time and distance, and links or dismisses them', async () => {
      const number = await begun();
      const incident = async (serviceRef: string, title: string) => {
        const { number: filed } = await as('rita').post(
          '/incidents',
          { title, serviceRef },
          201,
        );
        return filed as string;
      };
      const near = await incident(cart, 'The cart is empty');
      const far = await incident(checkout, 'Nobody can pay');
      await incident('component:default/orphan', 'Somewhere else');
      const path = `/changes/${number}/caused-incidents`;
      const proposals = await dana.get(`${path}/proposals`);
      expect(proposals.items).toMatchObject([
        { number: near, distance: 0, path: [cart], score: 100 },
        { number: far, distance: 1, path: [cart, checkout], score: 75 },
      ]);
      expect(proposals.items[1].reason).toMatch(
        /^Opened 0 minutes after the work began, on .*, which depends on .*\.$/,
      );

      const dismissed = await dana.put(`${path}/dismissals/${far}`);
      expect(dismissed.items.map((i: any) => i.number)).toEqual([near]);
      expect(dismissed.dismissed).toMatchObject([{ number: far }]);
      await dana.delete(`${path}/dismissals/${far}`);

      const linked = await dana.post(path, { incident: far }, 201);
      expect(linked.incidents).toMatchObject([{ number: far }]);
      const links = await dana.get(`/records/${far}/links`);
      expect(links.items).toMatchObject([
        { kind: 'caused-by', record: { number } },
      ]);
      await dana.put(`${path}/dismissals/${far}`, {}, 409);
      await dana.post(path, { incident: 'INC-999' }, 404);
      await dana.delete(`${path}/${near}`, 404);
      expect((await dana.delete(`${path}/${far}`)).incidents).toEqual([]);

      // Who may not read incidents hears of none.
      await dana.post(path, { incident: near }, 201);
      const sam = as('sam');
      expect((await sam.get(`/changes/${number}/review`)).incidents).toEqual(
        [],
      );
      expect((await sam.get(`${path}/proposals`)).items).toEqual([]);
    });

    it('tells what really changed in reach, beside what was planned', async () => {
      const number = await begun({
        affects: [cart, 'component:default/orphan'],
      });
      const change = await dana.get(`/changes/${number}`);
      const start = Date.parse(change.actualStart);
      await finish(number);
      const version = (
        position: number,
        ref: string,
        at: number,
        before: string,
        after: string,
        since: number,
      ) =>
        knex('ci_versions').insert({
          position,
          ref,
          what: 'changed',
          title: ref,
          valid_from: at,
          since,
          fields: '{}',
          changes: JSON.stringify({
            changes: [{ field: 'spec.lifecycle', before, after }],
            relations: { added: [], removed: [] },
          }),
        });
      const { actualEnd } = await dana.get(`/changes/${number}`);
      const end = Date.parse(actualEnd);
      // Within, read soon after; undone again; begun before; and long after.
      await version(
        900_001,
        cart,
        end + MINUTE,
        'experimental',
        'production',
        start - MINUTE,
      );
      await version(900_002, checkout, start + 1, 'a', 'b', start - MINUTE);
      await version(900_003, checkout, end + 2 * MINUTE, 'b', 'a', start + 1);
      await version(
        900_004,
        'component:default/orphan',
        end + 5 * MINUTE,
        'a',
        'b',
        end + MINUTE,
      );
      const told = await dana.get(`/changes/${number}/what-changed`);
      expect(told).toMatchObject({
        planned: { items: [cart, 'component:default/orphan'] },
        actual: { start: change.actualStart, ended: true },
        items: [
          {
            ref: cart,
            place: 'planned',
            undone: false,
            changes: [
              {
                field: 'spec.lifecycle',
                before: 'experimental',
                after: 'production',
              },
            ],
          },
          { ref: checkout, place: 'reach', undone: true, changes: [] },
        ],
        untouched: ['component:default/orphan'],
      });
      // It is for those who work on the change.
      const rita = itsm.as('rita');
      await rita.get(`/changes/${number}/what-changed`).expect(403);
      await rita.get(`/changes/${number}/review`).expect(403);
      await rita
        .put(`/changes/${number}/review/answers`, {
          answers: { 'as-planned': 'yes' },
        })
        .expect(403);
    });

    it('tells what changed of an item that was renamed meanwhile', async () => {
      const lamp = (name: string): Entity => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, uid: 'uid-lamp', etag: name },
        spec: { type: 'service' },
      });
      const says = (name: string) =>
        new CatalogStore(knex).put([copyEntity(lamp(name), [])], Date.now());
      await says('lamp');
      const number = await begun({ affects: ['component:default/lamp'] });
      await says('lantern');
      await finish(number);
      const path = `/changes/${number}/what-changed`;
      // What the catalog says now is in the history a moment later.
      for (let i = 0; i < 400; i += 1) {
        if ((await dana.get(path)).items.length > 0) break;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const renamed = 'component:default/lantern';
      expect(await dana.get(path)).toMatchObject({
        planned: { items: [renamed] },
        items: [
          {
            ref: renamed,
            place: 'planned',
            what: 'changed',
            changes: [
              {
                field: 'name',
                before: 'component:default/lamp',
                after: renamed,
              },
            ],
          },
        ],
        untouched: [],
      });
    });

    it('keeps written answers as words of people, to be erased with them', async () => {
      const number = await begun();
      await finish(number);
      await as('sam').put(`/changes/${number}/review/answers`, {
        answers: {
          surprises: 'Nobody knew of the old nodes.',
          'as-planned': 'yes',
        },
      });
      await as('root').post('/erasures', {
        ref: 'user:default/sam',
        level: 'identity-and-texts',
        confirm: 'user:default/sam',
        force: true,
      });
      const { questions } = await dana.get(`/changes/${number}/review`);
      const of = (key: string) => questions.find((q: any) => q.key === key);
      expect(of('surprises').answer).toBeUndefined();
      expect(of('as-planned').answer).toBe('yes');
      expect(of('as-planned').answeredByRef).toBeUndefined();
    });
  },
);
