import type { ImportRun } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { toInstant, toIso } from '../database';
import { insertRows } from '../insertRows';

/** A line that could not be imported. */
export interface ImportError {
  line: number;
  reason: string;
}

/** Of a file that does not fit at all nobody reads every line; all are counted. */
const MOST_KEPT = 1000;
// eslint-disable-next-line no-control-regex
const NOT_STORABLE = /[\u0000\p{Cs}]/gu;

function toRun(row: any): ImportRun {
  return {
    id: row.id,
    source: row.source,
    type: row.type,
    state: row.state,
    lines: row.lines,
    imported: row.imported,
    skipped: row.skipped,
    failed: row.failed,
    created: row.created,
    startedAt: toIso(Number(row.started_at))!,
    finishedAt: toIso(toInstant(row.finished_at)),
    message: row.message ?? undefined,
  };
}

/** Import runs and their bad lines. */
export class ImportStore {
  constructor(private readonly knex: Knex) {}

  async start(run: {
    id: string;
    source: string;
    type: string;
    mapping: string;
    actorRef: string;
    startedAt: number;
  }): Promise<void> {
    await this.knex('import_runs').insert({
      id: run.id,
      source: run.source,
      type: run.type,
      mapping: run.mapping,
      state: 'running',
      actor_ref: run.actorRef,
      started_at: run.startedAt,
    });
  }

  /** Adds a batch to a run, inside the batch's transaction. The first bad lines are kept. */
  async advance(
    tx: Knex.Transaction,
    id: string,
    batch: {
      lines: number;
      imported: number;
      skipped: number;
      created: number;
    },
    errors: readonly ImportError[],
  ): Promise<void> {
    await tx('import_runs')
      .where('id', id)
      .update({
        lines: tx.raw('lines + ?', [batch.lines]),
        imported: tx.raw('imported + ?', [batch.imported]),
        skipped: tx.raw('skipped + ?', [batch.skipped]),
        created: tx.raw('created + ?', [batch.created]),
        failed: tx.raw('failed + ?', [errors.length]),
      });
    if (errors.length === 0) return;
    const { failed } = await tx('import_runs').where('id', id).first('failed');
    const before = Number(failed) - errors.length;
    await insertRows(
      tx,
      'import_errors',
      errors
        .slice(0, Math.max(0, MOST_KEPT - before))
        .map(({ line, reason }) => ({
          run_id: id,
          line,
          // It repeats what stands in the file.
          reason: reason.replace(NOT_STORABLE, '\ufffd'),
        })),
    );
  }

  async finish(
    id: string,
    state: 'done' | 'failed',
    finishedAt: number,
    message?: string,
  ): Promise<void> {
    await this.knex('import_runs')
      .where('id', id)
      .update({ state, finished_at: finishedAt, message: message ?? null });
  }

  /** Ends runs that a stopped backend left open and that nobody advances any more. */
  async closeRunning(
    startedBefore: number,
    finishedAt: number,
    message: string,
  ): Promise<void> {
    await this.knex('import_runs')
      .where('state', 'running')
      .where('started_at', '<', startedBefore)
      .update({ state: 'failed', finished_at: finishedAt, message });
  }

  async get(id: string): Promise<ImportRun | undefined> {
    const row = await this.knex('import_runs').where('id', id).first();
    return row && toRun(row);
  }

  async errors(id: string): Promise<ImportError[]> {
    return this.knex('import_errors')
      .where('run_id', id)
      .orderBy('line')
      .limit(MOST_KEPT)
      .select('line', 'reason');
  }

  async latest(limit: number): Promise<ImportRun[]> {
    const rows = await this.knex('import_runs')
      .orderBy('started_at', 'desc')
      .limit(limit);
    return rows.map(toRun);
  }
}
