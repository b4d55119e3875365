import {
  DEMAND,
  DEMAND_CRITERIA,
  type DemandWeights,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import { rowsAmong, type RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** A record that a need led to. */
export interface OutcomeRow {
  id: string;
  number: string;
  type: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
}

const ALL: RecordCondition = { sql: '1 = 1', bindings: [] };

/** Longer than anything takes to be made. */
const CLAIM_MS = 60_000;

/** The SQL of needs beside that of their votes. */
export class DemandStore {
  constructor(private readonly knex: Knex) {}

  /** What a need led to, as far as the condition says, the first one first. */
  async outcomes(
    demandId: string,
    readable: RecordCondition = ALL,
  ): Promise<OutcomeRow[]> {
    const rows: any[] = await this.knex('links as l')
      .join('records as r', 'r.id', 'l.to_id')
      .where({ 'l.from_id': demandId, 'l.kind': 'leads-to' })
      .whereRaw(readable.sql, readable.bindings)
      .orderBy('l.id')
      .select(
        'r.id',
        'r.number',
        'r.type',
        'r.title',
        'r.status',
        'r.status_category',
      );
    return rows.map(({ status_category, ...row }) => ({
      ...row,
      statusCategory: status_category,
    }));
  }

  /**
   * Takes a need for making something of it.
   *
   * @returns whether it was free; a claim that is older than a minute was left behind
   */
  async claim(demandId: string, now: number): Promise<boolean> {
    const lapsed = await this.knex('demand_claims')
      .where('record_id', demandId)
      .where('claimed_at', '<', now - CLAIM_MS)
      .update('claimed_at', now);
    if (lapsed > 0) return true;
    const taken = await this.knex('demand_claims')
      .insert({ record_id: demandId, claimed_at: now })
      .onConflict('record_id')
      .ignore()
      .returning('record_id');
    return taken.length > 0;
  }

  async release(demandId: string): Promise<void> {
    await this.knex('demand_claims').where('record_id', demandId).delete();
  }

  /** The number of the need that one is a duplicate of, if the condition holds for it. */
  async mergedInto(
    demandId: string,
    readable: RecordCondition,
  ): Promise<string | undefined> {
    const row = await this.knex('links as l')
      .join('records as r', 'r.id', 'l.to_id')
      .where({ 'l.from_id': demandId, 'l.kind': 'duplicate-of' })
      .whereRaw(readable.sql, readable.bindings)
      .first('r.number');
    return row?.number;
  }

  /** Needs that are being realized and led to one of the records, or are one of them. */
  async following(ids: readonly string[], executor: Knex): Promise<string[]> {
    const links = await rowsAmong(executor, 'links', 'to_id', ids, [
      'from_id',
      'kind',
    ]);
    const named = links
      .filter(({ kind }) => kind === 'leads-to')
      .map(({ from_id }) => from_id as string);
    const records = await rowsAmong(
      executor,
      'records',
      'id',
      [...named, ...ids],
      ['id', 'type', 'status'],
    );
    return records
      .filter(({ type, status }) => type === DEMAND && status === 'realizing')
      .map(({ id }) => id);
  }

  /** Which of the records are needs. */
  async among(
    ids: readonly string[],
    executor: Knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await rowsAmong(executor, 'records', 'id', ids, [
      'id',
      'type',
    ]);
    return new Set(
      rows.filter(({ type }) => type === DEMAND).map(({ id }) => id),
    );
  }

  /** Deferred needs whose day has come, the first ones first. */
  async deferredUntil(at: number, limit: number): Promise<string[]> {
    const rows = await this.knex('records as r')
      .join('demands as d', 'd.record_id', 'r.id')
      .where({ 'r.type': DEMAND, 'r.status': 'deferred' })
      .where('d.deferred_until_at', '<=', at)
      .orderBy('d.deferred_until_at')
      .limit(limit)
      .select('r.id');
    return rows.map(({ id }) => id);
  }

  /** Keeps the weights by which the database orders. */
  async keepWeights(
    weights: DemandWeights,
    executor: Knex = this.knex,
  ): Promise<void> {
    const row = Object.fromEntries(
      DEMAND_CRITERIA.map(({ key }) => [key, weights[key]]),
    );
    await executor('demand_weights')
      .insert({
        id: 1,
        ...row,
        votes: weights.votes,
        full_votes: weights.fullVotes,
      })
      .onConflict('id')
      .merge();
  }
}
