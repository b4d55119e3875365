import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  BEGIN,
  CHECKOUT,
  dana,
  maria,
  PAYMENTS,
  registerOnDatabase,
  rita,
  type Register,
} from '../../../tests/registerOnDatabase';
import { initiativeJob } from './followUps';
import { INITIATIVE_NOTES } from './kinds';
import { OfferedInitiatives } from './OfferedInitiatives';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (at: number) => new Date(at).toISOString();

describe.each(databases.eachSupportedId())(
  'the improvement register on %s',
  databaseId => {
    let knex: Knex;
    let register: Register;
    beforeAll(async () => {
      knex = await databases.init(databaseId);
      register = await registerOnDatabase(knex);
    });
    beforeEach(() => register.settle());

    const QUICKER = {
      title: 'Payments are back sooner',
      objective: 'Half the time until payments work again',
      serviceRef: CHECKOUT,
      kpi: 'incidents.time-to-resolve',
      kpiWhere: { serviceRef: [CHECKOUT] },
      statistic: 'median' as const,
      target: 10 * HOUR,
      watchDays: 45,
      hoursEach: 0.5,
      hourlyRate: 60,
    };
    const NEXT = {
      implement: { plan: 'A runbook', dueAt: iso(Date.UTC(2026, 1, 15)) },
    };
    let quicker: string;

    it('measures the baseline when it is chosen', async () => {
      await register.incidents(6, 20);
      await register.incidents(2, 2, 'component:default/cart');
      await register.until(Date.UTC(2025, 10, 3));
      const filed = await register.file({
        ...QUICKER,
        baselineFrom: iso(Date.UTC(2025, 9, 1, 7)),
        baselineTo: iso(Date.UTC(2025, 10, 1)),
      });
      quicker = filed.number;
      expect(filed).toMatchObject({
        number: expect.stringMatching(/^IMP-\d+$/),
        status: 'identify',
        ownerRef: PAYMENTS,
        origin: 'own',
        kpiUnit: 'duration',
        kpiWhere: { serviceRef: [CHECKOUT] },
        direction: 'down',
        // Days, not hours of them.
        baselineFrom: iso(Date.UTC(2025, 9, 1)),
        baselineTo: iso(Date.UTC(2025, 10, 1)),
        baselineValue: 20 * HOUR,
        baselineCount: 6,
        kpiVersion: 1,
      });
      expect(filed.verdict).toBeUndefined();
    });

    it('goes through the seven steps, and is not achieved before a whole window says so', async () => {
      for (const [step, set] of [
        ['define', {}],
        ['gather', { measureNote: 'It is what people wait for' }],
        ['analyse', {}],
        ['present', { analysis: 'Nobody knows whom to call' }],
      ] as const)
        await register.take(quicker, step, set);
      await expect(register.take(quicker, 'implement')).rejects.toThrow(
        'plan: What is done is needed to "Begin to implement"',
      );
      const begun = await register.take(quicker, 'implement', NEXT.implement);
      expect(begun.implementingSince).toBe(iso(register.clock.now()));
      const achieve = begun.viewer.transitions.find(t => t.name === 'achieve');
      expect(achieve).toMatchObject({
        allowed: false,
        reason:
          'The target is 10 h or less; the first whole month since implementing began is not over yet.',
      });
      expect(begun.viewer.transitions.map(t => t.name)).not.toContain('close');

      // A whole month, but not good enough.
      await register.until(Date.UTC(2025, 11, 10));
      await register.incidents(5, 12);
      await register.until(Date.UTC(2026, 0, 2));
      await expect(register.take(quicker, 'achieve')).rejects.toThrow(
        'The target is 10 h or less; it was 12 h in December 2025.',
      );
    });

    it('keeps what it promised once implementing began', async () => {
      for (const [patch, sentence] of [
        [
          { target: 30 * HOUR },
          'target: Target stays as it was once implementing began; take "Measure something else" first',
        ],
        [{ kpi: 'incidents.volume' }, /^kpi: KPI stays as it was/],
        [{ measureEvery: 'week' }, /^measureEvery: Measured stays/],
      ] as const)
        await expect(
          register.initiatives.update(maria, quicker, patch),
        ).rejects.toThrow(sentence);
    });

    it('is achieved by what was measured, by somebody who says that it is done', async () => {
      const before = register.sent.length;
      await register.incidents(6, 8);
      await register.until(Date.UTC(2026, 1, 1, 3));
      expect(register.told(before)).toContain('initiative.target-met');
      expect(await register.initiatives.get(maria, quicker)).toMatchObject({
        status: 'implement',
        verdict: 'met',
        currentValue: 8 * HOUR,
        currentCount: 6,
        currentFrom: iso(Date.UTC(2026, 0, 1)),
        // (20 h − 12 h) × 5 + (20 h − 8 h) × 6, half an hour of work each.
        savedHours: 56,
        savedMoney: 56 * 60,
      });
      await expect(
        register.initiatives.transition(rita, quicker, {
          transition: 'achieve',
        }),
      ).rejects.toThrow(/is for the assignee, the owner group or an agent/);
      const achieved = await register.initiatives.transition(dana, quicker, {
        transition: 'achieve',
      });
      expect(achieved).toMatchObject({
        status: 'achieved',
        achievedAt: iso(register.clock.now()),
        watchUntil: iso(register.clock.now() + 45 * DAY),
      });
      await register.settle();
      expect(register.told(before)).toContain('initiative.achieved');
    });

    it('is closed by nobody', async () => {
      for (const who of [maria, dana])
        for (const transition of ['close', 'reopen'])
          await expect(
            register.initiatives.transition(who, quicker, { transition }),
          ).rejects.toThrow(
            /closes by itself when its target has held|is taken up again by itself/,
          );
      await expect(
        register.initiatives.update(maria, quicker, { watchDays: 7 }),
      ).rejects.toThrow('the watch period stays as it was once it began');
    });

    it('is taken up again when it slips, and says so', async () => {
      const before = register.sent.length;
      await register.incidents(6, 15);
      await register.until(Date.UTC(2026, 2, 1, 3));
      const slipped = await register.initiatives.get(maria, quicker);
      expect(slipped).toMatchObject({
        status: 'implement',
        slips: 1,
        verdict: 'not-met',
        implementingSince: iso(register.clock.now()),
      });
      expect(slipped.achievedAt).toBeUndefined();
      expect(register.told(before)).toEqual(
        expect.arrayContaining(['initiative.due', 'initiative.slipped']),
      );
      // What was good before it slipped does not count any more.
      await expect(register.take(quicker, 'achieve')).rejects.toThrow(
        /the first whole month since implementing began is not over yet/,
      );
    });

    it('closes by itself when it held through the watch period', async () => {
      await register.until(Date.UTC(2026, 3, 5));
      await register.incidents(6, 4);
      await register.until(Date.UTC(2026, 4, 1, 3));
      await register.take(quicker, 'achieve');
      await register.until(Date.UTC(2026, 4, 10));
      // In May nothing happens: that is no success, and no failure.
      await register.until(Date.UTC(2026, 5, 20));
      expect(await register.initiatives.get(maria, quicker)).toMatchObject({
        status: 'achieved',
        verdict: 'no-value',
      });
      await register.incidents(5, 6);
      const before = register.sent.length;
      await register.until(Date.UTC(2026, 6, 1, 3));
      expect(await register.initiatives.get(maria, quicker)).toMatchObject({
        status: 'closed',
        statusCategory: 'closed',
        verdict: 'met',
      });
      expect(register.told(before)).toContain('initiative.closed');
      const { items } = await register.kernel.records.journal(
        maria,
        quicker,
        {},
      );
      expect(items[0]).toMatchObject({
        transition: 'close',
        actorRef: 'service:default/callboard',
      });
      expect(
        items.filter(e => e.kind === INITIATIVE_NOTES.measured).length,
      ).toBeGreaterThan(4);
      const measures = await register.initiatives.measures(maria, quicker);
      expect(
        measures.windows.map(w => [w.from.slice(0, 7), w.verdict]),
      ).toEqual([
        ['2025-12', 'not-met'],
        ['2026-01', 'met'],
        ['2026-02', 'not-met'],
        ['2026-03', 'no-value'],
        ['2026-04', 'met'],
        ['2026-05', 'no-value'],
        ['2026-06', 'met'],
      ]);
      expect(measures.benefit).toMatchObject({
        kind: 'hours-shorter',
        saved: 40 + 72 + 30 + 96 + 70,
        hours: 154,
        money: 9240,
        currency: 'EUR',
      });
    });

    it('counts what happened late', async () => {
      const begin = register.clock.now();
      await register.file({ title: 'x', ownerRef: PAYMENTS });
      const { number } = await register.file({
        title: 'Fewer of them',
        ownerRef: PAYMENTS,
        objective: 'Fewer',
        kpi: 'incidents.volume',
        direction: 'down',
        measureEvery: 'week',
        baselineFrom: iso(Date.UTC(2026, 5, 1)),
        baselineTo: iso(Date.UTC(2026, 5, 29)),
        target: 1,
      });
      // Five in four weeks.
      expect(await register.initiatives.get(maria, number)).toMatchObject({
        baselineValue: 1.25,
        baselineCount: 5,
      });
      for (const [step, set] of [
        ['define', {}],
        ['gather', {}],
        ['analyse', {}],
        ['present', { analysis: 'Too many' }],
        ['implement', NEXT.implement],
      ] as const)
        await register.take(number, step, set);
      // Nothing happened in the first whole week, as far as is known: a fact that is as good as any.
      await register.until(begin + 14 * DAY);
      expect(await register.initiatives.get(maria, number)).toMatchObject({
        verdict: 'met',
        currentValue: 0,
      });
      await register.kernel.records.changeRecord(maria, {
        id: number,
        tasks: [{ add: { title: 'Tell the desk' } }],
      });
      await expect(register.take(number, 'achieve')).rejects.toThrow(
        /when all tasks are done or skipped; one task is not/,
      );
    });

    it('measures what was brought in from elsewhere, which told no calendar', async () => {
      const { number, id } = await register.file({ ...QUICKER, target: 1 });
      const past = register.clock.now() - 60 * DAY;
      await knex('initiatives')
        .where('record_id', id)
        .update({
          kpi_unit: null,
          baseline_from: Date.UTC(2025, 9, 1),
          baseline_to: Date.UTC(2025, 10, 1),
          implementing_since: past,
        });
      await knex('records').where({ id }).update({ status: 'implement' });
      await initiativeJob(register.kernel, register.store).run();
      await register.settle();
      expect(await register.initiatives.get(maria, number)).toMatchObject({
        kpiUnit: 'duration',
        baselineValue: 20 * HOUR,
        verdict: 'not-met',
        currentValue: 6 * HOUR,
      });
      // Once a day is enough.
      expect(
        await register.store.notLookedAtSince(
          register.clock.now() - 25 * HOUR,
          10,
        ),
      ).toEqual([]);
      await knex('records').where({ id }).update({ status: 'abandoned' });
    });

    it('is measured by the definition it was promised by, and says what a newer one makes of it', async () => {
      const define = (version: object) =>
        register.kernel.definitionService.write(dana, 'kpi', 'shop.incidents', {
          body: {
            of: 'incidents.volume',
            name: 'Incidents of the shop',
            direction: 'down',
            ...version,
          },
        });
      await define({});
      const { number } = await register.file({
        title: 'Fewer incidents in the shop',
        objective: 'Fewer',
        ownerRef: PAYMENTS,
        kpi: 'shop.incidents',
        baselineFrom: iso(Date.UTC(2025, 9, 1)),
        baselineTo: iso(Date.UTC(2025, 10, 1)),
        target: 3,
      });
      for (const [step, set] of [
        ['define', {}],
        ['gather', {}],
        ['analyse', {}],
        ['present', { analysis: 'Too many' }],
        ['implement', NEXT.implement],
      ] as const)
        await register.take(number, step, set);
      await register.until(Date.UTC(2026, 7, 10));
      await register.incidents(4, 2);
      await register.incidents(1, 2, 'component:default/cart');
      await define({
        where: { serviceRef: ['component:default/cart'] },
        change: 'Only those of the cart.',
      });
      await register.until(Date.UTC(2026, 8, 1, 3));
      expect(await register.initiatives.get(maria, number)).toMatchObject({
        baselineValue: 8,
        kpiVersion: 1,
        currentValue: 5,
        verdict: 'not-met',
      });
      expect(await register.initiatives.measures(maria, number)).toMatchObject({
        kpi: { version: 2 },
        windows: [
          { value: 5, newestValue: 1, newestVersion: 2, verdict: 'not-met' },
        ],
        newestBaseline: {
          value: 2,
          version: 2,
          what: 'Only those of the cart.',
        },
      });

      const before = register.sent.length;
      await register.kernel.definitionService.remove(
        dana,
        'kpi',
        'shop.incidents',
      );
      await register.until(Date.UTC(2026, 8, 3));
      expect(await register.initiatives.get(maria, number)).toMatchObject({
        status: 'implement',
        verdict: 'failed',
      });
      expect(register.told(before)).toContain('initiative.measure-failed');
      const { fault, windows } = await register.initiatives.measures(
        maria,
        number,
      );
      expect(fault).toMatch(/there is no KPI shop\.incidents/);
      expect(windows).toHaveLength(1);
      await expect(register.take(number, 'achieve')).rejects.toThrow(
        'it could not be measured, so see why first',
      );
    });

    it('is offered to others', async () => {
      const offered = new OfferedInitiatives(register.kernel, register);
      const proposed = await offered.propose(maria, {
        title: 'Checkout breaks again and again',
        ownerRef: PAYMENTS,
        evidence: '14 incidents in June',
        origin: 'proposal',
        originId: 'p-1',
      });
      expect(proposed).toMatchObject({
        status: 'identify',
        statusLabel: 'Identify',
      });
      const from = await offered.cameFrom(maria, 'proposal', ['p-1', 'p-2']);
      expect([...from.keys()]).toEqual(['p-1']);
      const now = await offered.underWay(maria, { limit: 50 });
      expect(now.map(i => i.number)).toContain(proposed.number);
      expect(now.map(i => i.number)).not.toContain(quicker);
      // As of a day on which it was being implemented, with what was known by then.
      const then = await offered.underWay(maria, {
        at: Date.UTC(2026, 0, 15),
        limit: 50,
      });
      expect(then).toMatchObject([
        {
          number: quicker,
          statusLabel: 'Implement',
          baseline: 20 * HOUR,
          current: 12 * HOUR,
          currentAt: Date.UTC(2026, 0, 1),
        },
      ]);
    });

    it('is counted', async () => {
      await register.settle();
      const ask = async (kpi: string) =>
        (
          await register.kernel.kpis.ask({
            kpi,
            from: iso(BEGIN),
            to: iso(register.clock.now()),
          })
        ).total.value;
      expect(await ask('improvement.throughput')).toBe(1);
      expect(await ask('improvement.saved-hours')).toBe(154);
    });
  },
);
