import type { AgreementType } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Reads which records agreements govern. */
export class OverlapStore {
  constructor(private readonly knex: Knex) {}

  /** Records of which a clock of a type runs or is held under one of the agreements, newest first. */
  async governedBy(
    type: AgreementType,
    agreements: readonly string[],
    limit: number,
  ): Promise<string[]> {
    const rows = await this.knex('sl_clocks')
      .distinct('record_id')
      .where('type', type)
      .whereIn('agreement_key', [...agreements])
      .whereIn('state', ['running', 'paused'])
      .orderBy('record_id', 'desc')
      .limit(limit);
    return rows.map(row => row.record_id);
  }
}
