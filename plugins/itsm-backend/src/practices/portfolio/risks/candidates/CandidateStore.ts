import { randomBytes } from 'crypto';
import type {
  RiskCandidateState,
  RiskFinder,
} from '@callboard/plugin-itsm-common';
import { upsertRows } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { RiskFindings } from './Finding';
import type { CandidateRow } from './reconcile';

const TABLE = 'risk_candidates';
/** So many are read at a time: finders find few, and what is older than these nobody looks for. */
const MOST_READ = 1_000;
const LONGEST_TITLE = 400;

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const number = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const toRow = (row: any): CandidateRow => ({
  id: row.id,
  finder: row.finder,
  subject: row.subject,
  state: row.state,
  severity: Number(row.severity),
  likelihood: Number(row.likelihood),
  impact: Number(row.impact),
  title: row.title,
  why: row.why,
  remedy: row.remedy,
  serviceRef: optional(row.service_ref),
  ownerRef: optional(row.owner_ref),
  path: optional(row.path),
  entities: JSON.parse(row.entities),
  facts: JSON.parse(row.facts),
  foundAt: Number(row.found_at),
  seenAt: Number(row.seen_at),
  decidedAt: number(row.decided_at),
  decidedSeverity: number(row.decided_severity),
  textId: optional(row.text_id),
  reason: optional(row.body),
  note: optional(row.note),
  round: Number(row.round),
  journalHead: optional(row.journal_head),
});

const toColumns = (row: CandidateRow) => ({
  id: row.id,
  finder: row.finder,
  subject: row.subject,
  state: row.state,
  severity: row.severity,
  likelihood: row.likelihood,
  impact: row.impact,
  score: row.likelihood * row.impact,
  title: row.title.slice(0, LONGEST_TITLE),
  why: row.why,
  remedy: row.remedy,
  service_ref: row.serviceRef ?? null,
  owner_ref: row.ownerRef ?? null,
  path: row.path ?? null,
  entities: JSON.stringify(row.entities),
  facts: JSON.stringify(row.facts),
  found_at: row.foundAt,
  seen_at: row.seenAt,
  decided_at: row.decidedAt ?? null,
  decided_severity: row.decidedSeverity ?? null,
  text_id: row.textId ?? null,
  note: row.note ?? null,
  round: row.round,
  journal_head: row.journalHead ?? null,
});

/** The SQL of candidates. */
export class CandidateStore {
  constructor(private readonly knex: Knex) {}

  /** Those in any of the states, the highest first. */
  async list(states: readonly RiskCandidateState[]): Promise<CandidateRow[]> {
    const rows = await this.#rows(this.knex)
      .whereIn('c.state', [...states])
      .orderBy([
        { column: 'c.score', order: 'desc' },
        { column: 'c.id', order: 'desc' },
      ])
      .limit(MOST_READ);
    return rows.map(toRow);
  }

  async find(id: string): Promise<CandidateRow | undefined> {
    const row = await this.#rows(this.knex).where('c.id', id).first();
    return row && toRow(row);
  }

  /** All that finders ever found; nobody decides about them until the transaction ends. */
  async ofFinders(
    finders: readonly RiskFinder[],
    tx: Knex.Transaction,
  ): Promise<CandidateRow[]> {
    const rows = await this.#rows(tx)
      .whereIn('c.finder', [...finders])
      .orderBy('c.id')
      .forUpdate('c');
    return rows.map(toRow);
  }

  /** Writes rows as they are now. */
  async save(
    tx: Knex.Transaction,
    rows: readonly CandidateRow[],
  ): Promise<void> {
    await upsertRows(tx, TABLE, rows.map(toColumns), ['id']);
  }

  /** When anything was found for the first time. */
  async firstFoundAt(): Promise<number | undefined> {
    // Ids are in the order in which they were made; one that came back was found anew.
    const row = await this.knex(TABLE).orderBy('id').first('found_at');
    return number(row?.found_at);
  }

  async lastLook(): Promise<{
    lookedAt?: number;
    skipped: RiskFindings['skipped'];
  }> {
    const row = await this.knex('risk_looks').where('id', 1).first();
    return {
      lookedAt: number(row?.looked_at),
      skipped: row ? JSON.parse(row.skipped) : [],
    };
  }

  /**
   * Notes that it was looked. The first statement of a transaction that keeps what was found: of two at a
   * time the second one waits here, and sees what the first one kept.
   */
  async noteLook(
    tx: Knex.Transaction,
    at: number,
    skipped: RiskFindings['skipped'],
  ): Promise<void> {
    await tx('risk_looks')
      .where('id', 1)
      .update({ looked_at: at, skipped: JSON.stringify(skipped) });
  }

  /**
   * Decides about one that is in a state.
   *
   * @returns whether it was
   */
  async decide(
    tx: Knex.Transaction,
    { id, state }: Pick<CandidateRow, 'id' | 'state'>,
    to: {
      state: RiskCandidateState;
      at?: number;
      severity?: number;
      textId?: string;
      head: string;
    },
  ): Promise<boolean> {
    const moved = await tx(TABLE)
      .where({ id, state })
      .update({
        state: to.state,
        decided_at: to.at ?? null,
        decided_severity: to.severity ?? null,
        text_id: to.textId ?? null,
        note: null,
        journal_head: to.head,
      });
    return moved > 0;
  }

  /** Words stand in `texts`, as all words of people do, so that they are erased with them. */
  async addText(
    tx: Knex.Transaction,
    id: string,
    body: string,
    authorRef: string,
  ): Promise<string> {
    const author = await tx('principals').where('ref', authorRef).first('id');
    const textId = uuidv7();
    await tx('texts').insert({
      id: textId,
      body,
      subject_id: id,
      author_id: author?.id ?? null,
      salt: randomBytes(16).toString('hex'),
    });
    return textId;
  }

  async dropTexts(tx: Knex.Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length > 0)
      await tx('texts')
        .whereIn('id', [...ids])
        .delete();
  }

  #rows(executor: Knex): Knex.QueryBuilder {
    return executor(`${TABLE} as c`)
      .leftJoin('texts as t', 't.id', 'c.text_id')
      .select('c.*', 't.body');
  }
}
