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

/** What another record has of the one that it is made after. */
export type Likeness =
  /** Everything. */
  | 'whole'
  /** Not what only incidents have; its tasks are skipped. */
  | 'same words'
  /** Those who take part, and links: words it gets of its own. */
  | 'same people';

const COPIED: Record<Likeness, readonly string[]> = {
  whole: [...HANGING, 'tasks', 'attachments', 'links'],
  'same words': [
    ...HANGING.filter(table => table !== 'incidents'),
    'tasks',
    'attachments',
    'links',
  ],
  'same people': ['participants', 'presence', 'links'],
};

/** Out of everybody's sight, as nobody brings such a type. */
const NOBODYS = 'twin';
/** As many are made at a time: the statements are long then, and still known from the last time. */
const MOST = 40;

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

/** Ids of what a copy consists of. */
interface Ids {
  id: string;
  digits: number;
  tasks: string[];
  attachments: string[];
  linkId: string;
  reminderId: string;
}

/**
 * Copies of one record that wait until somebody wants one: made some at a time, as a record has rows in
 * nine tables, and most of what cases do to the database is to make records.
 */
class Copies {
  readonly #waiting: Ids[] = [];
  #making?: Promise<void>;
  #next = 1;

  constructor(
    private readonly knex: Knex,
    private readonly rows: Record<string, Row[]>,
    private readonly likeness: Likeness,
  ) {}

  async take(): Promise<Ids> {
    while (this.#waiting.length === 0) {
      this.#making ??= this.#make(this.#next).finally(() => {
        this.#making = undefined;
      });
      await this.#making;
    }
    return this.#waiting.shift()!;
  }

  async #make(count: number): Promise<void> {
    const { knex, rows, likeness } = this;
    const made = Array.from({ length: count }, (): Ids => {
      numbers += 1;
      return {
        id: uuidv7(),
        digits: numbers,
        tasks: rows.tasks.map(() => uuidv7()),
        attachments: rows.attachments.map(() => uuidv7()),
        linkId: uuidv7(),
        reminderId: uuidv7(),
      };
    });
    const skipped = likeness === 'whole' ? {} : { state: 'skipped' };
    const own: Record<string, (ids: Ids, i: number) => Row> = {
      records: ({ id, digits }) => ({
        id,
        number: `INC-${digits}`,
        journal_head: null,
        type: NOBODYS,
      }),
      tasks: ({ id, tasks }, i) => ({
        id: tasks[i],
        record_id: id,
        ...skipped,
      }),
      attachments: ({ id, attachments }, i) => ({
        id: attachments[i],
        record_id: id,
      }),
      links: ({ id, linkId }) => ({ id: linkId, from_id: id }),
      reminders: ({ id, reminderId }) => ({ id: reminderId, record_id: id }),
    };
    const others = ({ id }: Ids) => ({ record_id: id });
    for (const table of ['records', ...COPIED[likeness]]) {
      if (rows[table].length === 0) continue;
      const change = own[table] ?? others;
      await knex(table).insert(
        made.flatMap(ids =>
          rows[table].map((row, i) => ({ ...row, ...change(ids, i) })),
        ),
      );
    }
    this.#waiting.push(...made);
    this.#next = Math.min(2 * count, MOST);
  }
}

/** A record that others are made after: its rows are read once, since nothing changes them. */
class Original {
  readonly #copies = new Map<Likeness, Copies>();

  private constructor(
    private readonly knex: Knex,
    readonly rows: Record<string, Row[]>,
  ) {}

  static async of(knex: Knex, target: Target): Promise<Original> {
    return new Original(knex, await rowsOf(knex, target));
  }

  take(likeness: Likeness): Promise<Ids> {
    let copies = this.#copies.get(likeness);
    if (!copies) {
      copies = new Copies(this.knex, this.rows, likeness);
      this.#copies.set(likeness, copies);
    }
    return copies.take();
  }
}

/** What a record was made after, and how it differed when it was made. */
const madeAfter = new WeakMap<
  Target,
  { original: Promise<Original>; change: Row }
>();

/** How another record differs from the one that it is like. */
export interface Other {
  likeness?: Likeness;
  /** Before its number. */
  prefix?: string;
  /** Columns of its row in `records`. */
  change?: object;
}

/** What {@link twinOf} makes: a record, and the description of the one that it is like. */
export type Twin = Target & { description: string };

/**
 * Makes another record that is in everything like one of the scene but number and ids, with no
 * journal of its own: for calls that change it. It may be made after one that was made so, and is then as
 * that one was when it was new.
 */
export async function twinOf(
  knex: Knex,
  of: Target,
  { likeness = 'whole', prefix = 'INC', change = {} }: Other = {},
): Promise<Twin> {
  let after = madeAfter.get(of);
  if (!after) {
    after = { original: Original.of(knex, of), change: {} };
    madeAfter.set(of, after);
  }
  const original = await after.original;
  const { id, digits, ...hanging } = await original.take(likeness);
  const number = `${prefix}-${digits}`;
  const { type } = original.rows.records[0];
  const changes = { ...after.change, ...change };
  await knex('records')
    .where({ id })
    .update({ type, number, ...changes });
  const { name, restricted } = of;
  const { description } = original.rows.incidents[0] ?? {};
  const twin = { name, restricted, id, number, ...hanging, description };
  if (likeness === 'whole')
    madeAfter.set(twin, { original: after.original, change: changes });
  return twin;
}

/**
 * Leaves the scene as it was: what cases made is out of everybody's sight. Records stay under a
 * type that nobody brings; they have a journal, and that is never deleted.
 */
export async function clearStage(knex: Knex, scene: Scene): Promise<void> {
  // On either side of it in the index: there are thousands of it.
  await knex('records')
    .where(q => q.where('type', '<', NOBODYS).orWhere('type', '>', NOBODYS))
    .whereNotIn('id', [scene.open.id, scene.secret.id])
    .update({ type: NOBODYS });
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
