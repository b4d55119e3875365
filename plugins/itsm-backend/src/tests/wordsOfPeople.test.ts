import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ERASED_WORDS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { wordColumns } from '../kernel/erasure/columns';
import { emptyOwnWords } from '../kernel/erasure/emptyOwnWords';
import { migrate } from '../kernel/migrate';
import { registeredPractices } from './registeredPractices';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

/** Long texts of the portfolio that no person writes: the product does, or they are JSON. */
const OF_NOBODY: readonly string[] = [
  'contracts.cost_weights',
  'design_sections.accepted_facts',
  'key_results.kpi_where',
  'key_results.measure_fault',
  'risk_candidates.entities',
  'risk_candidates.facts',
  'risk_candidates.note',
  'risk_candidates.remedy',
  'risk_candidates.why',
  'risk_looks.skipped',
  // What the catalog and definitions say of a service, kept for lists.
  'service_profiles.checks',
  'service_profiles.what',
  'service_profiles.words',
  // An address.
  'trend_evidence.url',
];

describe('words of people', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
  });

  it('in tables of the portfolio go with their author, wherever they stand', async () => {
    const practices = await registeredPractices();
    const portfolio = practices.find(({ id }) => id === 'portfolio')!;
    const database = mockServices.database({ knex });
    await migrate(
      database,
      knex,
      practices.filter(practice => practice !== portfolio),
    );
    const ofOthers = await wordColumns(knex);
    await migrate(database, knex, practices);
    const ofPortfolio = [...(await wordColumns(knex))].filter(
      ([table]) => !ofOthers.has(table),
    );
    const emptiedByField = new Set(
      portfolio.recordTypes!.flatMap(({ detail }) =>
        (detail?.fields ?? [])
          .filter(({ type }) => type === 'text')
          .map(({ column }) => `${detail!.table}.${column}`),
      ),
    );
    const left = ofPortfolio.flatMap(([table, all]) => {
      const names = new Set(all.map(({ name }) => name));
      return all
        .filter(({ json, length }) => !json && length === undefined)
        .filter(({ name }) => !names.has(`${name}_by_ref`))
        .map(({ name }) => `${table}.${name}`)
        .filter(place => !emptiedByField.has(place));
    });
    expect(left.sort()).toEqual([...OF_NOBODY].sort());
  });

  it('are emptied in every column that says whose they are, and where something must stand, it says so', async () => {
    await knex.schema.createTable('things', table => {
      table.string('title', 40).notNullable();
      table.string('title_by_ref', 40).nullable();
      table.text('reason').nullable();
      table.string('reason_by_ref', 40).nullable();
      table.string('edited_by_ref', 40).nullable();
    });
    const [leo, ann] = ['user:default/leo', 'user:default/ann'];
    const thing = (by: string, reasonBy: string) => ({
      title: 'A thing',
      title_by_ref: by,
      reason: 'Because',
      reason_by_ref: reasonBy,
      edited_by_ref: leo,
    });
    await knex('things').insert([thing(leo, ann), thing(ann, leo)]);
    const emptied = await knex.transaction(async tx =>
      emptyOwnWords(tx, await wordColumns(tx), [leo]),
    );
    expect(emptied.get('things')).toBe(2);
    expect(await knex('things').select('title', 'reason')).toEqual([
      { title: ERASED_WORDS, reason: 'Because' },
      { title: 'A thing', reason: null },
    ]);
    await knex.schema.dropTable('things');
  });
});
