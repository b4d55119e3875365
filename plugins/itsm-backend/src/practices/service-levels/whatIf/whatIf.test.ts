import { whatIfSchema, type WhatIf } from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { AgreedBook } from '../agreements/AgreedBook';
import { FactFields } from '../agreements/FactFields';
import { CalendarService } from '../calendars/CalendarService';
import { Clocks } from '../clocks/Clocks';
import { ClockStore } from '../clocks/ClockStore';
import { buildCountedRuns } from '../counted';
import { WhatIfService } from './WhatIfService';
import { WhatIfStore } from './WhatIfStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const zoe = user('zoe', [], ['admin']);
const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);

const day = [{ from: '00:00', to: '24:00' }];
const always = {
  name: 'Always',
  timeZone: 'UTC',
  week: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day },
    ...{ friday: day, saturday: day, sunday: day },
  },
};
const gold = (within: string, more: object = {}) => ({
  name: 'Gold',
  type: 'sla',
  targets: [{ metric: 'resolution', goals: [{ within, calendar: 'always' }] }],
  ...more,
});

/** Hours after the filing at which it waits, goes on, and is resolved; 0 if it never is. */
interface Life {
  hold: number;
  resume: number;
  resolve: number;
}

describe.each(databases.eachSupportedId())('what-if on %s', databaseId => {
  let kernel: KernelParts;
  let clock: FixedClock;

  const serviceOf = (most?: number) => {
    const store = new ClockStore(kernel.database);
    const book = new AgreedBook({
      definitions: kernel.definitions,
      calendars: new CalendarService(kernel),
      fields: new FactFields(() => kernel.recordTypes.all()),
    });
    const clocks = new Clocks({
      ...kernel,
      store,
      book,
      counted: buildCountedRuns(kernel),
    });
    return new WhatIfService(
      { ...kernel, clocks, book, store: new WhatIfStore(kernel.database) },
      most,
    );
  };
  const ask = (asked: object, caller = zoe, most?: number) =>
    serviceOf(most).ask(caller, whatIfSchema.parse(asked) as WhatIf);
  const askGold = (within: string, more: object = {}) =>
    ask({ kind: 'agreement', key: 'gold', body: gold(within), ...more });
  const define = (kind: string, key: string, body: object) =>
    kernel.definitionService.write(zoe, kind, key, { body } as never);
  const change = async (caller: Caller, what: RecordChange) =>
    (await kernel.records.changeRecord(caller, what)).record;
  const file = (set: object = {}) =>
    change(rita, {
      create: 'incident',
      set: {
        title: 'Checkout returns 502',
        serviceRef: 'component:default/checkout',
        impact: 3,
        urgency: 3,
        requesterRef: rita.ref,
        ...set,
      },
    });
  const resolve = (id: string) =>
    change(maria, {
      id,
      transition: 'resolve',
      set: { resolution: 'Done.', resolutionCode: 'solved' },
    });

  beforeEach(async () => {
    clock = new FixedClock();
    kernel = await kernelOnDatabase(await databases.init(databaseId), {
      clock,
    });
    await define('calendar', 'always', always);
    await define('agreement', 'gold', gold('24h'));
  });

  /** Lets lives pass, all at once, hour by hour. */
  async function live(lives: readonly Life[]) {
    const ids: string[] = [];
    for (const _ of lives) ids.push((await file()).id);
    const last = Math.max(...lives.flatMap(l => [l.hold, l.resume, l.resolve]));
    for (let hour = 1; hour <= last; hour += 1) {
      clock.pass(HOUR);
      for (const [i, { hold, resume, resolve: end }] of lives.entries()) {
        const id = ids[i];
        const isOpen = end === 0 || hour <= end;
        if (hour === hold && isOpen && hour !== end)
          await change(maria, {
            id,
            transition: 'hold',
            set: { holdReason: 'supplier' },
          });
        if (hour === resume && isOpen && hour !== end)
          await change(maria, { id, transition: 'requeue' });
        if (hour === end) await resolve(id);
      }
    }
    return last;
  }

  it('another goal flips those that one counts oneself', async () => {
    const lives = fc
      .sample(
        fc.record({
          hold: fc.integer({ min: 1, max: 40 }),
          waits: fc.integer({ min: 1, max: 30 }),
          resolve: fc.oneof(
            { weight: 3, arbitrary: fc.integer({ min: 1, max: 80 }) },
            fc.constant(0),
          ),
        }),
        25,
      )
      .map(({ hold, waits, resolve: end }) => ({
        hold,
        resume: hold + waits,
        resolve: end,
      }));
    const last = await live(lives);
    // Hour by hour: what is neither resolved nor waits counts.
    const elapsed = lives.map(life => {
      const end = life.resolve === 0 ? last : life.resolve;
      let counted = 0;
      for (let hour = 0; hour < end; hour += 1)
        if (hour < life.hold || hour >= life.resume) counted += 1;
      return counted;
    });
    const over = (goal: number) => elapsed.map(hours => hours > goal);
    const flips = over(24).filter((late, i) => late && !over(48)[i]).length;

    const raised = await askGold('48h');
    expect(raised.counts).toEqual({
      metToBreached: 0,
      breachedToMet: flips,
      unchanged: lives.length - flips,
      newlyCovered: 0,
      noLongerCovered: 0,
    });
    expect(raised.records).toBe(lives.length);
    expect(raised.flips.map(f => f.before.elapsed / HOUR).sort()).toEqual(
      elapsed.filter(hours => hours > 24 && hours <= 48).sort(),
    );
    for (const { before, after } of raised.flips) {
      expect([before.goal, after.goal]).toEqual([24 * HOUR, 48 * HOUR]);
      expect([before.breached, after.breached]).toEqual([true, false]);
      expect(after.elapsed).toBe(before.elapsed);
    }
    // The other way round it takes back what it gave, and the same flips nothing.
    await define('agreement', 'gold', gold('48h'));
    expect((await askGold('24h')).counts.metToBreached).toBe(flips);
    expect((await askGold('48h')).counts).toMatchObject({
      metToBreached: 0,
      breachedToMet: 0,
      unchanged: lives.length,
    });
  });

  it('says what is covered newly and no longer, and what a calendar makes', async () => {
    const { id } = await file();
    await file({ impact: 1, urgency: 1 });
    clock.pass(30 * HOUR);
    await resolve(id);
    const narrow = await ask({
      kind: 'agreement',
      key: 'gold',
      body: gold('24h', { scope: { priority: 1 } }),
    });
    expect(narrow.counts).toMatchObject({ noLongerCovered: 1, unchanged: 1 });
    const other = await ask({
      kind: 'agreement',
      key: 'between',
      body: gold('8h', { type: 'ola' }),
    });
    expect(other.counts).toMatchObject({ newlyCovered: 2, unchanged: 2 });
    // From Sunday noon until Monday evening only eight hours are worked.
    const office = {
      ...always,
      week: { monday: [{ from: '08:00', to: '16:00' }] },
    };
    const worked = await ask({
      kind: 'calendar',
      key: 'always',
      body: office,
    });
    expect(worked.counts.breachedToMet).toBe(2);
    expect(worked.flips[0].after.elapsed).toBe(8 * HOUR);
  });

  it('writes nothing, and takes a file with several', async () => {
    await file();
    clock.pass(30 * HOUR);
    const before = await kernel.database('journal').count({ n: '*' });
    const document = (kind: string, key: string, spec: object) =>
      `kind: ${kind}\nkey: ${key}\nspec: ${JSON.stringify(spec)}\n`;
    const result = await ask({
      file: [
        document('calendar', 'always', always),
        document('agreement', 'gold', gold('48h')),
      ].join('---\n'),
    });
    expect(result.definitions).toEqual([
      { kind: 'calendar', key: 'always' },
      { kind: 'agreement', key: 'gold' },
    ]);
    expect(result.counts.breachedToMet).toBe(1);
    expect(await kernel.database('journal').count({ n: '*' })).toEqual(before);
  });

  it('looks no further back than it is told, and says when there is more', async () => {
    const [old, open, fresh] = [await file(), await file(), await file()];
    await resolve(old.id);
    clock.pass(100 * DAY);
    await resolve(fresh.id);
    expect((await askGold('48h')).records).toBe(2);
    expect((await askGold('48h', { days: 101 })).records).toBe(3);
    expect(open.status).toBe('new');
    const asked = { kind: 'agreement', key: 'gold', body: gold('48h') };
    expect(await ask(asked, zoe, 2)).toMatchObject({
      truncated: false,
      records: 2,
    });
    // Those that were filed last are looked at.
    expect(await ask(asked, zoe, 1)).toMatchObject({
      truncated: true,
      records: 1,
      flips: [],
    });
  });

  it('counts nothing that the caller may not read, and is for who may write definitions', async () => {
    await file();
    await change(rita, {
      create: 'incident',
      set: {
        title: 'Of one person',
        serviceRef: 'component:default/checkout',
        visibility: 'restricted',
        requesterRef: rita.ref,
      },
    });
    expect((await askGold('48h')).records).toBe(1);
    const asked = { kind: 'agreement', key: 'gold', body: gold('48h') };
    await expect(ask(asked, maria)).rejects.toThrow(
      /are written by the role "admin"/,
    );
  });

  it('says what is wrong, and in which line', async () => {
    const wrong = 'name: Gold\ntype: sla\ntargets:\n  - metric: resolution\n';
    await expect(
      ask({ kind: 'agreement', key: 'gold', text: wrong }),
    ).rejects.toThrow(/line 4, column 5: targets\.0\.goals|line 4/);
    await expect(
      ask({ file: 'kind: agreement\nkey: gold\nspec:\n  nme: Gold\n' }),
    ).rejects.toThrow(/line 4, column 3: .*did you mean "name"/);
    await expect(
      ask({
        file: 'kind: reply-template\nkey: hi\nspec: { title: Hi, body: Hi }\n',
      }),
    ).rejects.toThrow(/neither an agreement nor a calendar/);
    for (const bad of [
      {},
      { kind: 'agreement', body: {} },
      { kind: 'agreement', key: 'gold' },
      { kind: 'agreement', key: 'gold', body: {}, text: '' },
      { file: 'a: b', key: 'gold' },
      { file: 'a: b', days: 0 },
    ])
      expect([bad, whatIfSchema.safeParse(bad).success]).toEqual([bad, false]);
  });
});
