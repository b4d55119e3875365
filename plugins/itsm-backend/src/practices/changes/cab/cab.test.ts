import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BOARD_GROUP = 'group:default/payments';

const NOW = DateTime.utc().startOf('minute');
const at = (milliseconds: number) =>
  NOW.plus({ milliseconds }).toISO({ suppressMilliseconds: false })!;
const local = (milliseconds: number) =>
  NOW.plus({ milliseconds }).toFormat("yyyy-MM-dd'T'HH:mm");

/** Meets once a week; now, and again in a week. */
const WEEKLY = {
  title: 'Weekly board',
  group: BOARD_GROUP,
  start: local(-7 * DAY - 10 * MINUTE),
  rrule: 'FREQ=WEEKLY',
  timezone: 'UTC',
};
/** The same group; was there yesterday, and is again tomorrow. */
const DAILY = {
  ...WEEKLY,
  title: 'Daily board',
  start: local(-3 * DAY + 2 * HOUR),
  rrule: 'FREQ=DAILY',
  looksAheadDays: 3,
};

describe.each(databases.eachSupportedId())('boards on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;
  const numbers: Record<string, string> = {};
  const admin = () => itsm.asService('external:importer');
  const define = (kind: string, key: string, body: object) =>
    admin().put(`/definitions/${kind}/${key}`, { body });

  const file = async (title: string, start: number, more: object = {}) => {
    const { body } = await itsm.as('rita').post('/changes', {
      serviceRef: 'component:default/checkout',
      title,
      justification: 'It runs out.',
      plan: 'Step by step',
      rollbackPlan: 'Back again',
      plannedStart: at(start),
      plannedEnd: at(start + HOUR),
      ...more,
    });
    expect(body.error).toBeUndefined();
    return body.number as string;
  };
  const take = async (as: string, number: string, transition: string) => {
    const { status, body } = await itsm
      .as(as)
      .post(`/changes/${number}/transitions`, { transition });
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
  };
  const ask = async (number: string, as: string) => {
    await take('rita', number, 'submit');
    await take(as, number, 'request-approval');
  };
  const agenda = async (as: string, key = 'weekly', meeting?: string) => {
    const query = meeting ? `?meeting=${encodeURIComponent(meeting)}` : '';
    const { body } = await itsm
      .as(as)
      .get(`/changes/cab/${key}/agenda${query}`);
    expect(body.error).toBeUndefined();
    return body;
  };
  const titles = (told: any) => told.items.map((i: any) => i.change.title);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({ knex });
    await define('approval-policy', 'board', {
      title: 'The board decides',
      records: ['change'],
      steps: [{ title: 'Board', who: [{ group: BOARD_GROUP }] }],
    });
    await define('cab', 'weekly', WEEKLY).expect(200);
    await define('cab', 'daily', DAILY);
    numbers.soon = await file('Soon', 2 * DAY);
    numbers.first = await file('First', 5 * HOUR);
    numbers.later = await file('Later', 20 * DAY);
    numbers.secret = await file('Secret', 3 * DAY, {
      visibility: 'restricted',
    });
    for (const [title, number] of Object.entries(numbers))
      await ask(number, title === 'secret' ? 'maria' : 'dana');
    // Nobody is asked about this one, whenever it is.
    await file('Only a draft', DAY);
    numbers.emergency = await file('Emergency', -HOUR, {
      changeType: 'emergency',
    });
    await take('dana', numbers.emergency, 'start-emergency');
    const until = Date.now() + 30_000;
    while (Date.now() < until) {
      const { waiting } = (await agenda('maria')).board;
      if (waiting === 5) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  });
  afterAll(() => itsm.stop());

  it('tells when they meet, and how much waits for them', async () => {
    const { body } = await itsm.as('maria').get('/changes/cab');
    expect(body.items.map((b: any) => [b.title, b.isMine, b.waiting])).toEqual([
      ['Daily board', true, 5],
      ['Weekly board', true, 5],
    ]);
    expect(body.items[1].next[0].startsAt).toBe(at(-10 * MINUTE));
    expect(body.items[1].previous.startsAt).toBe(at(-10 * MINUTE));
  });

  it('have on the agenda what begins before the following meeting, by its start', async () => {
    const weekly = await agenda('maria');
    expect(titles(weekly)).toEqual(['Emergency', 'First', 'Soon', 'Secret']);
    expect(weekly).toMatchObject({
      later: 1,
      until: at(7 * DAY - 10 * MINUTE),
    });
    expect(weekly.emergencies.map((c: any) => c.number)).toEqual([
      numbers.emergency,
    ]);
    expect(weekly.items[0]).toMatchObject({
      missed: false,
      seat: { after: true, answer: 'open' },
    });
    // The daily board looks three days ahead of tomorrow’s meeting, and is too late for one.
    const daily = await agenda('maria', 'daily');
    expect(titles(daily)).toEqual(['Emergency', 'First', 'Soon', 'Secret']);
    expect(daily.until).toBe(at(3 * DAY + 2 * HOUR));
    const tomorrow = await agenda('maria', 'daily', at(DAY + 2 * HOUR));
    expect(
      tomorrow.items.map((i: any) => [i.change.title, i.missed]),
    ).toContainEqual(['First', true]);
  });

  it('show nobody what they may not read, and do not count it', async () => {
    const sam = await agenda('sam');
    expect(titles(sam)).not.toContain('Secret');
    expect(sam.board).toMatchObject({ isMine: false, waiting: 4 });
    expect(JSON.stringify(sam)).not.toContain('Secret');
  });

  it('decide, and keep minutes of the meeting in which they did', async () => {
    const { items } = await agenda('maria');
    const seatOf = (title: string) =>
      items.find((i: any) => i.change.title === title).seat;
    const say = (title: string, body: object) =>
      itsm.as('maria').post(`/approvals/seats/${seatOf(title).id}/decision`, {
        round: seatOf(title).round,
        ...body,
      });
    expect((await say('First', { decision: 'approve' })).status).toBe(200);
    const note = 'Not before the backup, =1+1';
    expect((await say('Soon', { decision: 'reject', note })).status).toBe(200);

    const after = await agenda('maria');
    expect(
      after.items.map(({ change, seat }: any) => [
        change.title,
        seat.answer,
        change.status,
      ]),
    ).toEqual([
      ['Emergency', 'open', 'implement'],
      ['First', 'approved', 'scheduled'],
      ['Soon', 'rejected', 'rejected'],
      ['Secret', 'open', 'authorize'],
    ]);
    expect(after.items[2].seat).toMatchObject({
      note,
      decidedByRef: 'user:default/maria',
    });
    expect(after.board.waiting).toBe(3);
    // The note is for those who work on it, or are asked.
    expect(JSON.stringify(await agenda('sam'))).not.toContain('backup');

    // It was the meeting of yesterday that the daily board decided after; today’s knows nothing of it.
    expect(titles(await agenda('maria', 'daily'))).toEqual([
      'Emergency',
      'Secret',
    ]);
    const yesterday = await agenda('maria', 'daily', at(-22 * HOUR));
    expect(titles(yesterday)).toEqual(
      expect.arrayContaining(['First', 'Soon']),
    );

    const sheet = await itsm.as('maria').get('/changes/cab/weekly/minutes');
    expect(sheet.headers['content-type']).toContain('text/csv');
    expect(sheet.text).toMatch(
      new RegExp(`${numbers.soon},Soon,normal,.*Rejected,Maria`),
    );
    expect(sheet.text).toContain('Not before the backup');
  });

  it('refuse a time at which they do not meet, and rules that cannot be', async () => {
    const never = await itsm
      .as('maria')
      .get(`/changes/cab/weekly/agenda?meeting=${encodeURIComponent(at(DAY))}`);
    expect(never.status).toBe(400);
    expect(never.body.error.message).toContain(
      `its next meeting begins at ${at(-10 * MINUTE)}`,
    );
    const unknown = await itsm.as('maria').get('/changes/cab/none/agenda');
    expect(unknown.status).toBe(404);
    for (const [field, value] of Object.entries({
      rrule: 'FREQ=HOURLY',
      timezone: 'Europe/Nowhere',
      start: '2026-02-30T10:00',
      group: 'user:default/maria',
    })) {
      const { status, body } = await admin().post(
        '/definitions/cab/weekly/check',
        { body: { ...WEEKLY, [field]: value } },
      );
      expect(status).toBe(200);
      expect(body.faults.map((f: any) => f.path[0])).toEqual([field]);
    }
    await knex('catalog_reads')
      .insert({ id: 'catalog', token: 't', began_at: 1, finished_at: 1 })
      .onConflict('id')
      .merge();
    const { body } = await admin().post('/definitions/cab/weekly/check', {
      body: { ...WEEKLY, group: 'group:default/none' },
    });
    expect(body.faults.map((f: any) => f.message)).toEqual([
      'group: there is no group:default/none in the catalog, or you may not see it; name one that is there',
    ]);
  });
});
