import type { Knex } from 'knex';
import { insertRows } from '../kernel/insertRows';
import { seedId, seedIncidents } from '../tests/kernelOnDatabase';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When the tests began. */
export const now = Date.now();
/** So many days before that. */
export const ago = (days: number) => now - Math.round(days * DAY);

/** Incidents straight in the tables: those with an end are solved, those without are open. */
export interface Seed {
  number: number;
  title: string;
  days: number;
  serviceRef?: string;
  ciRef?: string;
  ownerRef?: string;
  hours?: number;
  visibility?: 'internal' | 'restricted';
}

export async function seed(knex: Knex, seeds: readonly Seed[]): Promise<void> {
  await seedIncidents(
    knex,
    seeds.map(({ days, hours, ...one }) => ({
      ...one,
      createdAt: ago(days),
      ...(hours === undefined
        ? {}
        : { status: 'resolved', statusCategory: 'resolved' }),
    })),
  );
  for (const { number, days, hours } of seeds)
    if (hours !== undefined)
      await knex('records')
        .where('id', seedId(number))
        .update({ resolved_at: ago(days) + hours * HOUR });
}

/** Changes that were carried out, of which some caused incidents. */
export async function seedChanges(
  knex: Knex,
  changes: readonly {
    number: number;
    serviceRef: string;
    caused?: number;
    visibility?: 'internal' | 'restricted';
  }[],
): Promise<void> {
  await insertRows(
    knex as Knex.Transaction,
    'records',
    changes.map(({ number, serviceRef, visibility = 'internal' }) => ({
      id: seedId(number),
      number: `CHG-${number}`,
      type: 'change',
      title: `Change ${number}`,
      status: 'closed',
      status_category: 'closed',
      service_ref: serviceRef,
      visibility,
      version: 1,
      created_at: ago(20),
      updated_at: ago(9),
    })),
  );
  await insertRows(
    knex as Knex.Transaction,
    'changes',
    changes.map(({ number }) => ({
      record_id: seedId(number),
      actual_end: ago(10),
      outcome: 'successful',
    })),
  );
  const links = changes.filter(({ caused }) => caused !== undefined);
  await insertRows(
    knex as Knex.Transaction,
    'links',
    links.map(({ number, caused }) => ({
      id: seedId(number + 500_000),
      kind: 'caused-by',
      from_id: seedId(caused!),
      to_id: seedId(number),
      created_at: ago(9),
    })),
  );
}

/** Rounds in which changes were decided about. */
export const seedRounds = (
  knex: Knex,
  rounds: readonly { number: number; of: number; key: string; hours: number }[],
) =>
  insertRows(
    knex as Knex.Transaction,
    'approvals',
    rounds.map(({ number, of, key, hours }) => ({
      id: seedId(number + 700_000),
      record_id: seedId(of),
      round: 1,
      purpose: 'before',
      state: 'approved',
      policies: JSON.stringify([{ key, version: 1, title: `Policy ${key}` }]),
      record_version: 1,
      asked_at: ago(12) - hours * HOUR,
      decided_at: ago(12),
    })),
  );
