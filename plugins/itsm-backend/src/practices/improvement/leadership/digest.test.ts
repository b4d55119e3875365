import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import type { Caller, Job, Practice, Scope } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  DAY,
  HOUR,
  LEADERSHIP,
  ordersPractice,
  ordersUntil,
  put,
  ZONE,
} from '../../../tests/countedOrders';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { improvementPractice } from '../practice';
import { DIGEST_SUBJECT } from './digestNews';
import { DigestStore } from './DigestStore';
import { DIGEST_WORK, DigestWork } from './DigestWork';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'the digest of a month on %s',
  databaseId => {
    let knex: Knex;
    let clock: FixedClock;
    let kernel: KernelParts;
    let other: KernelParts;
    let jobs: Job[];
    const sent: NotificationSendOptions[] = [];
    const maria = user('maria', ['payments']);
    const sam = user('sam', ['storefront']);
    const rita = user('rita', ['marketing']);
    /** 26 November 2026, in the morning. */
    const BEGIN = Date.UTC(2026, 10, 26, 9);
    const FIRST = Date.UTC(2026, 11, 1, 7);

    const build = async (practices: Practice[]) =>
      kernelOnDatabase(knex, {
        clock,
        practices,
        config: { itsm: { improvement: { timezone: ZONE } } },
        notifications: {
          send: async notification => {
            sent.push(notification);
          },
        },
      });
    const withConfig = (registered: readonly Practice[]) => [
      ...registered.map(practice =>
        practice.id === 'improvement'
          ? improvementPractice({
              config: mockServices.rootConfig({
                data: {
                  itsm: {
                    improvement: {
                      timezone: ZONE,
                      leadership: LEADERSHIP,
                      digest: {
                        to: ['group:default/payments', 'user:default/dana'],
                      },
                    },
                  },
                },
              }),
              migrations: practice.migrations!.directory,
            })
          : practice,
      ),
      ordersPractice(() => {}),
    ];

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      clock = new FixedClock(BEGIN);
      const practices = withConfig(await registeredPractices());
      kernel = await build(practices);
      other = await build(practices);
      await kernel.catalog.put(
        demoCatalog.map(e => copyEntity(e, [])),
        BEGIN,
      );
      await put(kernel, ordersUntil(FIRST));
      jobs = [kernel, other].flatMap(backend =>
        practices
          .flatMap(practice => practice.jobs?.(backend) ?? [])
          .filter(({ id }) => id === DIGEST_WORK),
      );
    });

    const may = async (who: Caller, scope: Scope = 'all') => {
      kernel.sending.known.note(who, kpiReadPermission, scope);
      await kernel.sending.known.settled();
    };
    const until = async (at: number) => {
      clock.pass(at - clock.now());
      await Promise.all([kernel.due.runDue(), other.due.runDue()]);
      await kernel.followers.drain();
      await Promise.all([kernel.due.runDue(), other.due.runDue()]);
    };
    const told = () =>
      sent
        .splice(0)
        .filter(({ payload }) => payload.topic === 'improvement.digest')
        .flatMap(({ recipients, payload }) =>
          (recipients as { entityRef: string[] }).entityRef.map(
            ref => [ref.split('/')[1], payload] as const,
          ),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1));
    const digests = () => knex('journal').where('subject_type', DIGEST_SUBJECT);

    it('is planned for eight in the morning of the first day, where the numbers are', async () => {
      await Promise.all(jobs.map(job => job.run()));
      const planned = await knex('due_work').where('kind', DIGEST_WORK);
      expect(planned.map(row => [row.key, Number(row.due_at)])).toEqual([
        ['2026-12-01', FIRST],
      ]);
    });

    it('is told once by two backends, to those who want it and may read numbers', async () => {
      await may(maria);
      await may(sam);
      await may(rita, 'none');
      for (const who of [sam, rita])
        await knex('improvement_digest_readers').insert({
          person_ref: who.ref,
          asked_at: BEGIN,
        });
      await until(FIRST - 1);
      expect(told()).toEqual([]);
      await until(FIRST);
      expect(await digests()).toHaveLength(1);
      const news = told();
      // Rita may not read numbers; of Dana it is not known, so she learns that there are some.
      expect(news.map(([who]) => who)).toEqual(['dana', 'maria', 'sam']);
      const [[, hers], [, payload]] = news;
      expect(payload).toMatchObject({
        title: 'November 2026 in numbers: 1 got better, 1 did not',
        link: '/itsm/improvement?asOf=2026-11-30',
        severity: 'low',
      });
      expect(payload.description).toContain(
        '• Orders: time (median): 2 h (October 2026: 12 h)',
      );
      expect(payload.description).toMatch(
        /What did not\n• Orders: kept: 75 % in November 2026/,
      );
      expect(hers).toMatchObject({
        title: 'The numbers of the last month are there',
        link: '/itsm/improvement?asOf=2026-11-30',
      });
      expect(JSON.stringify(hers)).not.toMatch(/2 h|75 %|got better/);
    });

    it('is not told again, whoever looks', async () => {
      await Promise.all(jobs.map(job => job.run()));
      await until(FIRST + 3 * DAY);
      expect(told()).toEqual([]);
      expect(await digests()).toHaveLength(1);
    });

    it('is that of the last month alone after a downtime of months', async () => {
      // Nothing runs until the middle of March.
      clock.pass(Date.UTC(2027, 2, 14, 12) - clock.now());
      for (const who of [maria, sam]) await may(who);
      await put(
        kernel,
        [1, 2].map(n => ({
          id: `late-${n}`,
          stages: { sent: Date.UTC(2027, 1, n) },
          dimensions: {},
          values: { ms: HOUR },
        })),
      );
      await Promise.all(jobs.map(job => job.run()));
      await until(Date.UTC(2027, 2, 14, 12, 1));
      const news = told();
      expect(news.map(([who, { title }]) => [who, title])).toContainEqual([
        'maria',
        expect.stringMatching(/^February 2027 in numbers: /),
      ]);
      expect(news.filter(([who]) => who === 'maria')).toHaveLength(1);
      expect((await digests()).map(row => row.subject_id).sort()).toEqual([
        '2026-12-01',
        '2027-03-01',
      ]);
      const planned = await knex('due_work').where('kind', DIGEST_WORK);
      expect(planned.map(row => row.key)).toEqual(['2027-04-01']);
    });

    it('waits for numbers that are not all counted, a day at most', async () => {
      const now = Date.UTC(2027, 3, 1, 6);
      clock.pass(now - clock.now());
      const work = new DigestWork(kernel, {
        store: new DigestStore(knex),
        zone: ZONE,
        numbers: async () =>
          ({
            rebuilding: true,
            numbers: [],
            month: '2027-02-28T23:00:00.000Z',
            zone: ZONE,
          } as never),
      });
      const handle = (at: number) =>
        work.handler.handle({} as never, {
          now: at,
          command: async () => [],
          finish: effect => knex.transaction(effect),
        });
      const planned = async () =>
        (await knex('due_work').where('kind', DIGEST_WORK)).map(row => [
          row.key,
          Number(row.due_at),
        ]);
      await handle(now);
      expect(await planned()).toEqual([['2027-04-01', now + HOUR / 6]]);
      await handle(now + 25 * HOUR);
      expect(await planned()).toContainEqual([
        '2027-05-01',
        Date.UTC(2027, 4, 1, 6),
      ]);
      expect(await digests()).toHaveLength(2);
    });

    it('names nobody in the journal', async () => {
      const entries = await digests();
      expect(JSON.stringify(entries.map(e => e.payload))).not.toMatch(
        /maria|sam|rita|dana|payments/,
      );
    });
  },
);
