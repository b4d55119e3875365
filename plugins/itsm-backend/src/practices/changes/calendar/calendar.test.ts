import { setTimeout as sleep } from 'node:timers/promises';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionExports } from '@backstage/plugin-permission-node';
import type { CalendarItem } from '@callboard/plugin-itsm-common';
import { recordResourceRef, recordRules } from '@callboard/plugin-itsm-node';
import request from 'supertest';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A full hour some days ahead: what is planned in the past is refused. */
const SOON = Math.ceil(Date.now() / DAY + 3) * DAY;
const at = (hours: number) => new Date(SOON + hours * HOUR).toISOString();
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: recordResourceRef,
  rules: recordRules,
});

/** Rita may read what she asked for; who is cut off, nothing; all others everything. */
const cutOff = new Set<string>();
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => {
  if (userRef && cutOff.has(userRef)) return { result: AuthorizeResult.DENY };
  if (
    userRef !== 'user:default/rita' ||
    !/change\.(read|update)/.test(permission)
  )
    return { result: AuthorizeResult.ALLOW };
  return createConditionalDecision(
    {
      name: permission,
      type: 'resource',
      resourceType: 'itsm-record',
      attributes: {},
    } as any,
    conditions.isRequester({ claims: [userRef] }),
  );
};

/** What a calendar program makes of a feed: events by summary. */
function eventsOf(text: string): Record<string, Record<string, string>> {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [, name, value] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (name && events.length > 0)
      events[events.length - 1][name] ??= value;
  }
  return Object.fromEntries(events.map(event => [event.SUMMARY, event]));
}

describe.each(databases.eachSupportedId())(
  'the change calendar on %s',
  databaseId => {
    let itsm: RunningItsm;
    const log: string[] = [];

    beforeAll(async () => {
      itsm = await startItsm({
        knex: await databases.init(databaseId),
        decide,
        config: { app: { baseUrl: 'https://portal.example.com/' } },
      });
      // What the access log of Backstage would say, when it would say it.
      itsm.server.prependListener('request', (asked: any, answer) => {
        answer.on('finish', () => log.push(asked.originalUrl ?? asked.url));
      });
      const define = async (kind: string, key: string, body: object) => {
        const answer = await itsm
          .asService('importer')
          .put(`/definitions/${kind}/${key}`, { body });
        expect([answer.status, answer.body.error?.message]).toEqual([
          200,
          undefined,
        ]);
      };
      const local = (hours: number) => at(hours).slice(0, 16);
      await define('change-window', 'sale', {
        title: 'Winter sale',
        kind: 'freeze',
        timezone: 'UTC',
        start: local(20),
        duration: '8h',
        scope: { services: [CHECKOUT] },
      });
      await define('cab', 'weekly', {
        title: 'Weekly board',
        group: 'group:default/storefront',
        start: local(9),
        rrule: 'FREQ=WEEKLY',
        timezone: 'UTC',
        durationMinutes: 60,
      });
    });
    afterAll(() => itsm.stop());

    const file = async (title: string, body: object = {}, as = 'maria') => {
      const answer = await itsm.as(as).post('/changes', {
        serviceRef: CHECKOUT,
        title,
        justification: 'It must be',
        plan: 'Do it',
        rollbackPlan: 'Undo it',
        plannedStart: at(1),
        plannedEnd: at(3),
        ...body,
      });
      expect([answer.status, answer.body.error?.message]).toEqual([
        201,
        undefined,
      ]);
      return answer.body as { id: string; number: string; version: number };
    };
    const calendar = async (as: string, query: Record<string, string> = {}) => {
      const search = new URLSearchParams({ from: at(0), to: at(24), ...query });
      const { status, body } = await itsm
        .as(as)
        .get(`/changes/calendar?${search}`);
      return {
        status,
        body,
        titles: (body.items ?? []).map((i: CalendarItem) => i.title),
      };
    };
    const fetchFeed = (url: string, headers: Record<string, string> = {}) =>
      request(itsm.server)
        .get(new URL(url).pathname)
        .set(headers)
        .buffer(true)
        .parse((response, done) => {
          let text = '';
          response.on('data', chunk => (text += chunk));
          response.on('end', () => done(null, text));
        });
    const makeFeed = async (as: string, body: object = {}) => {
      const answer = await itsm
        .as(as)
        .post('/changes/feeds', { name: 'Changes', ...body });
      expect(answer.status).toBe(201);
      return answer.body as { id: string; url: string };
    };

    it('has what the caller may read, with freezes and meetings, by when it begins', async () => {
      const shown = await file('Shown to all');
      await file('Kept quiet', { visibility: 'restricted' });
      await file('Later', { plannedStart: at(30), plannedEnd: at(31) });
      const reaching = await file('Reaches in', {
        plannedStart: at(-5),
        plannedEnd: at(0.5),
        affects: [CART],
      });
      const ofMaria = await calendar('maria');
      expect(ofMaria.titles).toEqual([
        'Reaches in',
        'Shown to all',
        'Kept quiet',
        'Weekly board',
        'Winter sale',
      ]);
      expect(ofMaria.body.items[1]).toMatchObject({
        kind: 'change',
        id: shown.id,
        start: at(1),
        end: at(3),
        changeType: 'normal',
        status: 'draft',
        movable: true,
      });
      expect(ofMaria.body.items[2]).toMatchObject({ restricted: true });
      expect(ofMaria.body.truncated).toBe(false);
      expect(ofMaria.body.refs[CHECKOUT].title).toBe('checkout');

      const ofSam = await calendar('sam');
      expect(ofSam.titles).not.toContain('Kept quiet');
      expect(ofSam.body.items[1].movable).toBeUndefined();
      expect((await calendar('rita')).titles).toEqual([
        'Weekly board',
        'Winter sale',
      ]);

      // By service, affected items with it; the freeze is about checkout alone.
      expect((await calendar('maria', { service: CART })).titles).toEqual([
        'Reaches in',
        'Weekly board',
      ]);
      expect(
        (
          await calendar('maria', {
            team: 'group:default/storefront',
            show: 'change,window',
          })
        ).titles,
      ).toEqual([]);
      expect(
        (
          await calendar('maria', {
            team: 'mine',
            show: 'change',
            type: 'normal',
          })
        ).titles,
      ).toHaveLength(3);
      await itsm.as('maria').post(`/changes/${reaching.number}/transitions`, {
        transition: 'cancel',
        cancelReason: 'No need',
      });
      expect((await calendar('maria')).titles).not.toContain('Reaches in');
      expect(
        (await calendar('maria', { status: 'cancelled' })).titles,
      ).toContain('Reaches in');
    });

    it('says what is wrong with a span', async () => {
      const backwards = await calendar('maria', { to: at(-1) });
      expect([backwards.status, backwards.body.error.message]).toEqual([
        400,
        'to: must be after from',
      ]);
      const years = await calendar('maria', { to: at(24 * 401) });
      expect([years.status, years.body.error.message]).toEqual([
        400,
        'to: must be at most 400 days after from',
      ]);
    });

    it('as a feed follows what moves and is called off, and has nothing that its owner may not read', async () => {
      const body = { plannedStart: at(4), plannedEnd: at(5) };
      const moving = await file('Moves', body);
      await file('Secret', { ...body, visibility: 'restricted' });
      const take = (number: string, transition: string, more: object = {}) =>
        itsm
          .as('maria')
          .post(`/changes/${number}/transitions`, { transition, ...more });
      await take(moving.number, 'submit');
      // Its risk is worked out a moment later, and with it the feed is another one.
      for (let i = 0; i < 500; i += 1) {
        const { body: now } = await itsm
          .as('maria')
          .get(`/changes/${moving.number}`);
        if (now.risk !== undefined) break;
        await sleep(20);
      }
      await calendar('sam');
      const { url } = await makeFeed('sam', {
        teams: ['group:default/payments'],
      });
      expect(url).toMatch(
        /^http:\/\/localhost:7007\/api\/itsm\/changes\/feeds\/[\w-]{43}\.ics$/,
      );
      const first = await fetchFeed(url);
      expect([first.status, first.headers['content-type']]).toEqual([
        200,
        'text/calendar; charset=utf-8',
      ]);
      const name = `${moving.number} Moves`;
      const before = eventsOf(first.body);
      expect(before[name]).toMatchObject({
        UID: `${moving.id}@changes.callboard.dev`,
        STATUS: 'TENTATIVE',
        DTSTART: at(4).replace(/[-:]|\.000/g, ''),
        URL: `https://portal.example.com/itsm/changes/${moving.number}`,
      });
      expect(Object.keys(before).join()).not.toMatch(
        /Secret|Kept quiet|Shown to all/,
      );
      expect(before['Change freeze: Winter sale']).toBeDefined();
      expect(before['Weekly board']).toBeDefined();

      // The same is not sent twice.
      const again = await fetchFeed(url, {
        'If-None-Match': first.headers.etag,
      });
      expect(again.status).toBe(304);

      await itsm.as('maria').patch(`/changes/${moving.number}`, {
        plannedStart: at(6),
        plannedEnd: at(8),
      });
      const moved = eventsOf((await fetchFeed(url)).body)[name];
      expect(moved).toMatchObject({
        UID: before[name].UID,
        DTSTART: at(6).replace(/[-:]|\.000/g, ''),
      });
      expect(Number(moved.SEQUENCE)).toBeGreaterThan(
        Number(before[name].SEQUENCE),
      );

      await take(moving.number, 'cancel', { cancelReason: 'No need' });
      expect(eventsOf((await fetchFeed(url)).body)[name].STATUS).toBe(
        'CANCELLED',
      );

      // Whoever takes part in what is restricted has it in theirs.
      await calendar('maria');
      const ofMaria = await makeFeed('maria', {
        teams: ['mine'],
        windows: false,
      });
      const theirs = eventsOf((await fetchFeed(ofMaria.url)).body);
      expect(Object.keys(theirs).join()).not.toContain('Winter sale');
      expect(
        (await calendar('maria')).titles.filter((t: string) => t === 'Secret'),
      ).toEqual(['Secret']);

      // A policy that takes the right away counts from their next visit on.
      cutOff.add('user:default/sam');
      await calendar('sam');
      const after = eventsOf((await fetchFeed(url)).body);
      expect(after[name]).toBeUndefined();
      cutOff.clear();
    });

    it('has for whoever may read some what they may read, and says nothing where nobody knows', async () => {
      const own = await file('Asked by rita', {}, 'rita');
      await itsm.as('rita').post(`/changes/${own.number}/transitions`, {
        transition: 'submit',
      });
      const submitted = await file('Asked by maria');
      await itsm.as('maria').post(`/changes/${submitted.number}/transitions`, {
        transition: 'submit',
      });
      await calendar('rita');
      const { url } = await makeFeed('rita');
      const events = Object.keys(eventsOf((await fetchFeed(url)).body));
      expect(events).toContain(`${own.number} Asked by rita`);
      expect(events).not.toContain(`${submitted.number} Asked by maria`);

      await itsm
        .knex('known_decisions')
        .where('principal_ref', 'user:default/rita')
        .update({ decided_at: Date.now() - 31 * DAY });
      expect(Object.keys(eventsOf((await fetchFeed(url)).body))).toEqual([
        'This change calendar is paused',
      ]);
    });

    it('gives nothing more after it was revoked, or its owner left, or to whoever asks too often', async () => {
      await calendar('dana');
      const { id, url } = await makeFeed('dana', { name: 'Desk' });
      const other = await makeFeed('dana', { name: 'Other' });
      await fetchFeed(url);
      const list = await itsm.as('dana').get('/changes/feeds');
      expect(list.body.items).toMatchObject([
        { name: 'Other' },
        { name: 'Desk', lastUsedAt: expect.any(String) },
      ]);
      const token = /([\w-]{43})\.ics$/.exec(url)![1];
      expect(JSON.stringify(list.body)).not.toContain(token);
      expect(JSON.stringify(await itsm.knex('change_feeds'))).not.toContain(
        token,
      );
      expect(
        (await itsm.as('maria').delete(`/changes/feeds/${id}`)).status,
      ).toBe(404);
      expect(
        (await itsm.as('dana').delete(`/changes/feeds/${id}`)).status,
      ).toBe(204);
      const revoked = await fetchFeed(url);
      expect([revoked.status, revoked.body]).toEqual([
        410,
        expect.stringContaining('This calendar was revoked'),
      ]);
      expect((await fetchFeed(url.replace(token, 'x'.repeat(43)))).status).toBe(
        404,
      );

      const answers = [];
      for (let i = 0; i < 22; i += 1)
        answers.push((await fetchFeed(other.url)).status);
      expect(answers.filter(status => status === 429).length).toBeGreaterThan(
        0,
      );

      await calendar('sam');
      const ofSam = await makeFeed('sam');
      await itsm
        .knex('catalog_entities')
        .where('ref', 'user:default/sam')
        .delete();
      await itsm.knex('catalog_entities').insert({
        ref: 'user:default/sam',
        kind: 'user',
        title: 'Sam',
        name: 'sam',
        annotations: '{}',
        uid: 'uid-user-sam',
        etag: 'e',
        removed_at: Date.now(),
        seen_at: Date.now(),
      });
      const left = await fetchFeed(ofSam.url);
      expect([left.status, left.body]).toEqual([
        410,
        expect.stringContaining('no longer here'),
      ]);
    });

    it('keeps the secret out of the log, and takes no key that would keep it', async () => {
      const { url } = await makeFeed('dana');
      const token = /([\w-]{43})\.ics$/.exec(url)![1];
      await fetchFeed(url);
      expect(log.filter(line => line.includes(token))).toEqual([]);
      expect(log).toContain('/api/itsm/changes/feeds/:token.ics');
      const keyed = await itsm
        .as('dana')
        .post('/changes/feeds', { name: 'Keyed' })
        .set('Idempotency-Key', 'a');
      expect(keyed.status).toBe(400);
      // All others ask for credentials as ever.
      expect((await itsm.anonymous.get('/changes/feeds')).status).toBe(401);
      expect((await itsm.anonymous.get('/changes/calendar')).status).toBe(401);
    });
  },
);
