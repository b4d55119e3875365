import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { serviceOf, teamOf, users } from '../backend/organisation';
import type { BenchPortal } from '../portal';
import type { RunningKernel } from '../runningKernel';
import { withoutIndexes } from '../seed/withoutIndexes';
import { ALWAYS, promise, type Promised } from './agreements';

const HOUR = 3_600_000;
/** Rows that one statement makes. */
const CHUNK = 100_000;

/** After so long the threshold of an urgent incident is reached, and of one that has time. */
export const REACHED_AFTER = { urgent: 3 * HOUR, slow: 1500 * HOUR };

const WATCHED: Promised = {
  kind: 'agreement',
  key: 'watched',
  body: {
    name: 'What is watched',
    type: 'sla',
    targets: [
      {
        metric: 'resolution',
        goals: [
          { when: { priority: { $lte: 3 } }, within: '4h', calendar: 'always' },
          { within: '2000h', calendar: 'always' },
        ],
        thresholds: [
          {
            at: '75%',
            actions: [{ do: 'notify', to: ['owner'] }],
          },
        ],
      },
    ],
  },
};

/** Rows that filing an incident leaves, by table: where its id, its instants and what is drawn stand. */
const TABLES: readonly {
  table: string;
  record: string;
  instants: readonly string[];
  drawn?: string;
}[] = [
  { table: 'records', record: 'id', instants: ['created_at', 'updated_at'] },
  { table: 'incidents', record: 'record_id', instants: [] },
  { table: 'participants', record: 'record_id', instants: [] },
  {
    table: 'journal',
    record: 'subject_id',
    instants: ['at', 'recorded_at'],
    drawn: 'position',
  },
  {
    table: 'sl_clocks',
    record: 'record_id',
    instants: ['started_at', 'due_at', 'soon_at', 'late_at'],
  },
  {
    table: 'sl_runs',
    record: 'record_id',
    instants: ['started_at', 'due_at', 'decided_at'],
  },
  { table: 'sl_held', record: 'record_id', instants: [] },
  { table: 'due_work', record: 'lane', instants: ['due_at', 'next_at'] },
];

/** An incident that was filed through the door, to be made many of. */
export interface Template {
  id: string;
  number: string;
  createdAt: number;
}

/** Which incidents are made: so many, from a number on, each a step later than the one before. */
export interface Copies {
  /** The first one's place among all copies in the database. */
  first: number;
  count: number;
  createdAt: number;
  everyMs: number;
}

const person: Caller = {
  kind: 'user',
  ref: users[0],
  ownership: [users[0], teamOf(0)],
  roles: new Set(['agent']),
};

/**
 * Writes the agreement and files an incident of each kind, with its clock and its threshold: `urgent`
 * is reached after three hours, `slow` after two months.
 */
export async function watch(
  portal: BenchPortal,
  kernel: RunningKernel,
): Promise<Record<'urgent' | 'slow', Template>> {
  await promise(portal, [ALWAYS, WATCHED], 0);
  await kernel.followers.drain();
  await kernel.due.runDue();
  const file = async (impact: number): Promise<Template> => {
    const { record } = await kernel.records.changeRecord(person, {
      create: 'incident',
      set: {
        serviceRef: serviceOf(0),
        title: 'Checkout answers slowly since the morning',
        description: 'Customers wait for ten seconds before the page opens.',
        impact,
        urgency: impact,
      },
    });
    const { id, number, createdAt } = record;
    return { id, number, createdAt };
  };
  const templates = { urgent: await file(2), slow: await file(3) };
  await kernel.followers.drain();
  return templates;
}

/** SQL of the id of a copy that was created at an instant: in the order of time, as they are drawn. */
const ID = `overlay(lpad(to_hex(at), 12, '0') placing '-' from 9 for 0)
  || '-7000-8000-' || lpad(to_hex(g), 12, '0')`;

/** The place, instant, id and number of each copy, as `n`. */
const COPIES = `(select g, at, ${ID} as id, 'INC-' || (g + 1000000) as number from (
    select g, :from::bigint + floor((g - :first) * :everyMs::numeric)::bigint as at
    from generate_series(:first::bigint, :last::bigint) g
  ) m) n`;

/** SQL of what stands in a column of a copy, where it stands in the template as `:value`. */
function copied(
  value: unknown,
  type: string,
  isInstant: boolean,
  { id, number }: Template,
): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value}`;
  if (value === null) return 'null';
  if (isInstant) return ':value::bigint + n.at - :createdAt';
  if (text === id) return 'n.id';
  if (text === number) return 'n.number';
  const changed = text.includes(id) || text.includes(number);
  return changed
    ? `replace(replace(:value, :id, n.id), :number, n.number)::${type}`
    : `:value::${type}`;
}

async function copyTable(
  knex: Knex,
  { table, record, instants, drawn }: (typeof TABLES)[number],
  template: Template,
  copies: Copies,
): Promise<void> {
  const known = await knex(table).columnInfo();
  const columns = Object.keys(known).filter(column => column !== drawn);
  for (const row of await knex(table).where(record, template.id)) {
    const bindings: Record<string, any> = {
      id: template.id,
      number: template.number,
      createdAt: template.createdAt,
      first: copies.first,
      last: copies.first + copies.count - 1,
      from: copies.createdAt,
      everyMs: copies.everyMs,
    };
    const values = columns.map((column, i) => {
      // What is due of an incident needs a name of its own; that of the incident will do.
      if (column === 'id') return 'n.id';
      const value = row[column];
      bindings[`v${i}`] =
        value !== null && typeof value === 'object'
          ? JSON.stringify(value)
          : value;
      const isInstant = instants.includes(column);
      return copied(value, known[column].type, isInstant, template).replace(
        /:value/g,
        `:v${i}`,
      );
    });
    await knex.raw(
      `insert into "${table}" (${columns.map(c => `"${c}"`).join(', ')})
       select ${values.join(', ')} from ${COPIES}`,
      bindings,
    );
  }
}

/**
 * Makes many of an incident, with all its rows: as if each had been filed at its own time. Of their
 * journal only the chain of hashes is not theirs. Followers believe that they have seen them.
 */
export async function makeMany(
  knex: Knex,
  template: Template,
  copies: Copies,
): Promise<void> {
  const all = async () => {
    for (let done = 0; done < copies.count; done += CHUNK) {
      const part: Copies = {
        ...copies,
        first: copies.first + done,
        count: Math.min(CHUNK, copies.count - done),
        createdAt: copies.createdAt + done * copies.everyMs,
      };
      await knex.transaction(async tx => {
        // The rows refer to each other as they should; to look it up for each takes as long again.
        await tx.raw('set local session_replication_role = replica');
        for (const table of TABLES) await copyTable(tx, table, template, part);
        await tx('followers').update({
          position: tx('journal').max('position'),
        });
      });
    }
  };
  if (copies.count < CHUNK / 10) await all();
  else
    await withoutIndexes(
      knex,
      TABLES.map(({ table }) => table),
      all,
    );
}
