import {
  BUSINESS_OBJECTIVE,
  GIVING_STATES,
  SERVES,
  SERVICE,
  SERVICE_ANNOTATION,
  VISIBILITIES,
  type ServedObjective,
  type StatusCategory,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  gatheredRows,
  nameNowSql,
  namesNow,
  namesOfEntities,
  rowsAmong,
  type RecordCondition,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

type Executor = Knex | Knex.Transaction;

/** As many as a statement names at a time. */
const CHUNK = 500;

/** A service of the portfolio as it is told to others. */
export interface ServiceRow {
  id: string;
  number: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
  ownerRef?: string;
  /** As the record says it; the catalog may call it otherwise now. */
  entityRef?: string;
  tier?: Tier;
  businessOwnerRef?: string;
  assigneeRef?: string;
  /** What it does for whom, in Markdown. */
  purpose?: string;
  customers?: string[];
  reviewAt?: number;
}

const BRIEF = [
  'r.id',
  'r.number',
  'r.title',
  'r.status',
  'r.status_category',
  'r.owner_ref',
  'd.entity_ref',
  'd.tier',
  'd.business_owner_ref',
  'r.assignee_ref',
  'd.purpose',
  'd.customers',
  'd.review_at',
];

/** Whether a service in that state is given to the catalog. */
export const isGiving = (status: string): boolean =>
  (GIVING_STATES as readonly string[]).includes(status);

const text = <T extends string>(value: T | null) => value ?? undefined;

const briefOf = (row: any): ServiceRow => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  statusCategory: row.status_category,
  ownerRef: text(row.owner_ref),
  entityRef: text(row.entity_ref),
  tier: text(row.tier),
  businessOwnerRef: text(row.business_owner_ref),
  assigneeRef: text(row.assignee_ref),
  purpose: text(row.purpose),
  customers: text<string>(row.customers)?.split('\n'),
  reviewAt: row.review_at === null ? undefined : Number(row.review_at),
});

/** A service as the provider and what happens by itself look at it. */
export interface HeldRow {
  id: string;
  number: string;
  entityRef?: string;
  /** What it gives to the catalog; absent for an idea, which keeps a name there at most. */
  givenRef?: string;
}

/** A service as its entity is made from it. */
export interface GivenRow {
  ref: string;
  revision: number;
  /** Absent: it is to leave the catalog. */
  service?: {
    number: string;
    title: string;
    ownerRef?: string;
    purpose?: string;
    successorRef?: string;
    /** References that it had in the catalog before, and nothing else was given since. */
    formerly: readonly string[];
  };
}

function* chunksOf<T>(all: readonly T[]): Generator<T[]> {
  for (let i = 0; i < all.length; i += CHUNK) yield all.slice(i, i + CHUNK);
}

/** The portfolio's own queries; the columns of services are written by the door. */
export class ServiceStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Those that the entities are, by the reference asked for; one that is over only where no other one is.
   *
   * @param which - `open` leaves restricted ones out, for what is told to everybody
   */
  async ofEntities(
    refs: readonly string[],
    which: 'open' | 'all' = 'all',
  ): Promise<Map<string, ServiceRow>> {
    const names = await namesOfEntities(this.knex, [...new Set(refs)]);
    const found = new Map<string, ServiceRow>();
    for (const chunk of chunksOf([...names.keys()])) {
      const rows = await this.knex('services as d')
        .join('records as r', 'r.id', 'd.record_id')
        .whereIn('d.entity_ref', chunk)
        .whereIn(
          'r.visibility',
          which === 'open' ? ['internal'] : [...VISIBILITIES],
        )
        .orderByRaw('case when d.bound_ref is null then 1 else 0 end')
        .orderBy('r.id', 'desc')
        .select(BRIEF);
      for (const row of rows) {
        const ref = names.get(row.entity_ref)!;
        if (!found.has(ref)) found.set(ref, briefOf(row));
      }
    }
    return found;
  }

  /** Those of the records, by id. */
  async briefs(
    ids: readonly string[],
    readable?: RecordCondition,
  ): Promise<Map<string, ServiceRow>> {
    const found = new Map<string, ServiceRow>();
    for (const chunk of chunksOf([...new Set(ids)])) {
      const query = this.knex('services as d')
        .join('records as r', 'r.id', 'd.record_id')
        .whereIn('r.id', chunk)
        .select(BRIEF);
      if (readable) query.whereRaw(readable.sql, readable.bindings);
      for (const row of await query) found.set(row.id, briefOf(row));
    }
    return found;
  }

  /** Which of the records are services. */
  async among(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await rowsAmong(executor, 'services', 'record_id', ids, [
      'record_id',
    ]);
    return new Set(rows.map(row => row.record_id));
  }

  /** Whether the record is linked to a business objective that it serves. */
  async servesAny(recordId: string): Promise<boolean> {
    const row = await this.knex('links as l')
      .join('records as o', 'o.id', 'l.to_id')
      .where({
        'l.from_id': recordId,
        'l.kind': SERVES,
        'o.type': BUSINESS_OBJECTIVE,
      })
      .first('l.id');
    return row !== undefined;
  }

  /**
   * The business objectives that records serve, as far as they can be read, by id of the record. Lists show
   * what they are called: how far they are takes a look at all their key results.
   */
  async objectivesOf(
    readable: RecordCondition,
    recordIds: readonly string[],
  ): Promise<Map<string, ServedObjective[]>> {
    const found = new Map<string, ServedObjective[]>();
    for (const chunk of chunksOf(recordIds)) {
      const rows = await this.knex('links as l')
        .join('records as r', 'r.id', 'l.to_id')
        .whereIn('l.from_id', chunk)
        .where({ 'l.kind': SERVES, 'r.type': BUSINESS_OBJECTIVE })
        .whereRaw(readable.sql, readable.bindings)
        .orderBy('r.id')
        .select('l.from_id', 'r.number', 'r.title');
      for (const { from_id: from, number, title } of rows)
        found.set(from, [...(found.get(from) ?? []), { number, title }]);
    }
    return found;
  }

  /** How the entities of records stand, as far as the condition says that it is theirs to know, by id. */
  async managedOf(
    worked: RecordCondition,
    recordIds: readonly string[],
  ): Promise<Map<string, { score?: number; risk?: number }>> {
    const found = new Map<string, { score?: number; risk?: number }>();
    for (const chunk of chunksOf(recordIds)) {
      const rows = await this.knex('records as r')
        .joinRaw(
          `join service_profiles sp on sp.ref = ${nameNowSql('r.service_ref')}`,
        )
        .whereIn('r.id', chunk)
        .whereRaw(worked.sql, worked.bindings)
        .select('r.id', 'sp.score', 'sp.risk');
      for (const { id, score, risk } of rows)
        found.set(id, {
          score: score === null ? undefined : Number(score),
          risk: risk === null ? undefined : Number(risk),
        });
    }
    return found;
  }

  /** The entities that services of the portfolio are, as the catalog calls them now. */
  async entities(): Promise<string[]> {
    const refs: string[] = await this.knex('services')
      .whereNotNull('entity_ref')
      .distinct('entity_ref')
      .pluck('entity_ref');
    return [...new Set((await namesNow(this.knex, refs)).values())];
  }

  /** All names of entities, each with the reference that was asked for. */
  namesOf(refs: readonly string[]): Promise<Map<string, string>> {
    return namesOfEntities(this.knex, refs);
  }

  /** The record that holds an entity, or gives it to the catalog. */
  async holderOf(ref: string): Promise<string | undefined> {
    const row = await this.knex('services')
      .where('bound_ref', ref)
      .orWhere('given_ref', ref)
      .first('record_id');
    return row?.record_id;
  }

  /** The record that holds an entity by another name, which that has now or had before. */
  async holderByAnotherName(
    ref: string,
  ): Promise<{ id: string; number: string } | undefined> {
    const names = await namesOfEntities(this.knex, [ref]);
    if (names.size === 1) return undefined;
    names.delete(ref);
    return this.knex('services as d')
      .join('records as r', 'r.id', 'd.record_id')
      .whereIn('d.bound_ref', [...names.keys()])
      .first('r.id', 'r.number');
  }

  /** The tier that the portfolio says an entity has, to everybody: a restricted record says none. */
  async tierOf(ref: string): Promise<Tier | undefined> {
    const names = await namesOfEntities(this.knex, [ref]);
    // Several practices ask it for one answer.
    const question = {
      table: 'services for everybody',
      column: 'bound_ref',
      columns: ['bound_ref', 'tier'],
    };
    const [found] = await gatheredRows(
      this.knex,
      question,
      [...names.keys()],
      some =>
        this.knex('services')
          .whereIn('bound_ref', [...some])
          .whereNotNull('tier')
          .whereIn('record_id', open =>
            open.select('id').from('records').where('visibility', 'internal'),
          )
          .select(...question.columns),
    );
    return found?.tier;
  }

  /** What an entity is called now. */
  async nameNow(ref: string): Promise<string> {
    return (await namesNow(this.knex, [ref])).get(ref)!;
  }

  /** Records by a former name of one of the entities, each with what that is called now. */
  async renamed(
    tx: Executor,
    refs: readonly string[],
  ): Promise<Map<string, string>> {
    const names = await namesOfEntities(tx, [...new Set(refs)]);
    const found = new Map<string, string>();
    for (const chunk of chunksOf([...names.keys()])) {
      const rows = await tx('services')
        .whereIn('entity_ref', chunk)
        .select('record_id', 'entity_ref');
      const now = await namesNow(
        tx,
        rows.map(row => row.entity_ref),
      );
      for (const { record_id: id, entity_ref: ref } of rows)
        if (now.get(ref) !== ref) found.set(id, now.get(ref)!);
    }
    return found;
  }

  /** The number of the service that an entity says it is; undefined if it says none, or is not there. */
  async saysItIs(ref: string): Promise<string | undefined> {
    const row = await this.knex('catalog_entities')
      .where('ref', ref)
      .whereNull('removed_at')
      .first('fields');
    const fields = JSON.parse(row?.fields ?? '{}');
    return fields[`annotations.${SERVICE_ANNOTATION}`];
  }

  /** Those of the records that are services. */
  async held(
    ids: readonly string[],
    executor: Executor = this.knex,
  ): Promise<HeldRow[]> {
    const found: HeldRow[] = [];
    for (const chunk of chunksOf([...new Set(ids)])) {
      const rows = await executor('services as d')
        .join('records as r', 'r.id', 'd.record_id')
        .whereIn('r.id', chunk)
        .where('r.type', SERVICE)
        .select(
          ...['r.id', 'r.number', 'r.status', 'd.entity_ref', 'd.given_ref'],
        );
      for (const row of rows)
        found.push({
          id: row.id,
          number: row.number,
          entityRef: text(row.entity_ref),
          givenRef: isGiving(row.status) ? text(row.given_ref) : undefined,
        });
    }
    return found;
  }

  /** Services that wait for the catalog to have what it was given, by the reference. */
  async awaited(tx: Executor): Promise<Map<string, string>> {
    const rows = await tx('services')
      .whereNotNull('given_ref')
      .whereNull('entity_ref')
      .select('record_id', 'given_ref');
    return new Map(rows.map(row => [row.given_ref, row.record_id]));
  }

  /** Notes what services give to the catalog, and what they give no longer, as of a journal entry. */
  async noteGiven(
    tx: Executor,
    services: readonly (HeldRow & { revision: number })[],
  ): Promise<void> {
    for (const chunk of chunksOf(services)) {
      const given = chunk.filter(s => s.givenRef !== undefined);
      const before = await tx('service_entities')
        .whereIn(
          'record_id',
          chunk.map(s => s.id),
        )
        .select('ref', 'record_id');
      const revisions = new Map(chunk.map(s => [s.id, s.revision]));
      const now = new Set(given.map(s => s.givenRef));
      const rows = [
        ...before
          .filter(row => !now.has(row.ref))
          .map(row => ({
            ref: row.ref as string,
            record_id: null as string | null,
            former_of: row.record_id as string | null,
            revision: revisions.get(row.record_id)!,
          })),
        ...given.map(s => ({
          ref: s.givenRef!,
          record_id: s.id as string | null,
          former_of: null as string | null,
          revision: s.revision,
        })),
      ];
      if (rows.length > 0)
        await tx('service_entities').insert(rows).onConflict('ref').merge();
    }
  }

  /** Forgets what was given, before it is noted anew. */
  async forgetGiven(tx: Executor): Promise<void> {
    await tx('service_entities').delete();
  }

  /** What changed after a revision, in the order of the changes; whole revisions, so perhaps some more. */
  async givenAfter(revision: number, limit: number): Promise<GivenRow[]> {
    const last = await this.knex('service_entities')
      .where('revision', '>', revision)
      .orderBy('revision')
      .offset(limit - 1)
      .first('revision');
    const query = this.knex('service_entities as g')
      .leftJoin('services as d', q =>
        q
          .on('d.record_id', 'g.record_id')
          // What it became since is told by a later revision, and never as something else.
          .andOn('d.given_ref', 'g.ref'),
      )
      .leftJoin('records as r', q =>
        q.on('r.id', 'd.record_id').andOnIn('r.status', [...GIVING_STATES]),
      )
      .where('g.revision', '>', revision)
      .orderBy(['g.revision', 'g.ref'])
      .select(
        'g.ref',
        'g.revision',
        'd.record_id',
        'r.number',
        'r.title',
        'r.owner_ref',
        'd.purpose',
        'd.successor_ref',
      );
    if (last) query.where('g.revision', '<=', last.revision);
    const rows = await query;
    const former = await rowsAmong(
      this.knex,
      'service_entities',
      'former_of',
      rows.flatMap(row => (row.number === null ? [] : row.record_id)),
      ['ref', 'former_of'],
    );
    const namesOf = (id: string) =>
      former
        .filter(row => row.former_of === id)
        .map(row => String(row.ref))
        .sort();
    return rows.map(row => ({
      ref: row.ref,
      revision: Number(row.revision),
      service:
        row.number === null
          ? undefined
          : {
              number: row.number,
              title: row.title,
              ownerRef: text(row.owner_ref),
              purpose: text(row.purpose),
              successorRef: text(row.successor_ref),
              formerly: namesOf(row.record_id),
            },
    }));
  }

  /** The latest revision that there is. */
  async lastRevision(): Promise<number> {
    const row = await this.knex('service_entities')
      .max({ revision: 'revision' })
      .first();
    return Number(row?.revision ?? 0);
  }
}
