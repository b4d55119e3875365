import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { NOTHING_WRONG } from '../../../tests/healthStories';
import { kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { HealthStore } from '../health/HealthStore';
import { healthGauge } from './healthGauge';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const at = (text: string) => Date.parse(`${text}Z`);
const NOW = at('2026-03-03T12:00');
const PAYMENTS = 'group:default/payments';

/** How it was at the end of a day. */
const day = (
  on: string,
  key: string,
  items: number,
  score: number | null,
  grouping = 'owner',
) => ({
  day: on,
  grouping,
  key,
  items,
  score,
  completeness_findings: 0,
  correctness_findings: 0,
  staleness_findings: 0,
  compliance_findings: 0,
  excused: 0,
});

describe.each(databases.eachSupportedId())('health on %s', databaseId => {
  let knex: Knex;
  const gauge = () =>
    healthGauge({ health: new HealthStore(knex), clock: { now: () => NOW } });
  const days = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'].map(
    text => ({
      from: at(`${text}T00:00`),
      to: Math.min(at(`${text}T00:00`) + 86_400_000, NOW),
    }),
  );
  const values = async (where: Record<string, string[]> = {}) =>
    (await gauge().points(days, where)).map(point => point.value);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await kernelOnDatabase(knex);
    await knex('ci_health_days').insert([
      day('2026-03-01', '', 4, 8_000, 'all'),
      day('2026-03-02', '', 4, 8_500, 'all'),
      day('2026-03-01', PAYMENTS, 3, 9_000),
      day('2026-03-01', '', 1, 5_000),
      day('2026-03-02', PAYMENTS, 3, 9_500),
      // Of one nothing was looked at.
      day('2026-03-02', '', 1, null),
    ]);
    await knex('ci_health').insert(
      [7_000, 8_000, 9_900].map((score, i) => ({
        ...NOTHING_WRONG,
        ref: `component:default/c${i}`,
        title: `c${i}`,
        owner_ref: i < 2 ? PAYMENTS : null,
        score,
      })),
    );
  });

  it('is what was kept of past days, and what is so of this one', async () => {
    expect(await values()).toEqual([undefined, 0.8, 0.85, 0.83]);
    expect(await values({ ownerRef: [PAYMENTS] })).toEqual([
      undefined,
      0.9,
      0.95,
      0.75,
    ]);
    expect(await values({ ownerRef: ['none'] })).toEqual([
      undefined,
      0.5,
      undefined,
      0.99,
    ]);
    // Of several owners each item counts the same: (3 × 90 + 50) / 4.
    expect((await values({ ownerRef: [PAYMENTS, 'none'] }))[1]).toBe(0.8);
  });

  it('of a longer period it is as on its last day that was kept', async () => {
    const month = { from: at('2026-02-01T00:00'), to: at('2026-03-03T00:00') };
    expect(await gauge().points([month], {})).toMatchObject([{ value: 0.85 }]);
    expect(await gauge().groups!(month, 'ownerRef', {}, 10)).toMatchObject([
      { group: PAYMENTS, value: 0.95, count: 3 },
    ]);
    expect(await gauge().groups!(days[3], 'ownerRef', {}, 10)).toMatchObject([
      { group: PAYMENTS, value: 0.75, count: 2 },
      { group: undefined, value: 0.99, count: 1 },
    ]);
  });

  it('is not told by two groupings at once, as it is not kept so', async () => {
    await expect(
      gauge().points(days, { ownerRef: [PAYMENTS], class: ['service'] }),
    ).rejects.toThrow(/^where: .* ask for one/);
    await expect(
      gauge().groups!(days[1], 'class', { ownerRef: [PAYMENTS] }, 10),
    ).rejects.toThrow(/^by: .* ask for one/);
  });
});
