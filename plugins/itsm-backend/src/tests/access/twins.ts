import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { Scene, Target } from './scene';

/** What a record of the scene becomes in another type. */
export interface Becomes {
  type: string;
  prefix: string;
  status: string;
  category: string;
  /** Where its own values are; by default as its type, with an s. */
  table?: string;
}

/** What hangs on a record, for {@link stateOf} and {@link twinOf}. */
const HANGING = [
  'incidents',
  'participants',
  'custom_values',
  'reminders',
  'presence',
] as const;

type Row = Record<string, any>;

/** The rows of a record of the scene; read once, since nothing changes them. */
const kept = new WeakMap<Target, Promise<Record<string, Row[]>>>();

async function rowsOf(
  knex: Knex,
  { id }: Target,
): Promise<Record<string, Row[]>> {
  const rows: Record<string, Row[]> = {
    records: await knex('records').where({ id }),
    tasks: await knex('tasks').where('record_id', id).orderBy('number'),
    attachments: await knex('attachments').where('record_id', id).orderBy('id'),
    links: await knex('links').where('from_id', id).whereNotNull('to_ref'),
  };
  for (const table of HANGING)
    rows[table] = await knex(table).where('record_id', id);
  return rows;
}

let numbers = 90_000;

/**
 * Makes another record that is in everything like one of the scene but number and ids, with no
 * journal of its own: for calls that change it.
 */
export async function twinOf(
  knex: Knex,
  of: Target,
  change: object = {},
): Promise<Target> {
  if (!kept.has(of)) kept.set(of, rowsOf(knex, of));
  const rows = await kept.get(of)!;
  const id = uuidv7();
  numbers += 1;
  const number = `INC-${numbers}`;
  const [record] = rows.records;
  const fresh = { id, number, journal_head: null };
  await knex('records').insert({ ...record, ...fresh, ...change });
  const tasks = rows.tasks.map(() => uuidv7());
  const attachments = rows.attachments.map(() => uuidv7());
  const linkId = uuidv7();
  const reminderId = uuidv7();
  const own: Record<string, (i: number) => Row> = {
    tasks: i => ({ id: tasks[i], record_id: id }),
    attachments: i => ({ id: attachments[i], record_id: id }),
    links: () => ({ id: linkId, from_id: id }),
    reminders: () => ({ id: reminderId, record_id: id }),
  };
  for (const table of [...HANGING, 'tasks', 'attachments', 'links']) {
    if (rows[table].length === 0) continue;
    await knex(table).insert(
      rows[table].map((row, i) => ({
        ...row,
        ...(own[table]?.(i) ?? { record_id: id }),
      })),
    );
  }
  const { name, restricted } = of;
  return {
    name,
    restricted,
    id,
    number,
    tasks,
    attachments,
    linkId,
    reminderId,
  };
}

/**
 * Leaves the scene as it was: what cases made is out of everybody's sight. Records stay under a
 * type that nobody brings; they have a journal, and that is never deleted.
 */
export async function clearStage(knex: Knex, scene: Scene): Promise<void> {
  await knex('records')
    .whereNotIn('id', [scene.open.id, scene.secret.id])
    .whereNot('type', 'twin')
    .update({ type: 'twin' });
  const first = await knex('webhook_endpoints').orderBy('id').first('id');
  await knex('webhook_endpoints').whereNot('id', first.id).delete();
  await knex('change_feeds').delete();
}

/** Everything that stands in the database about a record, to be compared. */
export async function stateOf(knex: Knex, id: string): Promise<string> {
  const [record, journal, links, tasks, attachments, comments, ...hanging] =
    await Promise.all([
      knex('records').where('id', id),
      knex('journal').where('subject_id', id).count({ n: '*' }),
      knex('links').where('from_id', id).orWhere('to_id', id).orderBy('id'),
      knex('tasks').where('record_id', id).orderBy('id'),
      knex('attachments').where('record_id', id).orderBy('id'),
      knex('comments').where('record_id', id).orderBy('id'),
      ...HANGING.map(table => knex(table).where('record_id', id)),
    ]);
  return JSON.stringify({
    record,
    journal,
    links,
    tasks,
    attachments,
    comments,
    hanging,
  });
}

/** How much there is of what commands write. */
export async function countsOf(knex: Knex): Promise<string> {
  const tables = [
    'records',
    'journal',
    'links',
    'participants',
    'tasks',
    'attachments',
  ];
  const [counts] = await knex.select(
    tables.map(table => knex(table).count({ n: '*' }).as(table)),
  );
  return JSON.stringify(counts);
}

/** Everything that administrators look after and people keep. */
export async function stateOfAll(knex: Knex): Promise<string> {
  const tables = [
    'definition_heads',
    'definitions',
    'webhook_endpoints',
    'saved_views',
    'saved_view_preferences',
    'follows',
    'import_runs',
  ];
  return JSON.stringify(
    await Promise.all(tables.map(table => knex(table).select('*'))),
  );
}
