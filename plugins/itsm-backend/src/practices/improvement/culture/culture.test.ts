import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const PAYMENTS = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
const SUGGESTIONS = '/improvement/suggestions';
const RETROSPECTIVES = '/improvement/retrospectives';

describe.each(databases.eachSupportedId())('culture on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      config: {
        itsm: {
          access: {
            roles: {
              agent: ['group:default/service-desk'],
              admin: ['user:default/zoe'],
              restrictedReader: [],
            },
            services: { 'external:importer': ['admin'] },
            decisionCacheSeconds: 0,
          },
          improvement: { suggestionsOwner: 'group:default/service-desk' },
        },
      },
    });
  });
  afterAll(() => itsm.stop());

  const ok = async (asked: PromiseLike<{ status: number; body: any }>) => {
    const { status, body } = await asked;
    expect([status < 300, body.error?.message]).toEqual([true, undefined]);
    return body;
  };
  const refused = async (
    asked: PromiseLike<{ status: number; body: any }>,
  ): Promise<[number, string]> => {
    const { status, body } = await asked;
    return [status, body.error?.message];
  };

  /** Waits for what is sent in the background. */
  const until = async (holds: () => boolean) => {
    for (let i = 0; i < 400 && !holds(); i += 1)
      await new Promise(resolve => setTimeout(resolve, 25));
    expect(holds()).toBe(true);
  };

  describe('suggestions', () => {
    const suggest = (who: string, more: object = {}) =>
      ok(
        itsm.as(who).post(SUGGESTIONS, {
          title: 'Say in the shop when checkout is slow',
          idea: 'Customers ring us, as they think that it is them.',
          ...more,
        }),
      );
    const go = (who: string, number: string, body: object) =>
      itsm.as(who).post(`${SUGGESTIONS}/${number}/transitions`, body);

    it('anybody says two things, and who owns what it is about answers and says why', async () => {
      const about = await suggest('rita', { serviceRef: CHECKOUT });
      expect(about).toMatchObject({
        number: expect.stringMatching(/^SUG-\d+$/),
        status: 'new',
        ownerRef: PAYMENTS,
        requesterRef: 'user:default/rita',
        votes: 0,
        voted: false,
      });
      // About nothing that a group owns, it goes to the group that the configuration names.
      expect((await suggest('sam')).ownerRef).toBe(
        'group:default/service-desk',
      );
      const { number } = about;
      expect(
        await refused(go('maria', number, { transition: 'decline' })),
      ).toEqual([400, 'answer: Answer is needed to "Decline"']);
      const declined = await ok(
        go('maria', number, {
          transition: 'decline',
          answer: 'The shop says so from May on.',
        }),
      );
      expect(declined).toMatchObject({
        status: 'declined',
        answer: 'The shop says so from May on.',
      });
      // Who suggested it may take it back, and not answer it.
      const other = await suggest('rita', { serviceRef: CHECKOUT });
      expect(
        (
          await refused(
            go('rita', other.number, { transition: 'accept', answer: 'Yes' }),
          )
        )[0],
      ).toBe(403);
      expect(
        (
          await ok(
            go('rita', other.number, {
              transition: 'withdraw',
              withdrawReason: 'Told already.',
            }),
          )
        ).status,
      ).toBe('withdrawn');
    });

    it('each person counts once, however often and however many at once, until it is over', async () => {
      const { number } = await suggest('rita', { serviceRef: CHECKOUT });
      const vote = (who: string) =>
        itsm.as(who).put(`${SUGGESTIONS}/${number}/vote`, {});
      await Promise.all(
        ['sam', 'dana', 'sam', 'maria', 'sam', 'rita'].map(who =>
          ok(vote(who)),
        ),
      );
      const seen = await ok(itsm.as('sam').get(`${SUGGESTIONS}/${number}`));
      expect([seen.votes, seen.voted, seen.voteRefusal]).toEqual([
        4,
        true,
        undefined,
      ]);
      const less = await ok(
        itsm.as('sam').delete(`${SUGGESTIONS}/${number}/vote`),
      );
      expect([less.votes, less.voted]).toEqual([3, false]);
      // What most want comes first, and the list says of each whether one does.
      const { items } = await ok(
        itsm.as('dana').get(`${SUGGESTIONS}?sort=improvement.votes&order=desc`),
      );
      expect([items[0].number, items[0].votes, items[0].voted]).toEqual([
        number,
        3,
        true,
      ]);
      expect(items[0].idea).toBeUndefined();
      expect(
        await refused(
          itsm
            .asService('external:importer')
            .put(`${SUGGESTIONS}/${number}/vote`, {}),
        ),
      ).toEqual([400, expect.stringContaining('a vote')]);
      await ok(go('maria', number, { transition: 'decline', answer: 'No.' }));
      expect(await refused(vote('sam'))).toEqual([
        409,
        `${number} is over; nobody votes on it any more.`,
      ]);
    });

    it('one becomes an initiative, once, and is accepted thereby', async () => {
      const { number } = await suggest('rita', { serviceRef: CHECKOUT });
      const make = (who: string) =>
        itsm.as(who).post(`${SUGGESTIONS}/${number}/initiative`, {});
      expect((await refused(make('rita')))[0]).toBe(403);
      const made = await ok(make('maria'));
      expect(made.status).toBe('accepted');
      expect(made.answer).toContain(made.initiative.number);
      await itsm.caughtUp();
      await until(() =>
        itsm.notifications.some(
          ({ payload, recipients }: any) =>
            payload.title.startsWith(`${number} is accepted`) &&
            payload.description === made.answer &&
            String(recipients.entityRef).includes('rita'),
        ),
      );
      expect((await ok(make('maria'))).initiative).toEqual(made.initiative);
      const initiative = await ok(
        itsm
          .as('maria')
          .get(`/improvement/initiatives/${made.initiative.number}`),
      );
      expect(initiative).toMatchObject({
        title: made.title,
        origin: 'suggestion',
        ownerRef: PAYMENTS,
      });
    });

    it('one becomes one initiative, however many make it one at the same instant', async () => {
      const { number } = await suggest('rita', { serviceRef: CHECKOUT });
      const made = await Promise.all(
        ['maria', 'maria', 'zoe', 'zoe'].map(who =>
          ok(itsm.as(who).post(`${SUGGESTIONS}/${number}/initiative`, {})),
        ),
      );
      const [first] = made;
      expect(first.initiative.number).toMatch(/^IMP-/);
      expect(made.map(({ initiative }) => initiative)).toEqual(
        made.map(() => first.initiative),
      );
      expect(first.answer).toContain(first.initiative.number);
      const rows = await knex('initiatives').where('origin_id', number);
      expect(rows).toHaveLength(1);
    });

    it.each([
      [{ title: 'x' }, /^idea: /],
      [{ title: 'x', idea: ' ' }, /^idea: /],
      [
        { title: 'x', idea: 'y', serviceRef: 'component:default/nowhere' },
        /^serviceRef: /,
      ],
      [{ title: 'x', idea: 'y', votes: 5 }, /votes/],
    ])('refuses %j', async (body, sentence) => {
      expect(await refused(itsm.as('rita').post(SUGGESTIONS, body))).toEqual([
        400,
        expect.stringMatching(sentence),
      ]);
    });
  });

  describe('retrospectives', () => {
    const begin = (who: string, more: object = {}) =>
      ok(
        itsm.as(who).post(RETROSPECTIVES, {
          title: 'The outage of checkout',
          ownerRef: PAYMENTS,
          ...more,
        }),
      );
    const note = (
      who: string,
      number: string,
      words: string,
      column = 'went-well',
    ) =>
      itsm.as(who).post(`${RETROSPECTIVES}/${number}/notes`, { column, words });
    const notes = (who: string, number: string) =>
      ok(itsm.as(who).get(`${RETROSPECTIVES}/${number}/notes`));

    const invite = (number: string, name: string) =>
      ok(
        itsm.as('maria').post(`/records/${number}/participants`, {
          principalRef: `user:default/${name}`,
          role: 'collaborator',
          canRead: true,
        }),
      );

    it('a team looks back at an incident, with the columns of a template', async () => {
      await ok(
        itsm.as('zoe').put('/definitions/retrospective-template/sailboat', {
          body: {
            name: 'Sailboat',
            columns: [
              { key: 'wind', title: 'What drives us' },
              { key: 'anchor', title: 'What holds us back' },
            ],
          },
        }),
      );
      const { items } = await ok(
        itsm.as('maria').get(`${RETROSPECTIVES}/templates`),
      );
      expect(items.map((t: any) => [t.key, t.columns.length])).toEqual([
        [undefined, 3],
        ['sailboat', 2],
      ]);
      const incident = await ok(
        itsm
          .as('rita')
          .post('/incidents', { title: '502', serviceRef: CHECKOUT }),
      );
      const begun = await begin('maria', {
        template: 'sailboat',
        record: incident.number,
        heldAt: '2026-03-05T10:00:00.000Z',
      });
      expect(begun).toMatchObject({
        number: expect.stringMatching(/^RET-\d+$/),
        status: 'collecting',
        templateKey: 'sailboat',
        heldAt: '2026-03-05T10:00:00.000Z',
        columns: [
          { key: 'wind', title: 'What drives us' },
          { key: 'anchor', title: 'What holds us back' },
        ],
      });
      const { links } = await ok(
        itsm.as('maria').get(`/records/${begun.number}/links`),
      ).then((body: any) => ({ links: body.items }));
      expect(JSON.stringify(links)).toContain(incident.number);
      // A template that changes moves no board.
      await ok(
        itsm.as('zoe').put('/definitions/retrospective-template/sailboat', {
          body: {
            name: 'Sailboat',
            columns: [{ key: 'rocks', title: 'Rocks' }],
          },
        }),
      );
      expect(
        await ok(note('maria', begun.number, 'We had a runbook', 'wind')),
      ).toMatchObject({
        column: 'wind',
        mine: true,
      });
      expect(await refused(note('maria', begun.number, 'x', 'rocks'))).toEqual([
        400,
        `column: ${begun.number} has no column "rocks"; there are wind, anchor`,
      ]);
      expect(
        await refused(
          itsm.as('maria').post(RETROSPECTIVES, {
            title: 'x',
            ownerRef: PAYMENTS,
            template: 'none',
          }),
        ),
      ).toEqual([
        400,
        expect.stringMatching(/^template: there is no template "none"/),
      ]);
    });

    it('many write at once, and nothing is lost', async () => {
      const { number } = await begin('maria');
      await invite(number, 'dana');
      const written = await Promise.all(
        Array.from({ length: 24 }, (_, i) =>
          ok(note(i % 2 ? 'maria' : 'dana', number, `Note ${i}`)),
        ),
      );
      const { items, refs } = await notes('maria', number);
      expect(items.map((n: any) => n.id).sort()).toEqual(
        written.map(n => n.id).sort(),
      );
      expect(items.filter((n: any) => n.mine)).toHaveLength(12);
      expect(Object.keys(refs).sort()).toEqual([
        'user:default/dana',
        'user:default/maria',
      ]);
      // All may sort notes; words are for whoever wrote them, and of two who change one the second is told.
      const [first] = items.filter((n: any) => n.mine);
      const change = (who: string, body: object, version?: number) => {
        const asked = itsm
          .as(who)
          .patch(`${RETROSPECTIVES}/${number}/notes/${first.id}`, body);
        return version === undefined
          ? asked
          : asked.set('If-Match', `"${version}"`);
      };
      expect((await ok(change('dana', { column: 'did-not' }))).column).toBe(
        'did-not',
      );
      expect((await refused(change('dana', { words: 'Other' })))[0]).toBe(403);
      expect(await refused(change('maria', { words: 'Mine' }, 1))).toEqual([
        409,
        expect.stringMatching(/^Somebody changed this note meanwhile/),
      ]);
      expect((await ok(change('maria', { words: 'Mine' }, 2))).words).toBe(
        'Mine',
      );
      const gone = (who: string) =>
        itsm.as(who).delete(`${RETROSPECTIVES}/${number}/notes/${first.id}`);
      expect((await refused(gone('dana')))[0]).toBe(403);
      await ok(gone('maria'));
      expect((await refused(gone('maria')))[0]).toBe(404);
      expect((await notes('maria', number)).items).toHaveLength(23);
      // The journal knows of every step, and none of the words.
      const entries = await knex('journal')
        .where('subject_id', first.id)
        .orderBy('position');
      expect(entries.map(e => e.kind.split('.')[1])).toEqual([
        'added',
        'changed',
        'changed',
        'removed',
      ]);
      expect(JSON.stringify(entries)).not.toContain('Mine');
    });

    it('notes are for the team and whom it invited, while it is held', async () => {
      const { number } = await begin('maria');
      await ok(note('maria', number, 'We were tired'));
      // That somebody may work on all records is no reason to read what a team writes.
      const agent = await notes('dana', number);
      expect([agent.items, agent.canRead]).toEqual([[], false]);
      const sam = await notes('sam', number);
      expect([sam.items, sam.refusal]).toEqual([
        [],
        expect.stringMatching(/^Notes are for the team/),
      ]);
      expect((await refused(note('sam', number, 'Me too')))[0]).toBe(403);
      await invite(number, 'sam');
      await ok(note('sam', number, 'Me too'));
      expect((await notes('sam', number)).items).toHaveLength(2);
      const go = (transition: string, more: object = {}) =>
        ok(
          itsm.as('maria').post(`${RETROSPECTIVES}/${number}/transitions`, {
            transition,
            ...more,
          }),
        );
      await go('discuss');
      expect(
        (await go('close', { summary: 'Fewer alarms at night.' })).summary,
      ).toBe('Fewer alarms at night.');
      expect(await refused(note('maria', number, 'Late'))).toEqual([
        409,
        `${number} is closed; reopen it to write notes.`,
      ]);
      expect((await notes('maria', number)).items).toHaveLength(2);
    });

    it('words of somebody who is erased are gone from the board', async () => {
      const { number } = await begin('maria');
      await invite(number, 'dana');
      await ok(note('dana', number, 'I never slept'));
      await ok(
        itsm.as('zoe').post('/erasures', {
          ref: 'user:default/dana',
          confirm: 'user:default/dana',
          level: 'identity-and-texts',
          force: true,
        }),
      );
      const { items } = await notes('maria', number);
      expect(items).toHaveLength(1);
      expect(items[0].words).toBeUndefined();
      expect(items[0].authorRef).toMatch(/^user:erased\//);
    });

    it('actions are tasks, and whether they are done in time is the team’s own number', async () => {
      const { number } = await begin('maria');
      const due = (days: number) =>
        new Date(Date.now() + days * 86_400_000).toISOString();
      const add = (title: string, days: number) =>
        ok(
          itsm
            .as('maria')
            .post(`/records/${number}/tasks`, { title, dueAt: due(days) }),
        );
      const done = await add('Write the runbook', 1 / 1_440);
      await add('Turn alarms off', -1 / 24);
      await ok(itsm.as('maria').patch(`/tasks/${done.id}`, { state: 'done' }));
      await itsm.caughtUp();
      const ask = (who: string, group: string) =>
        itsm.as(who).post('/kpis/query', {
          questions: [
            {
              kpi: 'improvement.follow-through',
              from: due(-2),
              to: due(2),
              where: { ownerRef: [group] },
            },
          ],
        });
      const { answers } = await ok(ask('maria', PAYMENTS));
      expect(answers[0].total).toMatchObject({ count: 2, numerator: 1 });
      expect((await refused(ask('sam', PAYMENTS)))[0]).toBe(403);
    });
  });
});
