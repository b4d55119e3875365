import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { OutageStore } from './OutageStore';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const OUTAGES = 20_000;
const HOUR = 3_600_000;

/** Lists cost what they show: a page is read along an index, however much there is. */
describe('pages of outages on PostgreSQL', () => {
  let knex: Knex;
  let store: OutageStore;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await kernelOnDatabase(knex);
    store = new OutageStore(knex);
    await knex.batchInsert(
      'sl_outages',
      Array.from({ length: OUTAGES }, (_, i) => ({
        id: uuidv7(),
        entity_ref: `component:default/c${i % 400}`,
        kind: i % 5 === 0 ? 'planned' : 'outage',
        begin_at: i * HOUR,
        end_at: i * HOUR + HOUR / 2,
        record_id: i % 3 === 0 ? `r${i}` : null,
        version: 1,
        journal_head: '',
        created_at: i,
        updated_at: i,
      })),
      500,
    );
    await knex.raw('analyze sl_outages');
  });

  /** The plan of the only statement that a reading makes. */
  const planOf = async (read: () => Promise<unknown>): Promise<string> => {
    let asked: { sql: string; bindings: readonly any[] } | undefined;
    const note = (query: any) => {
      asked = query;
    };
    knex.on('query', note);
    await read();
    knex.off('query', note);
    const sql = asked!.sql.replace(/\$\d+/g, '?');
    const { rows } = await knex.raw(`explain ${sql}`, [...asked!.bindings]);
    return rows.map((row: any) => row['QUERY PLAN']).join('\n');
  };

  it.each([
    [
      'of an entity',
      () => store.page({ entityRef: 'component:default/c7' }, 26),
      'sl_outages_entity_idx',
    ],
    [
      'of an entity, behind an outage',
      () =>
        store.page({ entityRef: 'component:default/c7' }, 26, {
          begin: 9_000 * HOUR,
          id: uuidv7(),
        }),
      'sl_outages_entity_idx',
    ],
    [
      'of a record',
      () => store.page({ recordId: 'r300', withdrawn: true }, 26),
      'sl_outages_record_idx',
    ],
    [
      'of everything, behind an outage',
      () => store.page({}, 26, { begin: 9_000 * HOUR, id: uuidv7() }),
      'sl_outages_begin_idx',
    ],
    [
      'of what counts of an entity',
      () => store.ofEntity('component:default/c7', 9_000 * HOUR, 9_900 * HOUR),
      'sl_outages_entity_idx',
    ],
  ])('%s are read along an index', async (_, read, index) => {
    const plan = await planOf(read);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});
