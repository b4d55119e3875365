import type { Knex } from 'knex';
import { newLinkSecret } from './links';

/** How many parameters SQLite takes in one statement is far above this many rows. */
const CHUNK = 200;

/** By what somebody answered. */
export type AnsweredVia = 'link' | 'portal';

/** Somebody who was asked, with what they answered. Instants are milliseconds since the epoch. */
export interface Invitation {
  id: string;
  surveyKey: string;
  occasion: string;
  recordId?: string;
  serviceRef?: string;
  ownerRef?: string;
  channel?: string;
  personRef: string;
  question: string;
  sentAt: number;
  expiresAt: number;
  /** How often it was answered. */
  version: number;
  score?: number;
  answeredAt?: number;
  changedAt?: number;
  via?: AnsweredVia;
  words?: string;
  journalHead: string;
}

/** The record that an invitation is about, for whoever was asked about it. */
export interface AskedAbout {
  number: string;
  title: string;
  restricted: boolean;
}

/** Somebody who used a service, and their latest record of it. */
export interface ServiceUser {
  personRef: string;
  serviceRef?: string;
  ownerRef?: string;
}

const instant = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const invitationOf = (row: any): Invitation => ({
  id: row.id,
  surveyKey: row.survey_key,
  occasion: row.occasion,
  recordId: row.record_id ?? undefined,
  serviceRef: row.service_ref ?? undefined,
  ownerRef: row.owner_ref ?? undefined,
  channel: row.channel ?? undefined,
  personRef: row.person_ref,
  question: row.question,
  sentAt: Number(row.sent_at),
  expiresAt: Number(row.expires_at),
  version: Number(row.version),
  score: instant(row.score),
  answeredAt: instant(row.answered_at),
  changedAt: instant(row.changed_at),
  via: row.via ?? undefined,
  words: row.words ?? undefined,
  journalHead: row.journal_head,
});

const rowOf = (i: Invitation) => ({
  id: i.id,
  survey_key: i.surveyKey,
  occasion: i.occasion,
  record_id: i.recordId ?? null,
  service_ref: i.serviceRef ?? null,
  owner_ref: i.ownerRef ?? null,
  channel: i.channel ?? null,
  person_ref: i.personRef,
  question: i.question,
  sent_at: i.sentAt,
  expires_at: i.expiresAt,
  version: i.version,
  score: i.score ?? null,
  answered_at: i.answeredAt ?? null,
  changed_at: i.changedAt ?? null,
  via: i.via ?? null,
  words: i.words ?? null,
  words_by_ref: i.words === undefined ? null : i.personRef,
  journal_head: i.journalHead,
});

async function inChunks<T, R>(
  all: readonly T[],
  work: (chunk: readonly T[]) => Promise<R[]>,
): Promise<R[]> {
  const found: R[] = [];
  for (let i = 0; i < all.length; i += CHUNK)
    found.push(...(await work(all.slice(i, i + CHUNK))));
  return found;
}

/** Invitations, who was asked when, and what links are signed with. */
export class InvitationStore {
  constructor(private readonly knex: Knex) {}

  /** Runs work in a transaction. */
  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(work);
  }

  /** The secret that links are signed with; the first who asks makes it. */
  async secret(now: number): Promise<string> {
    const read = () =>
      this.knex('survey_secrets').where('id', 1).first('secret');
    const kept = await read();
    if (kept) return kept.secret;
    await this.knex('survey_secrets')
      .insert({ id: 1, secret: newLinkSecret(), created_at: now })
      .onConflict('id')
      .ignore();
    return (await read()).secret;
  }

  /** Those of the people who were not asked since; they are asked now. */
  async claim(
    tx: Knex.Transaction,
    people: readonly string[],
    since: number,
    now: number,
  ): Promise<Set<string>> {
    const claimed = await inChunks([...new Set(people)].sort(), chunk =>
      tx('survey_people')
        .insert(chunk.map(ref => ({ person_ref: ref, asked_at: now })))
        .onConflict('person_ref')
        .merge({ asked_at: now })
        .where('survey_people.asked_at', '<=', since)
        .returning('person_ref'),
    );
    return new Set(claimed.map(row => row.person_ref));
  }

  async insert(
    tx: Knex.Transaction,
    invitations: readonly Invitation[],
  ): Promise<void> {
    await inChunks(invitations, async chunk => {
      await tx('survey_invitations').insert(chunk.map(rowOf));
      return [];
    });
  }

  async update(tx: Knex.Transaction, invitation: Invitation): Promise<void> {
    const { id, ...values } = rowOf(invitation);
    await tx('survey_invitations').where('id', id).update(values);
  }

  async find(id: string): Promise<Invitation | undefined> {
    const row = await this.knex('survey_invitations').where('id', id).first();
    return row && invitationOf(row);
  }

  /** The invitation, which nobody else changes until the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<Invitation | undefined> {
    const row = await tx('survey_invitations')
      .where('id', id)
      .forUpdate()
      .first();
    return row && invitationOf(row);
  }

  /** {@link lock} for the invitation about a record, if there is one. */
  async lockOfRecord(
    tx: Knex.Transaction,
    recordId: string,
  ): Promise<Invitation | undefined> {
    const row = await tx('survey_invitations')
      .where('record_id', recordId)
      .forUpdate()
      .first();
    return row && invitationOf(row);
  }

  /** Those of the records that somebody was asked about. */
  async askedAbout(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Set<string>> {
    const ids = await inChunks(recordIds, chunk =>
      executor('survey_invitations')
        .whereIn('record_id', [...chunk])
        .pluck('record_id'),
    );
    return new Set(ids);
  }

  /** Whether anybody was asked by a survey on an occasion. */
  async wasAsked(surveyKey: string, occasion: string): Promise<boolean> {
    const row = await this.knex('survey_invitations')
      .where({ survey_key: surveyKey, occasion })
      .whereNull('record_id')
      .first('id');
    return row !== undefined;
  }

  /** Invitations by id, and whether the record they are about is restricted now. */
  async byIds(
    executor: Knex,
    ids: readonly string[],
  ): Promise<(Invitation & { restricted: boolean })[]> {
    const rows = await inChunks([...new Set(ids)], chunk =>
      executor('survey_invitations as i')
        .leftJoin('records as r', 'r.id', 'i.record_id')
        .whereIn('i.id', [...chunk])
        .select('i.*', 'r.visibility'),
    );
    return rows.map(row => ({
      ...invitationOf(row),
      restricted: row.visibility === 'restricted',
    }));
  }

  /** Ids of the invitations about records. */
  async idsOfRecords(
    executor: Knex,
    recordIds: readonly string[],
  ): Promise<string[]> {
    return inChunks([...new Set(recordIds)], chunk =>
      executor('survey_invitations')
        .whereIn('record_id', [...chunk])
        .pluck('id'),
    );
  }

  /**
   * Invitations that can still be answered and were not, of people whom the catalog still has, with what
   * they are about.
   */
  async waiting(
    executor: Knex,
    ids: readonly string[],
    now: number,
  ): Promise<Map<string, Invitation & { about?: AskedAbout }>> {
    const rows = await inChunks(ids, chunk =>
      executor('survey_invitations as i')
        .join('catalog_entities as p', 'p.ref', 'i.person_ref')
        .leftJoin('records as r', 'r.id', 'i.record_id')
        .whereNull('p.removed_at')
        .whereIn('i.id', [...chunk])
        .where('i.version', 0)
        .where('i.expires_at', '>', now)
        .select('i.*', 'r.number', 'r.title', 'r.visibility'),
    );
    return new Map(
      rows.map(row => [row.id, { ...invitationOf(row), about: aboutOf(row) }]),
    );
  }

  /** What the record of an invitation is called. */
  async about(recordId: string): Promise<AskedAbout | undefined> {
    const row = await this.knex('records')
      .where('id', recordId)
      .first('number', 'title', 'visibility');
    return row && aboutOf(row);
  }

  /** Those of the people whom the catalog has. */
  async inCatalog(people: readonly string[]): Promise<Set<string>> {
    const refs = await inChunks([...new Set(people)], chunk =>
      this.knex('catalog_entities')
        .whereIn('ref', [...chunk])
        .whereNull('removed_at')
        .pluck('ref'),
    );
    return new Set(refs);
  }

  /**
   * Who asked for something since, with the latest record of each: of services and teams, if any are
   * named. What is restricted, or was withdrawn, says nothing.
   */
  async users(question: {
    types: readonly string[];
    services?: readonly string[];
    teams?: readonly string[];
    since: number;
    most: number;
  }): Promise<ServiceUser[]> {
    const { types, services, teams, since, most } = question;
    const query = this.knex('records as r')
      .whereIn('r.type', [...types])
      .where('r.created_at', '>=', since)
      .where('r.visibility', 'internal')
      .whereNot('r.status_category', 'cancelled')
      .whereRaw("coalesce(r.requested_for_ref, r.requester_ref) like 'user:%'")
      .orderBy([
        { column: 'r.created_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(most)
      .select('r.service_ref', 'r.owner_ref', {
        person_ref: this.knex.raw(
          'coalesce(r.requested_for_ref, r.requester_ref)',
        ),
      });
    if (services) query.whereIn('r.service_ref', [...services]);
    if (teams) query.whereIn('r.owner_ref', [...teams]);
    const latest = new Map<string, ServiceUser>();
    for (const row of await query) {
      if (latest.has(row.person_ref)) continue;
      latest.set(row.person_ref, {
        personRef: row.person_ref,
        serviceRef: row.service_ref ?? undefined,
        ownerRef: row.owner_ref ?? undefined,
      });
    }
    return [...latest.values()];
  }
}

function aboutOf(row: any): AskedAbout | undefined {
  if (row.number === null || row.number === undefined) return undefined;
  const { number, title, visibility } = row;
  return { number, title, restricted: visibility === 'restricted' };
}
