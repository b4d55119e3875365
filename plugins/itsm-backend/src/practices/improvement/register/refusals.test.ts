import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  maria,
  PAYMENTS,
  registerOnDatabase,
  type Register,
} from '../../../tests/registerOnDatabase';

// What is refused is refused before a database is asked: one engine is enough.
const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const iso = (at: number) => new Date(at).toISOString();

describe('the improvement register', () => {
  let knex: Knex;
  let register: Register;
  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    register = await registerOnDatabase(knex, Date.UTC(2026, 6, 15));
  });

  it.each<[string, object, RegExp]>([
    ['no owner', {}, /^ownerRef: name the group that owns the initiative/],
    [
      'a KPI that is not there',
      { ownerRef: PAYMENTS, kpi: 'incidents.joy' },
      /^kpi: there is no KPI incidents\.joy/,
    ],
    [
      'one that cannot be told yet',
      { ownerRef: PAYMENTS, kpi: 'dora.deployment-frequency' },
      /waits for|there is no KPI/,
    ],
    [
      'a dimension that it has not',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.volume',
        kpiWhere: { mood: ['good'] },
      },
      /^kpiWhere: Incidents opened|^kpiWhere: .* cannot be asked by mood/,
    ],
    [
      'a service that is not there',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.volume',
        kpiWhere: { serviceRef: ['component:default/nothing'] },
      },
      /^kpiWhere\.serviceRef/,
    ],
    [
      'the wrong direction',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.time-to-resolve',
        direction: 'up',
      },
      /^direction: of .* less is better; leave it out/,
    ],
    [
      'no direction where the number does not say',
      { ownerRef: PAYMENTS, kpi: 'changes.volume', target: 3 },
      /^direction: .* say down or up/,
    ],
    [
      'a baseline that is not over',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.time-to-resolve',
        baselineFrom: iso(Date.UTC(2026, 5, 1)),
        baselineTo: iso(Date.UTC(2030, 5, 1)),
      },
      /baselineTo|^to/,
    ],
    [
      'half a baseline',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.time-to-resolve',
        baselineFrom: iso(Date.UTC(2026, 5, 1)),
      },
      /^baselineTo: say from when to when/,
    ],
    [
      'a baseline without a whole window',
      {
        ownerRef: PAYMENTS,
        kpi: 'incidents.volume',
        baselineFrom: iso(Date.UTC(2026, 5, 3)),
        baselineTo: iso(Date.UTC(2026, 5, 20)),
      },
      /^baselineTo: there is no whole month in the baseline/,
    ],
  ])('refuses %s', async (_, more, sentence) => {
    const count = async () => (await knex('initiatives').count({ n: '*' }))[0];
    const before = await count();
    await expect(register.file({ title: 'Better', ...more })).rejects.toThrow(
      sentence,
    );
    expect(await count()).toEqual(before);
  });

  it('takes another target with what is not said emptied, as the page sends it', async () => {
    const baseline = {
      baselineFrom: iso(Date.UTC(2026, 4, 1)),
      baselineTo: iso(Date.UTC(2026, 6, 1)),
    };
    const kpi = 'incidents.first-time-fix';
    const { number } = await register.file({
      title: 'Better',
      ownerRef: PAYMENTS,
      kpi,
      target: 0.9,
      ...baseline,
    });
    const changed = await register.initiatives.update(maria, number, {
      kpi,
      kpiWhere: null,
      statistic: null,
      target: 0.95,
      measureEvery: 'week',
      ...baseline,
    });
    expect(changed).toMatchObject({ kpi, target: 0.95, measureEvery: 'week' });
    expect(changed).not.toHaveProperty('statistic');
  });
});
