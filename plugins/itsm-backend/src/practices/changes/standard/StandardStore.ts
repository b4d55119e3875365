import {
  ACTIVE_CATEGORIES,
  type ChangeOutcome,
  type StandardState,
} from '@callboard/plugin-itsm-common';
import type { RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

const CHUNK = 500;

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let i = 0; i < all.length; i += CHUNK) yield all.slice(i, i + CHUNK);
}

/** A run that is finished. */
export interface RunRow {
  recordId: string;
  templateKey: string;
  proof: string;
  outcome: ChangeOutcome;
  finishedAt: number;
  position: number;
}

/** An incident that is blamed on a run. */
export interface BlameRow {
  recordId: string;
  incidentId: string;
  at: number;
  position: number;
}

/** A success record as it is kept. */
export interface StandingRow {
  templateKey: string;
  proof: string;
  state: StandardState;
  runs: number;
  goodRuns: number;
  goodInARow: number;
  since?: number;
  causeChangeId?: string;
  causeOutcome?: ChangeOutcome;
  causeIncidentId?: string;
}

/** What the copy of the catalog knows of an item, as far as scopes ask. */
export interface ScopedItem {
  ref: string;
  kind: string;
  type?: string;
  ownerRef?: string;
}

const toRun = (row: any): RunRow => ({
  recordId: row.record_id,
  templateKey: row.template_key,
  proof: row.proof,
  outcome: row.outcome,
  finishedAt: Number(row.finished_at),
  position: Number(row.finished_position),
});
const toBlame = (row: any): BlameRow => ({
  recordId: row.record_id,
  incidentId: row.incident_id,
  at: Number(row.at),
  position: Number(row.position),
});
const toStanding = (row: any): StandingRow => ({
  templateKey: row.template_key,
  proof: row.proof,
  state: row.state,
  runs: Number(row.runs),
  goodRuns: Number(row.good_runs),
  goodInARow: Number(row.good_in_row),
  since: row.since === null ? undefined : Number(row.since),
  causeChangeId: row.cause_change_id ?? undefined,
  causeOutcome: row.cause_outcome ?? undefined,
  causeIncidentId: row.cause_incident_id ?? undefined,
});

/** The SQL of runs of standard changes. */
export class StandardStore {
  constructor(private readonly knex: Knex) {}

  /** Adds runs that begin. What the journal says twice is the same run. */
  async begin(
    tx: Knex,
    runs: readonly { recordId: string; templateKey: string; proof: string }[],
  ): Promise<void> {
    for (const chunk of chunks(runs))
      await tx('change_standard_runs')
        .insert(
          chunk.map(run => ({
            record_id: run.recordId,
            template_key: run.templateKey,
            proof: run.proof,
          })),
        )
        .onConflict('record_id')
        .ignore();
  }

  /** Gives runs of which nobody knew what they were told to do to the template. */
  async adopt(tx: Knex, templateKey: string, proof: string): Promise<number> {
    await tx('change_standard_standings')
      .where({ template_key: templateKey, proof: '' })
      .delete();
    return tx('change_standard_runs')
      .where({ template_key: templateKey, proof: '' })
      .update({ proof });
  }

  /** Those of the records that are runs, with their templates. */
  async runsAmong(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, { templateKey: string; proof: string }>> {
    const found = new Map<string, { templateKey: string; proof: string }>();
    for (const chunk of chunks([...new Set(ids)])) {
      const rows = await executor('change_standard_runs')
        .whereIn('record_id', chunk)
        .select('record_id', 'template_key', 'proof');
      for (const row of rows)
        found.set(row.record_id, {
          templateKey: row.template_key,
          proof: row.proof,
        });
    }
    return found;
  }

  /** Which of the records are incidents. */
  async incidentsAmong(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const chunk of chunks([...new Set(ids)])) {
      const rows = await executor('records')
        .whereIn('id', chunk)
        .where('type', 'incident')
        .select('id');
      for (const row of rows) found.add(row.id);
    }
    return found;
  }

  async finish(
    tx: Knex,
    run: Pick<RunRow, 'recordId' | 'outcome' | 'finishedAt' | 'position'>,
  ): Promise<void> {
    await tx('change_standard_runs').where('record_id', run.recordId).update({
      outcome: run.outcome,
      finished_at: run.finishedAt,
      finished_position: run.position,
    });
  }

  async blame(tx: Knex, blames: readonly BlameRow[]): Promise<void> {
    for (const chunk of chunks(blames))
      await tx('change_standard_blames')
        .insert(
          chunk.map(b => ({
            record_id: b.recordId,
            incident_id: b.incidentId,
            at: b.at,
            position: b.position,
          })),
        )
        .onConflict(['record_id', 'incident_id'])
        .ignore();
  }

  async unblame(
    tx: Knex,
    blame: Pick<BlameRow, 'recordId' | 'incidentId'>,
  ): Promise<void> {
    await tx('change_standard_blames')
      .where({ record_id: blame.recordId, incident_id: blame.incidentId })
      .delete();
  }

  /** All finished runs of a template, and all that is blamed on any of its runs. */
  async historyOf(
    templateKey: string,
    executor: Knex = this.knex,
  ): Promise<{
    runs: RunRow[];
    blames: (BlameRow & { proof: string })[];
  }> {
    const runs = await executor('change_standard_runs')
      .where('template_key', templateKey)
      .whereNotNull('outcome')
      .orderBy('finished_position');
    const blames = await executor('change_standard_blames as b')
      .join('change_standard_runs as r', 'r.record_id', 'b.record_id')
      .where('r.template_key', templateKey)
      .orderBy('b.position')
      .select('b.*', 'r.proof');
    return {
      runs: runs.map(toRun),
      blames: blames.map(row => ({ ...toBlame(row), proof: row.proof })),
    };
  }

  async keepStanding(tx: Knex, standing: StandingRow): Promise<void> {
    await tx('change_standard_standings')
      .insert({
        template_key: standing.templateKey,
        proof: standing.proof,
        state: standing.state,
        runs: standing.runs,
        good_runs: standing.goodRuns,
        good_in_row: standing.goodInARow,
        since: standing.since ?? null,
        cause_change_id: standing.causeChangeId ?? null,
        cause_outcome: standing.causeOutcome ?? null,
        cause_incident_id: standing.causeIncidentId ?? null,
      })
      .onConflict(['template_key', 'proof'])
      .merge();
  }

  /** The success records of templates, by key and proof with a space between. */
  async standings(
    keys: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, StandingRow>> {
    const found = new Map<string, StandingRow>();
    for (const chunk of chunks(keys)) {
      const rows = await executor('change_standard_standings').whereIn(
        'template_key',
        chunk,
      );
      for (const row of rows.map(toStanding))
        found.set(`${row.templateKey} ${row.proof}`, row);
    }
    return found;
  }

  /** Empties what the projection writes. */
  async clear(tx: Knex): Promise<void> {
    await tx('change_standard_standings').delete();
    await tx('change_standard_blames').delete();
    await tx('change_standard_runs').delete();
  }

  /** The last finished runs of each template, the oldest first, at most so many each. */
  async lastRuns(
    keys: readonly string[],
    most: number,
  ): Promise<Map<string, RunRow[]>> {
    const found = new Map<string, RunRow[]>(keys.map(key => [key, []]));
    for (const chunk of chunks(keys)) {
      const ranked = this.knex('change_standard_runs')
        .whereIn('template_key', chunk)
        .whereNotNull('outcome')
        .select(
          '*',
          this.knex.raw(
            'row_number() over (partition by template_key order by finished_position desc) as place',
          ),
        );
      const rows = await this.knex
        .from(ranked.as('ranked'))
        .where('place', '<=', most)
        .orderBy('finished_position');
      for (const row of rows.map(toRun)) found.get(row.templateKey)!.push(row);
    }
    return found;
  }

  /** Finished runs of a template, the newest first. */
  async runs(
    templateKey: string,
    limit: number,
    before?: number,
  ): Promise<RunRow[]> {
    const query = this.knex('change_standard_runs')
      .where('template_key', templateKey)
      .whereNotNull('outcome')
      .orderBy('finished_position', 'desc')
      .limit(limit);
    if (before !== undefined) query.where('finished_position', '<', before);
    return (await query).map(toRun);
  }

  /** What is blamed on runs. */
  async blamesOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const chunk of chunks(ids)) {
      const rows = await this.knex('change_standard_blames')
        .whereIn('record_id', chunk)
        .orderBy('position');
      for (const row of rows)
        found.set(row.record_id, [
          ...(found.get(row.record_id) ?? []),
          row.incident_id,
        ]);
    }
    return found;
  }

  /** How many changes of each template are not over, of those that may be read. */
  async openChanges(readable: RecordCondition): Promise<Map<string, number>> {
    const rows: any[] = await this.knex('changes as d')
      .join('records as r', 'r.id', 'd.record_id')
      .where('r.type', 'change')
      .whereNotNull('d.template_key')
      .whereIn('r.status_category', [...ACTIVE_CATEGORIES])
      .whereRaw(readable.sql, readable.bindings)
      .groupBy('d.template_key')
      .select('d.template_key')
      .count({ n: '*' });
    return new Map(rows.map(row => [String(row.template_key), Number(row.n)]));
  }

  /** Pre-approved changes of a template on which no work has begun. */
  async notBegun(templateKey: string): Promise<string[]> {
    const rows = await this.knex('changes as d')
      .join('records as r', 'r.id', 'd.record_id')
      .where('r.type', 'change')
      .where('d.template_key', templateKey)
      .where('d.pre_approved', true)
      .whereIn('r.status', ['draft', 'scheduled'])
      .orderBy('r.id')
      .limit(CHUNK)
      .select('r.id');
    return rows.map(row => row.id);
  }

  /** The newest run of a template for an item that somebody has open and whose window is not over. */
  async openRun(
    templateKey: string,
    entityRef: string,
    requesterRef: string | undefined,
    now: number,
  ): Promise<string | undefined> {
    const row = await this.knex('changes as d')
      .join('records as r', 'r.id', 'd.record_id')
      .where('r.type', 'change')
      .where('d.template_key', templateKey)
      .where('r.service_ref', entityRef)
      .where(q =>
        requesterRef
          ? q.where('r.requester_ref', requesterRef)
          : q.whereNull('r.requester_ref'),
      )
      .whereIn('r.status', [
        'draft',
        'assess',
        'authorize',
        'scheduled',
        'implement',
      ])
      .where(q =>
        q.where('r.status', 'implement').orWhere('d.planned_end', '>', now),
      )
      .orderBy('r.id', 'desc')
      .first('r.id');
    return row?.id;
  }

  /** What the catalog copy knows of items, by reference. */
  async items(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, ScopedItem>> {
    const found = new Map<string, ScopedItem>();
    for (const chunk of chunks([...new Set(refs)])) {
      const rows = await executor('catalog_entities')
        .whereIn('ref', chunk)
        .whereNull('removed_at')
        .select('ref', 'kind', 'type', 'owner_ref');
      for (const row of rows)
        found.set(row.ref, {
          ref: row.ref,
          kind: row.kind,
          type: row.type ?? undefined,
          ownerRef: row.owner_ref ?? undefined,
        });
    }
    return found;
  }

  /** Templates of those of the records that are pre-approved changes. */
  async preApprovedAmong(
    tx: Knex,
    ids: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await tx('changes')
      .whereIn('record_id', [...ids])
      .where('pre_approved', true)
      .whereNotNull('template_key')
      .select('record_id', 'template_key');
    return new Map(rows.map(row => [row.record_id, row.template_key]));
  }

  /** What the journal was told of a standard change. */
  async told(
    tx: Knex,
    templateKey: string,
  ): Promise<{ state: StandardState; journalHead?: string } | undefined> {
    const row = await tx('change_standard_told')
      .where('template_key', templateKey)
      .first();
    return (
      row && { state: row.state, journalHead: row.journal_head ?? undefined }
    );
  }

  async keepTold(
    tx: Knex,
    templateKey: string,
    told: { state: StandardState; journalHead?: string },
  ): Promise<void> {
    await tx('change_standard_told')
      .insert({
        template_key: templateKey,
        state: told.state,
        journal_head: told.journalHead ?? null,
      })
      .onConflict('template_key')
      .merge();
  }
}
