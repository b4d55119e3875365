import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { TYPES, type Filed, type SweptType } from './scene';

/** Where the own values of a type's records are. */
const TABLES: Record<SweptType, string> = {
  service: 'services',
  'business-objective': 'business_objectives',
  demand: 'demands',
  trend: 'trends',
  risk: 'risks',
  supplier: 'suppliers',
  contract: 'contracts',
};
/** Of these there is one for each entity. */
const ALONE = { entity_ref: null, bound_ref: null, given_ref: null };
/** Beginnings that a spreadsheet runs. */
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\tx', '\rx', '＝1'];
const CHUNK = 50;

async function insert(knex: Knex, table: string, rows: object[]) {
  for (let i = 0; i < rows.length; i += CHUNK)
    await knex(table).insert(rows.slice(i, i + CHUNK));
}

/** More records of each type and more services, all like those that are there, called like formulas. */
export async function multiply(
  knex: Knex,
  open: Filed,
  from: number,
  to: number,
): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  const titleOf = (n: number) => `${FORMULAS[n % FORMULAS.length]} ${n}`;
  const objective = open.records['business-objective'].id;
  for (const type of TYPES) {
    const { id } = open.records[type];
    const record = await knex('records').where({ id }).first();
    const own = await knex(TABLES[type]).where('record_id', id).first();
    const ids = numbers.map(() => uuidv7());
    const prefix = record.number.split('-')[0];
    await insert(
      knex,
      'records',
      numbers.map((n, i) => ({
        ...record,
        id: ids[i],
        number: `${prefix}-${90_000 + n}`,
        title: titleOf(n),
        journal_head: null,
      })),
    );
    await insert(
      knex,
      TABLES[type],
      ids.map(record_id => ({
        ...own,
        record_id,
        ...(type === 'service' ? ALONE : {}),
      })),
    );
    if (type === 'service' || type === 'demand') {
      const link = await knex('links')
        .where({ from_id: id, to_id: objective, kind: 'serves' })
        .first();
      await insert(
        knex,
        'links',
        ids.map(from_id => ({ ...link, id: uuidv7(), from_id })),
      );
    }
    if (type !== 'service') continue;
    const milestone = await knex('transition_milestones')
      .where({ record_id: id })
      .first();
    await insert(
      knex,
      'transition_milestones',
      ids.map(record_id => ({ ...milestone, id: uuidv7(), record_id })),
    );
  }
  await multiplyServices(knex, numbers, titleOf);
}

async function multiplyServices(
  knex: Knex,
  numbers: readonly number[],
  titleOf: (n: number) => string,
): Promise<void> {
  const like = 'component:default/checkout';
  const refOf = (n: number) => `component:default/many-${n}`;
  const tables: [string, string, (n: number) => object][] = [
    [
      'catalog_entities',
      'ref',
      n => ({ uid: `many-${n}`, name: `many-${n}`, title: titleOf(n) }),
    ],
    [
      'service_profiles',
      'ref',
      n => ({ title: titleOf(n), sort_title: titleOf(n) }),
    ],
    ['service_profile_checks', 'ref', () => ({})],
    [
      'cost_lines',
      'service_ref',
      n => ({ id: uuidv7(), external_id: `many-${n}`, minor: -100 }),
    ],
    ['risk_candidates', 'subject', n => ({ id: uuidv7(), title: titleOf(n) })],
  ];
  for (const [table, column, more] of tables) {
    const rows = await knex(table).where(column, like);
    await insert(
      knex,
      table,
      numbers.flatMap(n =>
        rows.map(row => ({ ...row, [column]: refOf(n), ...more(n) })),
      ),
    );
  }
}
