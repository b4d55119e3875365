import { breachingQuerySchema } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
} from '../../../tests/kernelOnDatabase';
import { AgreedBook } from '../agreements/AgreedBook';
import { FactFields } from '../agreements/FactFields';
import { buildAttainment } from '../attainment/parts';
import { CalendarService } from '../calendars/CalendarService';
import type { AuthorizedAttainmentService } from '../attainment/AuthorizedAttainmentService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const HOUR = 3_600_000;
const COUNT = 60;
const dana = user('dana', ['service-desk'], ['agent']);
const rita = user('rita');
const maria = user('maria', ['payments']);
const GROUPS = ['group:default/payments', 'group:default/storefront'];

/** A clock of a record as the projection would leave it. Hours from noon. */
interface Seeded {
  record: number;
  id: string;
  type: 'sla' | 'ola';
  state: 'running' | 'paused' | 'idle' | 'stopped';
  /** When it is due; three quarters are used four hours before, and it is late a millisecond after. */
  due?: number;
  agreement: string;
}

const CLOCKS = ['sla:response', 'sla:resolution', 'ola:resolution:x'];
const seeded = fc
  .record({
    state: fc.constantFrom('running', 'running', 'paused', 'idle', 'stopped'),
    due: fc.integer({ min: -20, max: 40 }),
    used: fc.boolean(),
    agreement: fc.constantFrom('gold', 'iron'),
    there: fc.boolean(),
  })
  .map(({ state, due, used, there, agreement }) => ({
    state: state as Seeded['state'],
    // What is held has an end only if it was reached.
    due: state === 'running' || (used && due < 0) ? due : undefined,
    agreement,
    there,
  }));

describe.each(databases.eachSupportedId())('what is late on %s', databaseId => {
  let kernel: KernelParts;
  let levels: AuthorizedAttainmentService;
  let clocks: Seeded[];
  const owner = (n: number) => GROUPS[n % 2];
  const isRestricted = (n: number) => n % 7 === 3;

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    kernel = await kernelOnDatabase(knex, { clock: new FixedClock() });
    levels = buildAttainment(
      kernel,
      new AgreedBook({
        definitions: kernel.definitions,
        calendars: new CalendarService(kernel),
        fields: new FactFields(() => kernel.recordTypes.all()),
      }),
    );
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    await seedIncidents(
      knex,
      numbers.map(n => ({
        number: n,
        ownerRef: owner(n),
        assigneeRef: n % 5 === 0 ? dana.ref : undefined,
        requesterRef: rita.ref,
        serviceRef: `component:default/s${n % 3}`,
        visibility: isRestricted(n) ? ('restricted' as const) : undefined,
      })),
    );
    clocks = fc
      .sample(fc.tuple(seeded, seeded, seeded), COUNT)
      .flatMap((own, record) =>
        own.flatMap(({ there, ...clock }, i) =>
          there
            ? [
                {
                  ...clock,
                  record,
                  id: CLOCKS[i],
                  type: CLOCKS[i].slice(0, 3) as Seeded['type'],
                },
              ]
            : [],
        ),
      );
    for (const { record, id, type, state, due, agreement } of clocks) {
      const at = due === undefined ? null : NOON + due * HOUR;
      await knex('sl_clocks').insert({
        record_id: seedId(record),
        clock_id: id,
        type,
        metric: id.split(':')[1],
        agreement_key: agreement,
        agreement_version: 1,
        calendar_key: 'always',
        calendar_version: 1,
        state,
        goal: 8 * HOUR,
        elapsed: 0,
        evaluated_at: NOON,
        started_at: NOON,
        due_at: at,
        soon_at: at === null ? null : at - 4 * HOUR,
        late_at: at === null ? null : at + 1,
        breached: false,
        run: 1,
        breaches: 0,
      });
    }
  });

  /** The clocks that go on and that a caller may know of, by record. */
  const goingOn = (caller: Caller) => {
    const agent = caller === dana;
    const byRecord = new Map<number, Seeded[]>();
    for (const clock of clocks) {
      const { record, type, state } = clock;
      const works = agent || caller.ownership.includes(owner(record));
      if (isRestricted(record)) continue;
      if (type !== 'sla' && !works) continue;
      if (state !== 'running' && state !== 'paused') continue;
      byRecord.set(record, [...(byRecord.get(record) ?? []), clock]);
    }
    return byRecord;
  };

  async function queue(caller: Caller, asked: object) {
    const seen: { record: string; clock: string; breached: boolean }[] = [];
    let cursor: string | undefined;
    let counts = { late: 0, soon: 0 };
    do {
      const page = await levels.list(
        caller,
        breachingQuerySchema.parse({ limit: '4', ...asked, cursor }),
      );
      for (const { record, clock } of page.items)
        seen.push({
          record: record.id,
          clock: clock.id,
          breached: clock.breached,
        });
      counts = page.counts;
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return { seen, counts };
  }

  it('comes in the order in which it was due, each record once, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(dana, maria, rita),
        fc.constantFrom<[string | undefined, number]>(
          ['late', 0],
          ['PT5H', 5],
          ['P1D', 24],
          [undefined, 24],
        ),
        fc.record(
          {
            team: fc.constantFrom('mine', GROUPS[0]),
            service: fc.constant('component:default/s1'),
            mine: fc.constant('true'),
            agreement: fc.constantFrom('gold', 'iron'),
            type: fc.constantFrom('sla', 'ola'),
            metric: fc.constantFrom('response', 'resolution'),
          },
          { requiredKeys: [] },
        ),
        async (caller, [within, hours], asked) => {
          const rows = [...goingOn(caller)].flatMap(([record, own]) => {
            const fits = own
              .filter(
                ({ due, agreement, type, id }) =>
                  due !== undefined &&
                  (!asked.agreement || agreement === asked.agreement) &&
                  (!asked.type || type === asked.type) &&
                  (!asked.metric || id.split(':')[1] === asked.metric),
              )
              .sort((a, b) => a.due! - b.due! || (a.id < b.id ? -1 : 1));
            if (fits.length === 0) return [];
            const team =
              asked.team === 'mine' ? caller.ownership : [asked.team];
            const isAsked =
              (!asked.team || team.includes(owner(record))) &&
              (!asked.service || record % 3 === 1) &&
              (!asked.mine || (record % 5 === 0 && caller === dana));
            return isAsked ? [fits[0]] : [];
          });
          const late = rows.filter(({ due }) => due! < 0);
          const soon = rows.filter(({ due }) => due! >= 0 && due! <= hours);
          const expected = (hours === 0 ? late : [...late, ...soon]).sort(
            (a, b) =>
              a.due! - b.due! || (seedId(a.record) < seedId(b.record) ? -1 : 1),
          );
          const { seen, counts } = await queue(caller, {
            ...(within && { within }),
            ...asked,
          });
          expect(seen).toEqual(
            expected.map(({ record, id, due }) => ({
              record: seedId(record),
              clock: id,
              breached: due! < 0,
            })),
          );
          expect(counts.late).toBe(late.length);
          expect(counts.soon).toBe(hours > 0 ? soon.length : 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a field of records: filtered, counted, sorted and exported', async () => {
    const stateOf = (own: Seeded[] | undefined) => {
      if (!own) return 'none';
      const dues = own.flatMap(({ due }) => due ?? []);
      if (dues.some(due => due < 0)) return 'late';
      return dues.some(due => due - 4 <= 0) ? 'soon' : 'inTime';
    };
    const ids = async (caller: Caller, filter: object, more: object = {}) =>
      (
        await kernel.records.list(caller, { filter, limit: 200, ...more })
      ).items.map(({ id }) => id);
    const states = ['late', 'soon', 'inTime', 'none'];
    for (const caller of [dana, maria, rita]) {
      const own = goingOn(caller);
      const expected = (asked: string[]) =>
        Array.from({ length: COUNT }, (_, n) => n)
          .filter(n => !isRestricted(n) && asked.includes(stateOf(own.get(n))))
          .map(seedId)
          .sort();
      for (let mask = 1; mask < 16; mask += 1) {
        const $in = states.filter((_, i) => mask & (1 << i));
        const found = await ids(caller, { 'sla.state': { $in } });
        expect([$in, found.sort()]).toEqual([$in, expected($in)]);
        const others = await ids(caller, {
          $not: { 'sla.state': { $in } },
        });
        expect(others.sort()).toEqual(
          expected(states.filter(state => !$in.includes(state))),
        );
      }
      const firstDue = (n: number) =>
        Math.min(...(own.get(n) ?? []).flatMap(({ due }) => due ?? []));
      for (const [asked, holds] of [
        [{ $lt: 'now+3h' }, (due: number) => due < 3],
        [{ $lte: 'now' }, (due: number) => due <= 0],
        [{ $gt: 'now-2h' }, (due: number) => due > -2 && due < Infinity],
        [
          { $gte: 'now-2h', $lt: 'now+9h' },
          (due: number) => due >= -2 && due < 9,
        ],
        [{ $exists: false }, (due: number) => due === Infinity],
      ] as const) {
        const found = await ids(caller, { 'sla.dueAt': asked });
        expect([asked, found.sort()]).toEqual([
          asked,
          Array.from({ length: COUNT }, (_, n) => n)
            .filter(n => !isRestricted(n) && holds(firstDue(n)))
            .map(seedId)
            .sort(),
        ]);
      }
      const sorted = await ids(
        caller,
        { 'sla.dueAt': { $exists: true } },
        { sort: 'sla.dueAt', order: 'asc' },
      );
      const dues = sorted.map(id => firstDue(parseInt(id.slice(-12), 16)));
      expect(dues).toEqual([...dues].sort((a, b) => a - b));
    }
    const { header, rows } = await kernel.exports.open(dana, {
      columns: ['number', 'sla.state', 'sla.dueAt', 'sla.missed'],
    });
    expect(header).toEqual([
      'Number',
      'Service level',
      'Due by service level',
      'Missed a service level',
    ]);
    const own = goingOn(dana);
    for await (const [number, state, due, missed] of rows()) {
      const n = Number(number.slice(4));
      const first = Math.min(
        ...(own.get(n) ?? []).flatMap(clock => clock.due ?? []),
      );
      expect([number, state, due, missed]).toEqual([
        number,
        stateOf(own.get(n)),
        first === Infinity ? '' : new Date(NOON + first * HOUR).toISOString(),
        'false',
      ]);
    }
    const info = kernel.queries.registry
      .describe(kernel.types.all())
      .find(({ key }) => key === 'sla.state');
    expect(info).toMatchObject({
      label: 'Service level',
      operators: ['$eq', '$in', '$exists'],
      exportable: true,
      contributed: true,
    });
  });

  it.each([
    [{ within: 'soon' }, /must be `late` or a duration like PT4H/],
    [{ within: 'P' }, /must be `late` or a duration like PT4H/],
    [{ within: 'P1Y' }, /must be `late` or a duration like PT4H/],
    [{ within: 'P32D' }, /must be at most 31 days/],
    [{ team: 'payments' }, /Invalid input|must be an entity reference/],
    [{ limit: '0' }, /Too small|>=1/],
    [{ colour: 'red' }, /Unrecognized key/],
  ])('refuses %j', (query, said) => {
    const read = breachingQuerySchema.safeParse(query);
    expect(read.error?.issues[0].message).toMatch(said);
  });

  it('refuses a place of another list', async () => {
    const page = await levels.list(
      dana,
      breachingQuerySchema.parse({ limit: '1' }),
    );
    const cursor = page.pageInfo.nextCursor!;
    for (const asked of [
      { cursor, mine: 'true' },
      { cursor: `${cursor}x`.slice(3) },
      { cursor: Buffer.from('["a",1e99,"b","c"]').toString('base64url') },
    ]) {
      await expect(
        levels.list(dana, breachingQuerySchema.parse(asked)),
      ).rejects.toThrow(/^cursor: .*start again without it/);
    }
  });
});
