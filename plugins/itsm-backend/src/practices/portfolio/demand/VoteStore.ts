import { VOTED_IN } from '@callboard/plugin-itsm-common';
import {
  chunksOf,
  isPostgres,
  type RecordCondition,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** What a need was given. */
export interface Votes {
  voters: number;
  /** By the weight of who gave them. */
  points: number;
  /** What somebody gave themselves, not weighted. */
  myPoints: number;
}

export const NO_VOTES: Votes = { voters: 0, points: 0, myPoints: 0 };

/** Points that somebody would give. */
export interface Vote {
  recordId: string;
  voterRef: string;
  /** In place of what they gave it before; 0 takes them back. */
  points: number;
  weight: number;
  weightLabel: string;
  at: number;
}

/** What became of a vote. */
export type Given =
  | { given: true }
  /** Nobody votes on it any more. */
  | { given: false; because: 'decided' }
  /** As many as they could give it. */
  | { given: false; because: 'budget'; left: number };

const numberOf = (value: unknown) => Number(value ?? 0);

/**
 * The SQL of points. They are people's own, like what they follow: who gave how much is no part of the
 * journal, and told to nobody else.
 */
export class VoteStore {
  constructor(private readonly knex: Knex) {}

  /** What needs were given, as somebody sees it. */
  async of(
    recordIds: readonly string[],
    voterRef: string,
  ): Promise<Map<string, Votes>> {
    const found = new Map<string, Votes>();
    for (const chunk of chunksOf(recordIds)) {
      const rows: any[] = await this.knex('demand_votes')
        .whereIn('record_id', chunk)
        .groupBy('record_id')
        .select('record_id')
        .count({ voters: '*' })
        .select(
          this.knex.raw('sum(points * weight) as points'),
          this.knex.raw(
            'sum(case when voter_ref = ? then points else 0 end) as own',
            [voterRef],
          ),
        );
      for (const row of rows)
        found.set(row.record_id, {
          voters: numberOf(row.voters),
          points: numberOf(row.points),
          myPoints: numberOf(row.own),
        });
    }
    return found;
  }

  /** Who gave how much to a need, by the weight that they have. */
  async voices(
    recordId: string,
  ): Promise<
    { label: string; weight: number; people: number; points: number }[]
  > {
    const rows: any[] = await this.knex('demand_votes')
      .where('record_id', recordId)
      .groupBy('weight_label', 'weight')
      .orderBy([
        { column: 'weight', order: 'desc' },
        { column: 'weight_label' },
      ])
      .select('weight_label', 'weight')
      .count({ people: '*' })
      .sum({ points: 'points' });
    return rows.map(row => ({
      label: row.weight_label,
      weight: numberOf(row.weight),
      people: numberOf(row.people),
      points: numberOf(row.points),
    }));
  }

  /** What somebody has given that is not theirs again yet, beside what they gave to one need. */
  async given(
    voterRef: string,
    besides?: string,
    executor: Knex = this.knex,
  ): Promise<number> {
    const row = await executor('demand_votes as v')
      .join('records as r', 'r.id', 'v.record_id')
      .where('v.voter_ref', voterRef)
      .whereIn('r.status', [...VOTED_IN])
      .modify(query => {
        if (besides) query.whereNot('v.record_id', besides);
      })
      .sum({ points: 'v.points' })
      .first();
    return numberOf(row?.points);
  }

  /** Where somebody's points are, with what they may read of it; most points first. */
  async whereGiven(
    voterRef: string,
    readable: RecordCondition,
  ): Promise<
    { number?: string; title?: string; status?: string; points: number }[]
  > {
    const rows: any[] = await this.knex('demand_votes as v')
      .join('records as r', 'r.id', 'v.record_id')
      .where('v.voter_ref', voterRef)
      .whereIn('r.status', [...VOTED_IN])
      .orderBy([{ column: 'v.points', order: 'desc' }, { column: 'r.id' }])
      .select(
        'v.points',
        'r.number',
        'r.title',
        'r.status',
        this.knex.raw(
          `case when ${readable.sql} then 1 else 0 end as seen`,
          readable.bindings,
        ),
      );
    return rows.map(({ points, number, title, status, seen }) =>
      Number(seen) === 1 ? { number, title, status, points } : { points },
    );
  }

  /**
   * Gives points. One person's votes come one after the other, under a lock on their own row: however many
   * come at once, together they are never more than the budget.
   */
  give(vote: Vote, budget: number): Promise<Given> {
    return this.knex.transaction(async tx => {
      const { recordId, voterRef, points } = vote;
      await tx('demand_voters')
        .insert({ voter_ref: voterRef })
        .onConflict('voter_ref')
        .ignore();
      const own = tx('demand_voters').where('voter_ref', voterRef).first();
      const record = tx('records').where('id', recordId).first('status');
      if (isPostgres(tx)) {
        await own.forUpdate();
        // A decision waits for the vote, and the vote for a decision that came before it.
        record.forShare();
      }
      const { status } = await record;
      if (!(VOTED_IN as readonly string[]).includes(status))
        return { given: false, because: 'decided' };
      const elsewhere = await this.given(voterRef, recordId, tx);
      if (points > 0 && elsewhere + points > budget)
        return { given: false, because: 'budget', left: budget - elsewhere };
      if (points === 0)
        await tx('demand_votes')
          .where({ record_id: recordId, voter_ref: voterRef })
          .delete();
      else
        await tx('demand_votes')
          .insert({
            record_id: recordId,
            voter_ref: voterRef,
            points,
            weight: vote.weight,
            weight_label: vote.weightLabel,
            voted_at: vote.at,
          })
          .onConflict(['record_id', 'voter_ref'])
          .merge();
      return { given: true };
    });
  }

  /**
   * Moves the votes of a need to the one that says the same, in the transaction that merges them. Who voted
   * on both keeps the higher vote: nobody counts twice, and nobody has given more than before.
   */
  async move(tx: Knex, fromId: string, toId: string): Promise<void> {
    const lower =
      'exists (select 1 from demand_votes o where o.voter_ref = demand_votes.voter_ref and o.record_id = ? and (o.points > demand_votes.points or (o.points = demand_votes.points and demand_votes.record_id = ?)))';
    await tx('demand_votes')
      .where('record_id', fromId)
      .whereRaw(lower, [toId, fromId])
      .delete();
    await tx('demand_votes')
      .where('record_id', toId)
      .whereRaw(lower, [fromId, fromId])
      .delete();
    await tx('demand_votes')
      .where('record_id', fromId)
      .update({ record_id: toId });
  }
}
