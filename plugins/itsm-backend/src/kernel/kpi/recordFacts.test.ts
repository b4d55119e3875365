import { randomUUID } from 'crypto';
import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { SYSTEM_CALLER, type Practice } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import type { KernelParts } from '../buildKernel';
import { buildKpis } from './buildKpis';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dana = user('dana', ['service-desk'], ['agent', 'restrictedReader']);

describe.each(databases.eachSupportedId())(
  'facts of records on %s',
  (databaseId: TestDatabaseId) => {
    let knex: Knex;
    let kernel: KernelParts;
    let practices: Practice[];
    const clock = new FixedClock();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      practices = await registeredPractices();
      kernel = await kernelOnDatabase(knex, { clock, practices });
    });
    beforeEach(() => clock.pass(10 * DAY));

    const file = async () => {
      const { record } = await kernel.records.changeRecord(dana, {
        create: 'incident',
        set: {
          title: 'Checkout returns 502',
          serviceRef: 'component:default/checkout',
          impact: 2,
          urgency: 2,
        },
      });
      return record;
    };
    /** How many incidents reached a stage today. */
    const today = async (stage: string, dimension = {}) => {
      await kernel.followers.drain();
      const begin = Math.floor(clock.now() / DAY) * DAY;
      const [{ points }] = await kernel.counting.cells.read([
        { kind: 'incident', stage, bounds: [begin, begin + DAY], ...dimension },
      ]);
      return points[0].count;
    };
    const rows = async () => ({
      facts: await knex('kpi_facts').orderBy('kind_id').orderBy('id'),
      cells: (
        await knex('kpi_cells').orderBy('series_id').orderBy('month')
      ).map(row => row),
    });

    it('follow what is done, and leave when a record becomes restricted', async () => {
      const { id } = await file();
      await file();
      expect(await today('opened')).toBe(2);
      await kernel.records.changeRecord(dana, {
        id,
        transition: 'start',
        set: { assigneeRef: dana.ref },
      });
      expect(await today('acknowledged')).toBe(1);
      await kernel.records.changeRecord(dana, {
        id,
        set: { visibility: 'restricted' },
      });
      expect(await today('opened')).toBe(1);
      expect(await today('acknowledged')).toBe(0);
      const open = {
        kind: 'incident',
        entered: { stage: 'opened' },
        left: { stage: 'resolved' },
      };
      const page = await kernel.counting.facts.openPage(open, clock.now() + 1, {
        limit: 100,
      });
      expect(page.map(f => f.recordId)).not.toContain(id);
      await kernel.records.changeRecord(dana, {
        id,
        set: { visibility: 'internal' },
      });
      expect(await today('opened')).toBe(2);
      expect(await today('acknowledged')).toBe(1);
    });

    it('are the same when they are made again, and when events of a source come late', async () => {
      const externalId = randomUUID();
      const event = (hours: number, status: string) => ({
        externalId,
        hash: randomUUID(),
        at: clock.now() + hours * HOUR,
        order: hours,
        actorRef: 'user:elsewhere/1',
        status,
        values: { title: 'Printer', ownerRef: 'group:default/service-desk' },
        initial: {},
        createdAt: clock.now(),
        creatorRef: 'user:elsewhere/1',
      });
      const observe = async (...events: ReturnType<typeof event>[]) => {
        await kernel.observer.observe(
          {
            caller: SYSTEM_CALLER,
            type: 'incident',
            source: 'elsewhere',
            commandId: randomUUID(),
          },
          events,
          async () => {},
        );
        await kernel.followers.drain();
      };
      await observe(event(1, 'in-progress'), event(5, 'resolved'));
      const factOf = async () => {
        const [fact] = await kernel.counting.facts.page(
          { kind: 'incident', stage: 'opened', from: clock.now() },
          { limit: 1 },
        );
        return fact;
      };
      expect(await factOf()).toMatchObject({ values: { waitingMs: 0 } });
      // It was on hold from the second to the third hour, as is told only now.
      await observe(event(2, 'on-hold'), event(3, 'in-progress'));
      expect(await factOf()).toMatchObject({
        values: { waitingMs: HOUR, resolveMs: 5 * HOUR },
        stages: { resolved: clock.now() + 5 * HOUR },
      });
      const was = await rows();
      await kernel.followers.rebuild('kpi.incident');
      expect((await kernel.counting.states.of(['incident'])).rebuilding).toBe(
        true,
      );
      await kernel.followers.drain();
      expect(await rows()).toEqual(was);
      expect(await kernel.counting.states.of(['incident'])).toEqual({
        unread: 0,
        rebuilding: false,
        asOf: clock.now(),
      });
    });

    it('tell how much is still to be read', async () => {
      await kernel.followers.drain();
      const since = clock.now();
      await file();
      clock.pass(HOUR);
      expect(await kernel.counting.states.of(['incident', 'change'])).toEqual({
        unread: 1,
        rebuilding: false,
        asOf: since,
      });
      await kernel.followers.drain();
    });

    describe('that are derived otherwise than they were', () => {
      /** The parts of a backend that is started with another zone, or with other kinds. */
      const startedWith = async (options: {
        zone?: string;
        version?: number;
      }) => {
        const counting = buildKpis({
          knex,
          clock,
          config: mockServices.rootConfig({
            data: options.zone
              ? { itsm: { improvement: { timezone: options.zone } } }
              : {},
          }),
          logger: mockServices.logger.mock(),
          followers: kernel.followers,
          principals: { refs: async () => new Map() } as any,
        });
        const { version = 1 } = options;
        for (const practice of practices) {
          const counted = practice.counted?.(kernel) ?? {};
          counting.book.contribute({
            records: counted.records
              ?.filter(r => r.kind.kind === 'incident')
              .map(r => ({ ...r, kind: { ...r.kind, version } })),
          });
        }
        return counting;
      };

      it('are made again when they begin, and nobody adds to them who derives them otherwise', async () => {
        await kernel.followers.drain();
        const was = await rows();
        const same = await startedWith({});
        await same.prepare();
        expect(await rows()).toEqual(was);

        // Another backend that runs on writes nothing into what is made in another zone.
        const elsewhere = await startedWith({ zone: 'Asia/Kolkata' });
        const put = knex.transaction(tx =>
          elsewhere.rollups.put(tx, 'incident', [
            { id: 'x', stages: { opened: NOON }, dimensions: {} },
          ]),
        );
        await expect(put).rejects.toThrow(
          'The numbers of Incidents were made by version 1 in UTC, this is version 1 in Asia/Kolkata',
        );
        expect(await rows()).toEqual(was);

        const newer = await startedWith({ version: 2 });
        await newer.prepare();
        const states = await kernel.followers.states();
        expect(states.find(s => s.id === 'kpi.incident')).toMatchObject({
          position: 0,
        });
        // Emptied by this backend's projection, which makes it as its own version does.
        await kernel.followers.drain();
        expect(await rows()).toEqual(was);
      });

      it('days begin in the zone that is named, and one that there is not is told at the start', async () => {
        const zone = 'Asia/Kolkata';
        await expect(startedWith({ zone: 'Mars/Base' })).rejects.toThrow(
          'itsm.improvement.timezone: there is no time zone Mars/Base; name one like Europe/Vienna',
        );
        const elsewhere = await startedWith({ zone });
        // Half past midnight there, evening of the day before in UTC.
        const at = Date.UTC(2026, 0, 31, 19);
        await knex.transaction(async tx => {
          await elsewhere.rollups.clear(tx, 'incident');
          await elsewhere.rollups.put(tx, 'incident', [
            { id: 'x', stages: { opened: at }, dimensions: {} },
          ]);
        });
        const february = Date.UTC(2026, 0, 31, 18, 30);
        const [{ points }] = await elsewhere.cells.read([
          {
            kind: 'incident',
            stage: 'opened',
            bounds: [february - DAY, february, february + DAY],
          },
        ]);
        expect(points.map(p => p.count)).toEqual([0, 1]);
      });
    });
  },
);
