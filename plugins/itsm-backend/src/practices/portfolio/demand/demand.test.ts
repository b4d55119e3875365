import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import {
  ASSESSED,
  CHECKOUT,
  DEMAND,
  DEMAND_CONFIG,
  demandDesk,
  ok,
  refused,
} from '../../../testing/demandStories';
import { followedTo } from './followUps';
import { ranksAsThePagesSay } from '../../../testing/rankingStory';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const PAYMENTS = 'group:default/payments';
const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const BUDGET = 10;
const MOST = 5;

describe('what a need led to', () => {
  const led = (...all: string[]) =>
    followedTo(all.map(statusCategory => ({ statusCategory } as any)));

  it('is done when something came of it and nothing is open', () => {
    expect(led()).toBeUndefined();
    expect(led('open', 'closed')).toBeUndefined();
    expect(led('draft', 'cancelled')).toBeUndefined();
    expect(led('closed', 'resolved', 'cancelled')).toBe('done');
    expect(led('cancelled', 'cancelled')).toBe('dropped');
  });
});

describe.each(databases.eachSupportedId())('demand on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({ knex, config: DEMAND_CONFIG });
  });
  afterAll(() => itsm.stop());

  const desk = demandDesk(() => itsm);
  const { file, get, go, vote, become, settled, becomes, decide, approved } =
    desk;

  it('anybody says three things, and who owns what it is about looks at it', async () => {
    const about = await file('rita', { serviceRef: CHECKOUT });
    expect(about).toMatchObject({
      number: expect.stringMatching(/^DEM-\d+$/),
      status: 'new',
      ownerRef: PAYMENTS,
      requesterRef: 'user:default/rita',
      voters: 0,
      points: 0,
      mayGive: MOST,
      outcomes: [],
      score: { missing: ['Value', 'Cost', 'Risk', 'Fit'] },
    });
    // About nothing, it goes to the group that the configuration names.
    expect((await file()).ownerRef).toBe('group:default/service-desk');
    // Others find it before they say the same.
    await settled();
    // Who looks after demand works on every need, whoever owns what it is about.
    expect((await get(about.number)).participants).toContainEqual(
      expect.objectContaining({
        principalRef: 'group:default/service-desk',
        role: 'collaborator',
        canRead: false,
      }),
    );
    // They find it among what they are to assess, as the owner does; others do not.
    const mine = JSON.stringify({
      $any: [{ ownerRef: 'mine' }, { collaborator: { $contains: 'mine' } }],
    });
    const toAssess = async (who: string) => {
      const query = `status=new,assessing&filter=${encodeURIComponent(mine)}`;
      const { items } = await ok(itsm.as(who).get(`${DEMAND}?${query}`));
      return items.map((i: any) => i.number);
    };
    for (const who of ['dana', 'maria'])
      expect(await toAssess(who)).toContain(about.number);
    expect(await toAssess('sam')).toEqual([]);
    const similar = await ok(
      itsm.as('sam').get('/records/similar?type=demand&title=pay+by+invoice'),
    );
    expect(similar.items.map((i: any) => i.number)).toContain(about.number);
    // It stands on the page of its service.
    expect(
      (
        await ok(itsm.as('sam').get(`${DEMAND}?entity=${CHECKOUT}&total=true`))
      ).items.map((i: any) => i.number),
    ).toContain(about.number);
  });

  it('words are kept as they were written, hostile ones too, and bad input says what to do', async () => {
    const { number } = await file('rita', {
      title: HOSTILE,
      whoFor: HOSTILE,
      why: HOSTILE,
      evidence: HOSTILE,
    });
    expect(await get(number)).toMatchObject({ title: HOSTILE, why: HOSTILE });
    expect(
      await refused(itsm.as('rita').post(DEMAND, { title: 'Only this' })),
    ).toEqual([400, expect.stringMatching(/^whoFor/)]);
    expect(
      await refused(
        itsm.as('rita').patch(`${DEMAND}/${number}`, { valueScore: 6 }),
      ),
    ).toEqual([400, 'valueScore: must be from 1 to 5']);
    // Who asked for it does not assess it.
    expect(
      (
        await refused(
          itsm.as('rita').patch(`${DEMAND}/${number}`, { valueScore: 5 }),
        )
      )[0],
    ).toBe(403);
    expect(
      await refused(
        go('dana', number, 'defer', {
          answer: 'Later',
          deferredUntil: '2001-01-01T00:00:00.000Z',
        }),
      ),
    ).toEqual([
      400,
      'deferredUntil: must be a day that is still to come; to look at it now, assess it',
    ]);
    expect(
      await refused(itsm.as('rita').get(`${DEMAND}?sort=nothing`)),
    ).toEqual([400, expect.any(String)]);
  });

  describe('votes', () => {
    it('weigh as their groups do, and are told without names', async () => {
      const { number } = await file('sam');
      await ok(vote('rita', number, 4));
      const after = await ok(vote('sam', number, 2));
      expect(after).toMatchObject({
        voters: 2,
        points: 4 * 3 + 2,
        myPoints: 2,
        voices: [
          {
            label: 'Who talks to customers',
            weight: 3,
            people: 1,
            points: 4,
          },
          { label: 'Everybody else', weight: 1, people: 1, points: 2 },
        ],
      });
      expect(JSON.stringify(after.voices)).not.toContain('rita');
      // Another number takes the place of the first, and none takes it back.
      expect((await ok(vote('rita', number, 1))).points).toBe(3 + 2);
      expect((await ok(vote('rita', number, 0))).voters).toBe(1);
      await ok(vote('sam', number, 0));
    });

    it('a million from one person are no more than one person has', async () => {
      const { number } = await file();
      expect(await refused(vote('sam', number, 1_000_000))).toEqual([
        400,
        'points: must be at most what one may give to one need',
      ]);
      expect(await refused(vote('sam', number, MOST + 1))).toEqual([
        400,
        'points: must be at most 5; that is as much as one person may give to one need',
      ]);
      for (const wrong of [-1, 1.5, 'all', null])
        expect((await refused(vote('sam', number, wrong)))[0]).toBe(400);
      const all = await Promise.all(
        Array.from({ length: 60 }, () => vote('sam', number, MOST)),
      );
      expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
      expect(await get(number)).toMatchObject({ voters: 1, points: MOST });
      await ok(vote('sam', number, 0));
      // Services have no vote.
      const robot = itsm.asService('external:robot');
      expect(
        (
          await refused(robot.put(`${DEMAND}/${number}/vote`, { points: 1 }))
        )[0],
      ).toBeGreaterThanOrEqual(400);
    });

    it('at once on many needs never pass the budget together', async () => {
      const numbers: string[] = [];
      for (let i = 0; i < 6; i += 1) numbers.push((await file()).number);
      const answers = await Promise.all(
        Array.from({ length: 48 }, (_, i) =>
          vote('sam', numbers[i % 6], (i % MOST) + 1),
        ),
      );
      const statuses = new Set(answers.map(({ status }) => status));
      expect([...statuses].sort()).toEqual([200, 409]);
      const rows = await knex('demand_votes').where(
        'voter_ref',
        'user:default/sam',
      );
      const given = rows.reduce((sum, { points }) => sum + points, 0);
      expect(given).toBeLessThanOrEqual(BUDGET);
      expect(rows.every(({ points }) => points <= MOST)).toBe(true);
      // What is left can be given, and not one more.
      const { mine } = await ok(itsm.as('sam').get(`${DEMAND}/settings`));
      expect([mine.given, mine.left]).toEqual([given, BUDGET - given]);
      const { number } = await file();
      expect(mine.on).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ status: 'new', title: expect.any(String) }),
        ]),
      );
      const { mayGive } = await get(number, 'sam');
      expect(mayGive).toBe(Math.min(MOST, mine.left));
      if (mayGive > 0) await ok(vote('sam', number, mayGive));
      for (const one of [...numbers, number]) await ok(vote('sam', one, 0));
    });

    it('are theirs again when it is decided, which ends the voting', async () => {
      const { number } = await file();
      await ok(vote('sam', number, MOST));
      await ok(go('dana', number, 'decline', { answer: 'Too few need it.' }));
      expect(await refused(vote('sam', number, 1))).toEqual([
        409,
        `${number} is decided; nobody votes on it any more.`,
      ]);
      const { mine } = await ok(itsm.as('sam').get(`${DEMAND}/settings`));
      expect([mine.given, mine.left]).toEqual([0, BUDGET]);
      // What was given stays told.
      expect((await get(number)).points).toBe(MOST);
    });

    it('go to the need that says the same, and nobody counts twice', async () => {
      const twice = await file();
      const kept = await file();
      await ok(vote('rita', twice.number, 5));
      await ok(vote('rita', kept.number, 2));
      await ok(vote('sam', twice.number, 1));
      await ok(vote('sam', kept.number, 3));
      await ok(vote('maria', twice.number, 4));
      const merge = (who: string, from: string, into: string) =>
        itsm.as(who).post(`${DEMAND}/${from}/merge`, { into });
      expect((await refused(merge('sam', twice.number, kept.number)))[0]).toBe(
        403,
      );
      expect(await refused(merge('dana', twice.number, twice.number))).toEqual([
        400,
        'into: must be another need than this one',
      ]);
      const merged = await ok(merge('dana', twice.number, kept.number));
      expect(merged).toMatchObject({
        status: 'merged',
        mergedInto: kept.number,
        voters: 0,
      });
      expect(await get(kept.number)).toMatchObject({
        voters: 3,
        points: 5 * 3 + 3 + 4,
      });
      expect(await refused(merge('dana', kept.number, twice.number))).toEqual([
        409,
        `${twice.number} is decided already; merge into one that is not, or decline this one`,
      ]);
      for (const who of ['rita', 'sam', 'maria'])
        await ok(vote(who, kept.number, 0));
    });
  });

  it('the score says how it came to be, and the database orders by the same', async () => {
    expect(await ranksAsThePagesSay(itsm, desk)).toBeGreaterThan(5);
  });

  describe('the decision', () => {
    it('takes every criterion with its reason, and is made by those who are asked', async () => {
      const { number } = await file('rita', { serviceRef: CHECKOUT });
      await ok(go('dana', number, 'assess'));
      const { valueReason: _, ...without } = ASSESSED;
      expect(await refused(go('dana', number, 'submit', without))).toEqual([
        400,
        'valueReason: Why this value is needed to "Ask for a decision"',
      ]);
      await ok(go('dana', number, 'submit', ASSESSED));
      // No button approves it.
      expect((await refused(go('maria', number, 'approve')))[0]).toBe(409);
      const done = await decide(number, 'approve');
      expect(done).toMatchObject({ status: 'approved', approval: 'approved' });
      expect(done.score.score).toBe(58.3);
      // What was approved is decided anew when it changes.
      await ok(itsm.as('dana').patch(`${DEMAND}/${number}`, { costScore: 5 }));
      expect((await becomes(number, 'assessed')).status).toBe('assessed');
      const rejected = await decide(number, 'reject');
      expect(rejected).toMatchObject({ status: 'rejected' });
      // It may be looked at again, and is asked about anew.
      await ok(go('dana', number, 'look-again'));
      await ok(go('dana', number, 'submit'));
      expect((await decide(number, 'approve')).status).toBe('approved');
    });

    it('can be put off to a day, on which it comes back', async () => {
      const { number } = await file('rita', { serviceRef: CHECKOUT });
      const until = new Date(Date.now() + 1_200).toISOString();
      const deferred = await ok(
        go('maria', number, 'defer', {
          deferredUntil: until,
          answer: 'After the summer sale.',
        }),
      );
      expect(deferred).toMatchObject({
        status: 'deferred',
        deferredUntil: until,
      });
      const back = await becomes(number, 'new');
      expect(back).toMatchObject({ status: 'new' });
      expect(back.deferredUntil).toBeUndefined();
    });
  });

  describe('what it becomes', () => {
    it('is made once, however many make it at the same moment', async () => {
      const { number } = await approved();
      const tried = await Promise.all(
        ['maria', 'maria', 'maria', 'maria'].map(async who => {
          const { status } = await become(who, number, { as: 'service' });
          return status;
        }),
      );
      expect(tried).toContain(200);
      for (const status of tried) expect([200, 409]).toContain(status);
      expect((await get(number)).outcomes).toHaveLength(1);
      // Another thing can still come of it.
      await ok(become('maria', number, { as: 'change' }));
    });

    it('is a change, an initiative or a service, which it follows until that is done', async () => {
      const demand = await approved();
      const { number } = demand;
      expect(
        (await ok(itsm.as('maria').get(`${DEMAND}/settings`))).becomes,
      ).toEqual(['service', 'change', 'initiative']);
      // Who asked for it does not decide what it becomes.
      expect(
        (await refused(become('rita', number, { as: 'initiative' })))[0],
      ).toBe(403);
      const first = await ok(become('maria', number, { as: 'initiative' }));
      expect(first).toMatchObject({
        status: 'realizing',
        outcomes: [
          {
            type: 'initiative',
            title: 'Pay by invoice',
            statusLabel: 'Identify',
          },
        ],
      });
      // Said twice there is one.
      const again = await ok(become('maria', number, { as: 'initiative' }));
      expect(again.outcomes).toHaveLength(1);
      const both = await ok(become('maria', number, { as: 'change' }));
      expect(both.outcomes.map((o: any) => o.type)).toEqual([
        'initiative',
        'change',
      ]);
      // It is there from the other end, too.
      const change = both.outcomes[1].number;
      const { items } = await ok(
        itsm.as('maria').get(`/records/${change}/links`),
      );
      expect(items).toMatchObject([{ label: 'came from', record: { number } }]);
      // One dropped is not the end; the other one achieved is.
      await ok(
        itsm.as('maria').post(`/changes/${change}/transitions`, {
          transition: 'cancel',
          cancelReason: 'The initiative does it.',
        }),
      );
      await settled();
      expect((await get(number)).status).toBe('realizing');
      await knex('records')
        .where({ number: first.outcomes[0].number })
        .update({ status: 'achieved', status_category: 'resolved' });
      await ok(
        itsm
          .as('maria')
          .patch(`/improvement/initiatives/${first.outcomes[0].number}`, {
            title: 'Pay by invoice, everywhere',
          }),
      );
      // Whatever moves it is looked at; here a third one that is linked and dropped.
      const third = await ok(
        become('maria', number, {
          as: 'change',
          title: 'Try it',
          serviceRef: CHECKOUT,
        }),
      );
      await ok(
        itsm
          .as('maria')
          .post(`/changes/${third.outcomes[2].number}/transitions`, {
            transition: 'cancel',
            cancelReason: 'Not needed.',
          }),
      );
      const done = await becomes(number, 'done');
      expect(done).toMatchObject({
        status: 'done',
        answer: 'What it became is there.',
      });
    });

    it('that is dropped altogether leaves it approved', async () => {
      const { number } = await approved();
      const { outcomes } = await ok(become('maria', number, { as: 'change' }));
      await ok(
        itsm.as('maria').post(`/changes/${outcomes[0].number}/transitions`, {
          transition: 'cancel',
          cancelReason: 'Another way.',
        }),
      );
      expect((await becomes(number, 'approved')).status).toBe('approved');
    });

    it('can be a record that is there, and a service of the portfolio', async () => {
      const { number } = await approved();
      const { number: change } = await ok(
        itsm
          .as('maria')
          .post('/changes', { serviceRef: CHECKOUT, title: 'Invoices' }),
      );
      expect(
        await refused(
          become('maria', number, { as: 'initiative', number: change }),
        ),
      ).toEqual([
        400,
        `number: ${change} is no initiative; name one, or say what else it becomes`,
      ]);
      expect(
        (
          await refused(
            become('maria', number, { as: 'change', number: 'CHG-99999' }),
          )
        )[0],
      ).toBe(404);
      await ok(become('maria', number, { as: 'change', number: change }));
      const service = await ok(
        become('maria', number, { as: 'service', title: 'Invoicing' }),
      );
      expect(service.outcomes).toMatchObject([
        { number: change },
        { type: 'service', title: 'Invoicing' },
      ]);
      // What is not approved becomes nothing.
      const { number: early } = await file('rita', { serviceRef: CHECKOUT });
      expect(
        await refused(become('maria', early, { as: 'initiative' })),
      ).toEqual([
        409,
        `${early} is not approved; something is made of it when it is`,
      ]);
    });
  });

  it('many are changed at once, each on its own', async () => {
    const [a, b] = [await file(), await file()];
    await ok(go('dana', b.number, 'decline', { answer: 'No.' }));
    const { items } = await ok(
      itsm.as('dana').post(`${DEMAND}/bulk`, {
        items: [{ id: a.number }, { id: b.number }, { id: 'DEM-99999' }],
        transition: { transition: 'assess' },
      }),
    );
    expect(items.map((i: any) => i.done)).toEqual([true, false, false]);
  });
});
