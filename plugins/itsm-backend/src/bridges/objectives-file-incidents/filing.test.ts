import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../kernel/buildKernel';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { checkoutInCatalog } from '../../testing/openSlo';
import {
  recordedPrometheus,
  recordedQuery,
  type RecordedPrometheus,
} from '../../testing/recordedPrometheus';
import { FixedClock, kernelOnDatabase } from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import { objectivesFileIncidentsPractice } from './practice';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);
/** When the shop is slow. */
const SLOW = [
  ['09:00', '09:10'],
  ['10:30', '10:40'],
  ['11:30', '11:40'],
].map(([from, to]) => [at(from) / 1000, at(to) / 1000]);

const metadata = (name: string, annotations: object = {}) => ({
  apiVersion: 'openslo/v1',
  metadata: { name, displayName: 'Checkout is fast', annotations },
});

describe.each(databases.eachSupportedId())(
  'an error budget that burns, on %s',
  id => {
    let knex: Knex;
    let kernel: KernelParts;
    let prometheus: RecordedPrometheus;
    const clock = new FixedClock(at('08:00'));

    const define = (kind: string, key: string, body: object) =>
      kernel.definitionService.write(SYSTEM_CALLER, kind, key, {
        body,
      } as never);
    let run: () => Promise<void>;
    const settle = async () => {
      for (let i = 0; i < 20; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    };
    const moveTo = async (time: string) => {
      clock.pass(at(time) - clock.now());
      await run();
      await settle();
    };
    const incidents = () =>
      knex('records')
        .where('type', 'incident')
        .orderBy('created_at')
        .select('id', 'number', 'title', 'status', 'priority', 'owner_ref');
    const comments = async (of: string) =>
      (
        await kernel.records.journal(SYSTEM_CALLER, of, { show: 'comments' })
      ).items
        .map(entry => entry.comment!.body)
        .reverse();

    beforeAll(async () => {
      knex = await databases.init(id);
      prometheus = await recordedPrometheus(() => clock.now());
      prometheus.edit = values =>
        values.map(([t]) => [
          t,
          SLOW.some(([from, to]) => t > from && t <= to) ? '1' : '0.1',
        ]);
      const practices = [
        ...(await registeredPractices()),
        objectivesFileIncidentsPractice,
      ];
      kernel = await kernelOnDatabase(knex, {
        clock,
        practices,
        config: {
          itsm: {
            serviceLevels: { prometheus: { main: { url: prometheus.url } } },
          },
        },
      });
      const levels = practices.find(p => p.id === 'service-levels')!;
      levels.services!(kernel);
      const job = levels.jobs!(kernel).find(j => j.id === 'objectives')!;
      run = () => job.run();
      await checkoutInCatalog(knex);
      await define('objective', 'fast', {
        ...metadata('fast', { 'callboard.dev/on-burn': 'incident' }),
        kind: 'SLO',
        spec: {
          service: 'checkout',
          indicator: {
            spec: {
              thresholdMetric: {
                metricSource: {
                  type: 'Prometheus',
                  spec: { query: recordedQuery('latency') },
                },
              },
            },
          },
          timeWindow: [{ duration: '1d', isRolling: true }],
          budgetingMethod: 'Occurrences',
          objectives: [{ target: 0.9, op: 'lt', value: 0.5 }],
          alertPolicies: [
            {
              kind: 'AlertPolicy',
              spec: {
                alertWhenResolved: true,
                conditions: [
                  {
                    spec: {
                      severity: 'page',
                      condition: {
                        kind: 'burnrate',
                        threshold: 2,
                        lookbackWindow: '10m',
                        alertAfter: '2m',
                      },
                    },
                  },
                ],
              },
            },
          ],
        },
      });
    });
    afterAll(() => prometheus.stop());

    it('files an incident, says in it when it is over, and files no other while it is open', async () => {
      await moveTo('08:55');
      expect(await incidents()).toEqual([]);
      await moveTo('09:05');
      const [first, ...none] = await incidents();
      expect(none).toEqual([]);
      expect(first).toMatchObject({
        title: 'Checkout is fast: the error budget burns',
        status: 'new',
        priority: 2,
        owner_ref: 'group:default/payments',
      });
      const { record } = await kernel.records.view(SYSTEM_CALLER, first.id);
      expect(record).toMatchObject({
        serviceRef: 'component:default/checkout',
        channel: 'event',
        description: expect.stringMatching(
          /^The error budget of \*\*Checkout is fast\*\* burns 5\.0 times as fast as it lasts, measured over the last 10 min; the alert begins at 2\.\n\n\d+ % of the error budget are left\.$/,
        ),
      });
      // It is told again, as after a restart.
      const [started] = await knex('journal').where(
        'kind',
        'objective.alert.started',
      );
      const payload =
        typeof started.payload === 'string'
          ? JSON.parse(started.payload)
          : started.payload;
      await kernel.due.schedule([
        {
          kind: 'objectives-file-incidents.file',
          key: payload.alert,
          dueAt: clock.now(),
          payload: { ...payload, objective: 'fast' },
        },
      ]);
      await settle();
      await moveTo('09:06');
      expect(await incidents()).toHaveLength(1);
      expect(await comments(first.id)).toEqual([]);

      await moveTo('09:20');
      expect(await comments(first.id)).toEqual([
        'The error budget of **Checkout is fast** no longer burns too fast.',
      ]);

      await moveTo('10:35');
      expect(await incidents()).toHaveLength(1);
      expect((await comments(first.id))[1]).toMatch(/^It burns again\. /);
      await moveTo('10:50');
      expect(await comments(first.id)).toHaveLength(3);

      const version = (await kernel.records.view(SYSTEM_CALLER, first.id))
        .record.version;
      await kernel.records.changeRecord(SYSTEM_CALLER, {
        id: first.id,
        expectedVersion: version,
        transition: 'resolve',
        set: { resolutionCode: 'fixed', resolution: 'More replicas.' },
      });
      await moveTo('11:35');
      const [, second, ...more] = await incidents();
      expect(second).toMatchObject({ status: 'new' });
      expect(more).toEqual([]);
      const filed = await knex('sl_objective_alerts').orderBy('started_at');
      expect(filed.map(alert => alert.record_id)).toEqual([
        first.id,
        first.id,
        second.id,
      ]);
    });
  },
);
