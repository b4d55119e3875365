import type { SurveyResults } from '@callboard/plugin-itsm-common';
import request from 'supertest';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { writeLink } from './links';
import { decide, done, until } from './surveyStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const RITA = 'user:default/rita';

describe.each(databases.eachSupportedId())('surveys on %s', databaseId => {
  let itsm: RunningItsm;
  let secret: string;

  const define = (key: string, body: object) =>
    done(
      itsm.asService('importer').put(`/definitions/survey/${key}`, { body }),
    );

  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      decide,
      config: { app: { title: 'Shop portal' } },
    });
    await define('incidents', {
      title: 'Satisfaction with incidents',
      question: 'How was our help?',
      delayHours: 0,
      quietDays: 0,
    });
    ({ secret } = await itsm.knex('survey_secrets').first());
  });
  afterAll(() => itsm.stop());

  const file = (title: string, body: object = {}) =>
    done(
      itsm.as('rita').post('/incidents', {
        serviceRef: CHECKOUT,
        title,
        impact: 3,
        urgency: 3,
        ...body,
      }),
    );
  const move = (id: string, transition: string, set: object, by = 'maria') =>
    done(
      itsm.as(by).post(`/incidents/${id}/transitions`, {
        transition,
        ...set,
      }),
    );
  const resolve = (id: string, by?: string) => {
    const how = { resolution: 'Done', resolutionCode: 'solved' };
    return move(id, 'resolve', how, by);
  };

  /** The notification that asks about an incident. */
  const mailAbout = (number: string) =>
    until(async () =>
      itsm.notifications.find(({ payload }) =>
        payload.title.endsWith(`(${number})`),
      ),
    );
  const tokenIn = (link: string) => link.split('/').pop()!.split('?')[0];
  /** An incident that was solved, and the link that its requester got. */
  const asked = async (title: string, body: object = {}) => {
    const incident = await file(title, body);
    const ofCart = incident.serviceRef === CART;
    await resolve(incident.id, ofCart ? 'sam' : 'maria');
    const { payload } = await mailAbout(incident.number);
    return { incident, link: payload.link!, token: tokenIn(payload.link!) };
  };
  const path = (token: string) => `/api/itsm/improvement/answers/${token}`;
  const open = (token: string, query = '') =>
    request(itsm.server).get(`${path(token)}${query}`);
  const answer = (token: string, fields: Record<string, string | number>) =>
    request(itsm.server).post(path(token)).type('form').send(fields);
  const kept = (recordId: string) =>
    itsm.knex('survey_invitations').where('record_id', recordId).first();
  const incidentOf = (id: string) =>
    done(itsm.as('rita').get(`/incidents/${id}`));
  /** The incident once it says how satisfied its requester is. */
  const rated = (id: string, score: number) =>
    until(async () => {
      const incident = await incidentOf(id);
      return incident.satisfaction === score ? incident : undefined;
    });
  const answered = (recordId: string, score: number) =>
    until(async () => {
      const row = await kept(recordId);
      return Number(row?.score) === score ? row : undefined;
    });

  it('ask whoever an incident was solved for, with a link for each answer, and nobody who did the work', async () => {
    const { incident, link } = await asked('The till is slow');
    const { recipients, payload } = await mailAbout(incident.number);
    expect(recipients).toEqual({ type: 'entity', entityRef: [RITA] });
    expect(payload).toMatchObject({
      topic: 'survey.invitation',
      title: `How was our help? (${incident.number})`,
    });
    expect(payload.description).toContain('The till is slow');
    const { choices } = payload.metadata as any;
    expect(choices.map((c: any) => c.label)[0]).toBe('Very satisfied');
    expect(choices.map((c: any) => c.link)).toEqual(
      [5, 4, 3, 2, 1].map(score => `${link}?score=${score}`),
    );
    const own = await done(
      itsm.as('maria').post('/incidents', {
        serviceRef: CHECKOUT,
        title: 'Found it myself',
        impact: 3,
        urgency: 3,
      }),
    );
    await done(itsm.as('maria').post(`/incidents/${own.id}/assign-to-me`));
    await resolve(own.id);
    await itsm.caughtUp();
    await until(async () =>
      (
        await itsm.knex('due_work').where('kind', 'improvement.survey.invite')
      ).length === 0
        ? true
        : undefined,
    );
    expect(await kept(own.id)).toBeUndefined();
  });

  it('are not answered by looking at a link, and by one click without signing in', async () => {
    const { incident, token } = await asked('The scanner <b>beeps</b>');
    const page = await open(token, '?score=5&utm_source=mail');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Your answer: <strong>Very satisfied');
    expect(page.text).toContain('The scanner &lt;b&gt;beeps');
    expect(page.text).not.toContain('<b>beeps');
    expect((await kept(incident.id)).version).toBe(0);
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    const sent = await answer(token, {
      score: 5,
      seen: 0,
      comment: 'Quick, <thank> you',
    });
    expect([sent.status, sent.headers.location]).toEqual([303, token]);
    const thanks = await open(token);
    expect(thanks.text).toContain('Your answer is <strong>Very satisfied');
    // Who passes the mail on passes the link on; what they wrote stays theirs.
    expect(thanks.text).not.toContain('Quick');
    expect(await rated(incident.id, 5)).toMatchObject({
      satisfaction: 5,
      satisfactionComment: 'Quick, <thank> you',
    });
    const journal = await itsm
      .knex('journal')
      .where('subject_type', 'survey')
      .where('subject_id', (await kept(incident.id)).id)
      .orderBy('position');
    expect(journal.map(e => e.kind)).toEqual([
      'survey.invited',
      'survey.answered',
    ]);
    expect(JSON.stringify(journal)).not.toContain('Quick');
    expect(JSON.stringify(journal)).not.toContain('rita');
  });

  it('say what is wrong with a link that is forged, over, or was used', async () => {
    const { incident, token } = await asked('The lamp flickers');
    const { id } = await kept(incident.id);
    const forged = [
      `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`,
      `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
      token.slice(1),
      'nothing',
      writeLink(
        { invitationId: id, expiresAt: Date.now() + 1e9 },
        Buffer.alloc(32, 7).toString('base64'),
      ),
    ];
    for (const one of forged) {
      const page = await open(one);
      expect([page.status, page.type]).toEqual([404, 'text/html']);
      expect(page.text).toContain('There is no such survey');
      expect((await answer(one, { score: 1, seen: 0 })).status).toBe(404);
    }
    const over = writeLink(
      { invitationId: id, expiresAt: Date.now() - 1 },
      secret,
    );
    expect((await open(over)).status).toBe(410);
    const late = await answer(over, { score: 1, seen: 0 });
    expect(late.status).toBe(410);
    expect(late.text).toContain('cannot be answered any more');
    for (const [fields, words] of [
      [{ seen: 0 }, 'choose one of the five'],
      [{ score: 6, seen: 0 }, 'choose one of the five'],
      [{ score: '', seen: 0 }, 'choose one of the five'],
      [{ score: 4, seen: 0, more: 'x' }, 'open the link in your mail again'],
      [{ score: 4, seen: 0, comment: 'x'.repeat(2001) }, 'at most 2,000'],
      [{ score: 4, seen: 0, comment: 'x'.repeat(70_000) }, 'could not be read'],
      [{ score: 4, seen: 0, comment: 'a\u0000b' }, 'NUL'],
    ] as [Record<string, string | number>, string][]) {
      const bad = await answer(token, fields);
      expect([bad.status, bad.text]).toEqual([
        400,
        expect.stringContaining(words),
      ]);
    }
    expect((await kept(incident.id)).version).toBe(0);
    // Used: the same again is one, another one is not taken unseen, and changed by who saw it.
    expect((await answer(token, { score: 2, seen: 0 })).status).toBe(303);
    expect((await answer(token, { score: 2, seen: 0 })).status).toBe(303);
    const reused = await answer(token, { score: 4, seen: 0 });
    expect(reused.status).toBe(409);
    expect(reused.text).toContain('You answered already');
    expect((await kept(incident.id)).version).toBe(1);
    expect((await answer(token, { score: 4, seen: 1 })).status).toBe(303);
    expect(await kept(incident.id)).toMatchObject({ score: 4, version: 2 });
    await rated(incident.id, 4);
  });

  it('take one of two answers that come at once', async () => {
    const { incident, token } = await asked('The door sticks');
    const both = await Promise.all([
      answer(token, { score: 1, seen: 0 }),
      answer(token, { score: 5, seen: 0 }),
      answer(token, { score: 5, seen: 0 }),
    ]);
    const statuses = both.map(r => r.status);
    const { score, version, id } = await kept(incident.id);
    expect(version).toBe(1);
    expect(statuses).toEqual(
      Number(score) === 1 ? [303, 409, 409] : [409, 303, 303],
    );
    const entries = await itsm
      .knex('journal')
      .where({ subject_id: id, kind: 'survey.answered' });
    expect(entries).toHaveLength(1);
  });

  it('and ratings in the portal are the same, whoever comes first, and nothing goes back and forth', async () => {
    const { incident, token } = await asked('The fan is loud');
    const rate = (score: number, comment?: string) =>
      done(
        itsm.as('rita').put(`/incidents/${incident.id}/satisfaction`, {
          score,
          comment,
        }),
      );
    await rate(2, 'Still loud');
    expect(await answered(incident.id, 2)).toMatchObject({
      via: 'portal',
      words: 'Still loud',
      version: 1,
    });
    expect((await open(token)).text).toContain('Dissatisfied');
    await answer(token, { score: 5, seen: 1, comment: 'Quiet now' });
    await rated(incident.id, 5);
    await rate(4);
    expect(await answered(incident.id, 4)).toMatchObject({
      version: 3,
      words: null,
    });
    await itsm.caughtUp();
    await until(async () =>
      (
        await itsm.knex('due_work').where('kind', 'like', 'surveys-rate-%')
      ).length === 0
        ? true
        : undefined,
    );
    await itsm.caughtUp();
    const { satisfaction } = await incidentOf(incident.id);
    expect([satisfaction, (await kept(incident.id)).version]).toEqual([4, 3]);
    const changes = await itsm
      .knex('journal')
      .where({ subject_id: incident.id, kind: 'record.changed' });
    expect(
      changes.filter(e => JSON.stringify(e.payload).includes('satisfaction')),
    ).toHaveLength(3);
  });

  it('leave alone what is open again or restricted, and keep links of it from saying what it is', async () => {
    const again = await asked('The screen is dark');
    await move(again.incident.id, 'reopen', { reopenReason: 'Dark again' });
    await answer(again.token, { score: 1, seen: 0 });
    await answered(again.incident.id, 1);
    await itsm.caughtUp();
    expect((await incidentOf(again.incident.id)).satisfaction).toBeUndefined();
    const secretOne = await asked('The safe opens');
    await done(
      itsm.asService('monitor').patch(`/incidents/${secretOne.incident.id}`, {
        visibility: 'restricted',
      }),
    );
    const page = await open(secretOne.token);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('safe');
    expect(page.text).not.toContain(secretOne.incident.number);
  });

  it('tell results from five answers on, and what people wrote to who may read the record', async () => {
    const results = async (as = 'maria'): Promise<SurveyResults> =>
      done(itsm.as(as).get('/improvement/surveys/incidents/results'));
    const before = await results();
    const cart = before.services.find(s => s.serviceRef === CART);
    expect(cart).toBeUndefined();
    const few = await Promise.all(
      [5, 4, 4].map(async (score, i) => {
        const one = await asked(`Cart ${i}`, { serviceRef: CART });
        await answer(one.token, { score, seen: 0, comment: `cart${i}` });
        return one;
      }),
    );
    const after = await results();
    const ofCart = after.services.find(s => s.serviceRef === CART)!;
    expect(ofCart).toMatchObject({
      sent: 3,
      returned: 3,
      answers: 3,
      tooFew: true,
    });
    expect(
      ofCart.scores ?? ofCart.satisfied ?? ofCart.meanScore,
    ).toBeUndefined();
    // Nor can it be told from the others: there are but two services.
    const others = after.services.filter(s => s.serviceRef !== CART);
    expect(others.map(s => s.scores)).toEqual([undefined]);
    expect(after.total.scores!.reduce((a, b) => a + b, 0)).toBe(
      after.total.answers,
    );
    expect(after.total.satisfied!.low).toBeLessThan(
      after.total.satisfied!.value,
    );
    expect(after.series).toHaveLength(12);
    expect(after.series[11]).toMatchObject({ complete: false });
    // The numbers of the library are the same, and without what became restricted.
    await itsm.caughtUp();
    const since = `from=${after.from}-01T00:00:00.000Z`;
    const maria = itsm.as('maria');
    const ask = (kpi: string, by = '') =>
      done(maria.get(`/kpis/${kpi}/answer?${since}${by}`));
    const { satisfied, responseRate, answers, sent } = after.total;
    expect((await ask('surveys.satisfaction')).total).toMatchObject({
      value: satisfied!.value,
      count: answers,
    });
    expect((await ask('surveys.response-rate')).total).toMatchObject({
      value: responseRate!.value,
      count: sent,
    });
    // Of the cart's few answers they tell how many there are, and nothing else.
    const { groups } = await ask('surveys.satisfaction', '&by=serviceRef');
    const ofFew = groups.find((g: any) => g.value === CART).total;
    expect([ofFew.count, ofFew.value]).toEqual([ofCart.answers, undefined]);
    expect(
      await maria.get(`/kpis/surveys.satisfaction/records?${since}`),
    ).toMatchObject({ status: 400 });
    // Nor does a number of one's own that counts the same.
    await done(
      itsm.asService('importer').put('/definitions/kpi/shop.pleased', {
        body: {
          name: 'Pleased',
          purpose: 'Who is?',
          unit: 'percent',
          formula: {
            of: 'share',
            facts: { kind: 'survey', stage: 'answered', mark: 'satisfied' },
          },
        },
      }),
    );
    const own = await ask('shop.pleased', '&by=serviceRef');
    expect(own.total.value).toBe(satisfied!.value);
    expect(own.groups.find((g: any) => g.value === CART).total.value).toBe(
      undefined,
    );
    expect(
      await maria.get(`/kpis/shop.pleased/records?${since}`),
    ).toMatchObject({ status: 400 });
    const list = await done(itsm.as('maria').get('/improvement/surveys'));
    expect(list.items[0]).toMatchObject({
      key: 'incidents',
      removed: false,
      figures: { answers: after.total.answers },
    });
    const pages: any[] = [];
    let cursor = '';
    do {
      const page = await done(
        itsm
          .as('maria')
          .get(`/improvement/surveys/incidents/comments?limit=2${cursor}`),
      );
      pages.push(...page.items);
      cursor = page.pageInfo.nextCursor
        ? `&cursor=${page.pageInfo.nextCursor}`
        : '';
    } while (cursor);
    const words = pages.map(c => c.comment);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual(expect.arrayContaining(['cart0', 'cart1', 'cart2']));
    // Maria works on the checkout's, and reads the cart's.
    const byWords = (text: string) => pages.find(c => c.comment === text);
    expect(byWords('Quick, <thank> you').personRef).toBe(RITA);
    const [first] = few;
    expect(byWords('cart0')).toMatchObject({
      score: 5,
      record: { number: first.incident.number, practice: 'incidents' },
    });
    expect(byWords('cart0').personRef).toBeUndefined();
    const csv = await itsm
      .as('maria')
      .get('/improvement/surveys/incidents/export');
    expect(csv.text.split('\n')[0]).toContain('Score,Comment');
    expect(csv.text).toContain('cart2');
    expect(csv.text).not.toContain('rita');
    const told = await itsm
      .as('maria')
      .get('/improvement/surveys/incidents/export?of=results');
    expect(told.text).toMatch(/^total,,\d+/m);
    const refused = await itsm
      .as('sam')
      .get('/improvement/surveys/incidents/results');
    expect(refused.status).toBe(403);
    for (const [query, status] of [
      ['from=2026-13', 400],
      ['from=2020-01&to=2026-01', 400],
      ['from=2026-02&to=2026-01', 400],
      ['to=2999-01', 400],
      ['service=x', 400],
    ] as const) {
      const bad = await itsm
        .as('maria')
        .get(`/improvement/surveys/incidents/results?${query}`);
      expect([query, bad.status]).toEqual([query, status]);
    }
    const none = await itsm
      .as('maria')
      .get('/improvement/surveys/none/results');
    expect(none.status).toBe(404);
  });

  it('are refused with a sentence when they name what is not there', async () => {
    const put = (body: object) =>
      itsm.asService('importer').put('/definitions/survey/bad', { body });
    for (const [body, words] of [
      [{ title: 'x', recordTypes: ['nonsense'] }, 'no records of the type'],
      [{ title: 'x', samplePercent: 0 }, 'samplePercent'],
      [{ title: 'x', colour: 'red' }, 'colour'],
    ] as [object, string][]) {
      const bad = await put(body);
      expect([bad.status, bad.body.error?.message]).toEqual([
        400,
        expect.stringContaining(words),
      ]);
    }
  });

  it('forget who was erased, with what they wrote, and their links', async () => {
    const { incident, token } = await asked('The last one');
    await answer(token, { score: 3, seen: 0, comment: 'Words of rita' });
    await rated(incident.id, 3);
    await itsm.caughtUp();
    await done(
      itsm.asService('importer').post('/erasures', {
        ref: RITA,
        confirm: RITA,
        level: 'identity-and-texts',
        force: true,
      }),
    );
    const row = await kept(incident.id);
    expect(row.person_ref).toMatch(/^user:erased\//);
    expect([row.words, Number(row.score)]).toEqual([null, 3]);
    const page = await open(token);
    expect(page.status).toBe(410);
    expect((await answer(token, { score: 1, seen: 1 })).status).toBe(410);
    const { items } = await done(
      itsm.as('maria').get('/improvement/surveys/incidents/comments'),
    );
    expect(items).toEqual([]);
  });
});
