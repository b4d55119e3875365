import { randomBytes } from 'crypto';
import type {
  RiskCandidateState,
  RiskFinder,
} from '@callboard/plugin-itsm-common';
import {
  namesNow,
  namesOfEntities,
  upsertRows,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { RiskFindings } from './Finding';
import type { CandidateRow } from './reconcile';

const TABLE = 'risk_candidates';
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

const keyOf = ({ finder, subject }: CandidateRow) => `${finder} ${subject}`;
/** A subject begins with what it is about. */
const aboutOf = ({ subject }: CandidateRow) => subject.split(' ')[0];
const namesIn = (row: CandidateRow) => [
  aboutOf(row),
  ...(row.serviceRef ? [row.serviceRef] : []),
  ...row.entities,
];

/** Rows by the names that things have now; where one of the new name is there already, the old one stays. */
function renamed(
  rows: readonly CandidateRow[],
  names: ReadonlyMap<string, string>,
): CandidateRow[] {
  const now = (ref: string) => names.get(ref) ?? ref;
  const taken = new Set(rows.map(keyOf));
  return rows.map(row => {
    const about = aboutOf(row);
    const moved: CandidateRow = {
      ...row,
      subject: now(about) + row.subject.slice(about.length),
      serviceRef: row.serviceRef && now(row.serviceRef),
      entities: row.entities.map(now),
    };
    if (keyOf(moved) === keyOf(row)) return moved;
    if (taken.has(keyOf(moved))) return row;
    taken.add(keyOf(moved));
    return moved;
  });
}

/** Where a page of candidates ends. */
export interface CandidatePlace {
  score: number;
  id: string;
}

/** Which candidates. */
export interface CandidateQuestion {
  states: readonly RiskCandidateState[];
  finders?: readonly RiskFinder[];
  /** By all their names. */
  services?: readonly string[];
  owners?: readonly string[];
}

/** The SQL of candidates. */
export class CandidateStore {
  constructor(private readonly knex: Knex) {}

  /** All names by which rows may know services: they keep what these were called when it was looked last. */
  async namesOf(services: readonly string[]): Promise<string[]> {
    return [...(await namesOfEntities(this.knex, services)).keys()];
  }

  /** Some of them after a place, the highest first. */
  async page(
    { states, finders, services, owners }: CandidateQuestion,
    { limit, after }: { limit: number; after?: CandidatePlace },
  ): Promise<CandidateRow[]> {
    const query = this.#rows(this.knex).whereIn('c.state', [...states]);
    if (finders) query.whereIn('c.finder', [...finders]);
    if (services) query.whereIn('c.service_ref', [...services]);
    if (owners) query.whereIn('c.owner_ref', [...owners]);
    if (after)
      query.whereRaw('(c.score, c.id) < (?, ?)', [after.score, after.id]);
    const rows = await query
      .orderBy([
        { column: 'c.score', order: 'desc' },
        { column: 'c.id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toRow);
  }

  /** Those that were accepted, and what they are called in the register. */
  async accepted(): Promise<Pick<CandidateRow, 'id' | 'round'>[]> {
    const rows = await this.knex(TABLE)
      .where('state', 'accepted')
      .select('id', 'round');
    return rows.map(({ id, round }) => ({ id, round: Number(round) }));
  }

  async find(id: string): Promise<CandidateRow | undefined> {
    const row = await this.#rows(this.knex).where('c.id', id).first();
    return row && toRow(row);
  }

  /**
   * All that finders ever found, of things by the names that these have now: what was decided of one holds under
   * its new name. Nobody decides about them until the transaction ends.
   */
  async ofFinders(
    finders: readonly RiskFinder[],
    tx: Knex.Transaction,
  ): Promise<CandidateRow[]> {
    const rows = await this.#rows(tx)
      .whereIn('c.finder', [...finders])
      .orderBy('c.id')
      .forUpdate('c');
    const kept: CandidateRow[] = rows.map(toRow);
    return renamed(
      kept,
      await namesNow(tx, [...new Set(kept.flatMap(namesIn))]),
    );
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
