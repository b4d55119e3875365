import { randomBytes } from 'crypto';
import type {
  Finder,
  ProposalEstimate,
  ProposalEvidence,
  ProposalMeasure,
  ProposalState,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { Skipped } from './Finding';

/** A proposal as it is kept. Instants are milliseconds since the epoch. */
export interface ProposalRow {
  id: string;
  finder: Finder;
  subject: string;
  state: ProposalState;
  size: number;
  hours: number;
  title: string;
  why: string;
  serviceRef?: string;
  ownerRef?: string;
  entities: readonly string[];
  evidence: ProposalEvidence;
  estimate: ProposalEstimate;
  measure?: ProposalMeasure;
  foundAt: number;
  seenAt: number;
  decidedAt?: number;
  decidedSize?: number;
  textId?: string;
  /** Why it was dismissed; absent once its words were erased. */
  reason?: string;
  note?: string;
  round: number;
  journalHead?: string;
}

const TABLE = 'improvement_proposals';
/** So many are read at a time: finders find few, and what is older than these nobody looks for. */
const MOST_READ = 500;

const optional = (value: unknown) => (value === null ? undefined : value);
const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toRow(row: any): ProposalRow {
  return {
    id: row.id,
    finder: row.finder,
    subject: row.subject,
    state: row.state,
    size: Number(row.size),
    hours: Number(row.hours),
    title: row.title,
    why: row.why,
    serviceRef: optional(row.service_ref) as string | undefined,
    ownerRef: optional(row.owner_ref) as string | undefined,
    entities: JSON.parse(row.entities),
    evidence: JSON.parse(row.evidence),
    estimate: JSON.parse(row.estimate),
    measure: row.measure === null ? undefined : JSON.parse(row.measure),
    foundAt: Number(row.found_at),
    seenAt: Number(row.seen_at),
    decidedAt: instant(row.decided_at),
    decidedSize: instant(row.decided_size),
    textId: optional(row.text_id) as string | undefined,
    reason: row.body ?? undefined,
    note: optional(row.note) as string | undefined,
    round: Number(row.round),
    journalHead: optional(row.journal_head) as string | undefined,
  };
}

const toColumns = (row: ProposalRow) => ({
  id: row.id,
  finder: row.finder,
  subject: row.subject,
  state: row.state,
  size: row.size,
  hours: row.hours,
  title: row.title.slice(0, 400),
  why: row.why,
  service_ref: row.serviceRef ?? null,
  owner_ref: row.ownerRef ?? null,
  entities: JSON.stringify(row.entities),
  evidence: JSON.stringify(row.evidence),
  estimate: JSON.stringify(row.estimate),
  measure: row.measure ? JSON.stringify(row.measure) : null,
  found_at: row.foundAt,
  seen_at: row.seenAt,
  decided_at: row.decidedAt ?? null,
  decided_size: row.decidedSize ?? null,
  text_id: row.textId ?? null,
  note: row.note ?? null,
  round: row.round,
  journal_head: row.journalHead ?? null,
});

/** The SQL of proposals. */
export class ProposalStore {
  constructor(private readonly knex: Knex) {}

  /** Those in any of the states, what would save most first. */
  async list(states: readonly ProposalState[]): Promise<ProposalRow[]> {
    const rows = await this.#rows(this.knex)
      .whereIn('p.state', [...states])
      .orderBy([
        { column: 'p.hours', order: 'desc' },
        { column: 'p.id', order: 'desc' },
      ])
      .limit(MOST_READ);
    return rows.map(toRow);
  }

  async find(
    id: string,
    executor: Knex = this.knex,
  ): Promise<ProposalRow | undefined> {
    const row = await this.#rows(executor).where('p.id', id).first();
    return row && toRow(row);
  }

  /** All that finders ever found; nobody decides about them until the transaction ends. */
  async ofFinders(
    finders: readonly Finder[],
    tx: Knex.Transaction,
  ): Promise<ProposalRow[]> {
    const rows = await this.#rows(tx)
      .whereIn('p.finder', [...finders])
      .orderBy('p.id')
      .forUpdate('p');
    return rows.map(toRow);
  }

  /** Writes rows as they are now, by one statement. */
  async save(
    tx: Knex.Transaction,
    rows: readonly ProposalRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await tx(TABLE).insert(rows.map(toColumns)).onConflict('id').merge();
  }

  /** When anything was found for the first time. */
  async firstFoundAt(): Promise<number | undefined> {
    // Ids are in the order in which they were made; one that came back was found anew.
    const row = await this.knex(TABLE).orderBy('id').first('found_at');
    return instant(row?.found_at);
  }

  async lastLook(): Promise<{ lookedAt?: number; skipped: Skipped[] }> {
    const row = await this.knex('improvement_looks').where('id', 1).first();
    return {
      lookedAt: instant(row?.looked_at),
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
    skipped: readonly Skipped[],
  ): Promise<void> {
    await tx('improvement_looks')
      .where('id', 1)
      .update({ looked_at: at, skipped: JSON.stringify(skipped) });
  }

  /** Takes a proposal for whoever accepts it, for a while. @returns whether nobody else has it */
  async claim(id: string, now: number, until: number): Promise<boolean> {
    const taken = await this.knex(TABLE)
      .where({ id, state: 'open' })
      .where(w =>
        w.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      )
      .update({ claimed_until: until });
    return taken > 0;
  }

  async release(id: string): Promise<void> {
    await this.knex(TABLE).where({ id }).update({ claimed_until: null });
  }

  /**
   * Decides about one that is in a state.
   *
   * @returns whether it was
   */
  async decide(
    tx: Knex.Transaction,
    { id, from }: { id: string; from: ProposalState },
    to: {
      state: ProposalState;
      at?: number;
      size?: number;
      textId?: string;
      head: string;
    },
  ): Promise<boolean> {
    const moved = await tx(TABLE)
      .where({ id, state: from })
      .update({
        state: to.state,
        decided_at: to.at ?? null,
        decided_size: to.size ?? null,
        text_id: to.textId ?? null,
        note: null,
        claimed_until: null,
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
    return executor(`${TABLE} as p`)
      .leftJoin('texts as t', 't.id', 'p.text_id')
      .select('p.*', 't.body');
  }
}
