import {
  ACTIVE_CATEGORIES,
  type LinkKind,
} from '@callboard/plugin-itsm-common';
import {
  nameNowSql,
  rowsAmong,
  type IncidentBrief,
  type OngoingDisruption,
  type RecordCondition,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** An announced major incident that is not over. Instants are milliseconds since the epoch. */
export interface AnnouncedIncident {
  recordId: string;
  serviceRef: string;
  summary: string;
  since: number;
  updatedAt: number;
  nextUpdateAt?: number;
}

/** What an open incident says of something that it is about. */
export interface PressingIncident {
  ref: string;
  priority?: StoredRecord['priority'];
  major: boolean;
  impact?: number;
}

/** More pressing incidents at once are looked at no more: the most urgent are. */
const MOST_PRESSING = 2_000;

/** More identifiers in one statement than this some engines refuse. */
const CHUNK = 500;

const toBrief = (row: any): IncidentBrief => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  statusCategory: row.status_category,
  priority: row.priority ?? undefined,
  major: Boolean(row.major),
  serviceRef: row.service_ref ?? undefined,
  ciRef: row.ci_ref ?? undefined,
  openedAt: Number(row.created_at),
});

/** More announced disruptions of what somebody looks at are no news any more. */
const MOST_DISRUPTIONS = 50;

/** The practice's own queries; its columns are written by the door. */
export class IncidentStore {
  constructor(private readonly knex: Knex) {}

  /** Announced major incidents that are not over: few, however many incidents there are. */
  #announced() {
    return this.knex('incidents as d')
      .join('records as r', 'r.id', 'd.record_id')
      .whereNotNull('d.major')
      .where('d.major', true)
      .where('d.major_announced', true)
      .where('r.visibility', 'internal')
      .whereIn('r.status_category', ['open', 'waiting']);
  }

  /**
   * Announced major incidents that are not over, of the given services or of the parts of the
   * given systems, under any name that those had; the newest. Restricted ones are never announced.
   */
  async announced(services: readonly string[]): Promise<AnnouncedIncident[]> {
    if (services.length === 0) return [];
    const service = this.knex.raw(nameNowSql('r.service_ref'));
    const rows = await this.#announced()
      .where(w =>
        w
          .whereIn(service as never, [...services])
          .orWhereIn(service as never, parts =>
            parts
              .select('ref')
              .from('catalog_entities')
              .whereIn('system_ref', [...services]),
          ),
      )
      .orderBy('d.major_since', 'desc')
      .limit(MOST_DISRUPTIONS)
      .select(
        'r.id',
        { service_ref: service },
        'r.updated_at',
        'd.major_summary',
        'd.major_since',
        'd.next_update_at',
      );
    return rows.map(row => ({
      recordId: row.id,
      serviceRef: row.service_ref,
      summary: row.major_summary,
      since: Number(row.major_since),
      updatedAt: Number(row.updated_at),
      nextUpdateAt:
        row.next_update_at === null ? undefined : Number(row.next_update_at),
    }));
  }

  /** What announced major incidents that are not over are filed against, under the name of then; all of it. */
  async announcedOf(): Promise<string[]> {
    return this.#announced()
      .whereNotNull('r.service_ref')
      .distinct('r.service_ref')
      .pluck('r.service_ref');
  }

  /**
   * Open incidents that say how a service does: major and urgent ones, as far as they can be read, once for
   * each of the names that they are filed against, are about or are linked to. Begins with what is pressing,
   * which is little, and not with what services ever had. Two statements.
   *
   * @param names - of all there are if absent
   */
  async pressing(
    readable: RecordCondition,
    names?: readonly string[],
  ): Promise<PressingIncident[]> {
    const rows = await this.#briefs(readable)
      .whereIn('r.status_category', [...ACTIVE_CATEGORIES])
      .where(w => w.where('r.priority', '<=', 2).orWhere('d.major', true))
      .orderBy(['r.priority', 'r.id'])
      .limit(MOST_PRESSING)
      .select('d.impact');
    const asked = names && new Set(names);
    const isAsked = (ref: unknown) =>
      typeof ref === 'string' && (asked?.has(ref) ?? true);
    const refs = new Map<string, Set<string>>(
      rows.map(row => [
        row.id,
        new Set([row.service_ref, row.ci_ref].filter(isAsked)),
      ]),
    );
    const linked = await rowsAmong(
      this.knex,
      'links',
      'from_id',
      [...refs.keys()],
      ['from_id', 'to_ref'],
    );
    for (const { from_id: id, to_ref: ref } of linked)
      if (isAsked(ref)) refs.get(id)!.add(ref);
    return rows.flatMap(({ id, priority, major, impact }) =>
      [...refs.get(id)!].map(ref => ({
        ref,
        priority: priority ?? undefined,
        major: Boolean(major),
        impact: impact ?? undefined,
      })),
    );
  }

  /** Services and configuration items of announced major incidents that are not over. */
  async disrupted(): Promise<Set<string>> {
    const ongoing = await this.ongoing();
    return new Set(ongoing.flatMap(({ items }) => items));
  }

  /** See {@link DisruptionsService}. */
  async ongoing(): Promise<OngoingDisruption[]> {
    const rows = await this.#announced()
      .orderBy('d.major_since', 'desc')
      .select(
        'r.id',
        'r.number',
        'r.created_at',
        'r.service_ref',
        'd.ci_ref',
        'd.major_since',
      );
    return rows.map(row => ({
      recordId: row.id,
      number: row.number,
      since: Number(row.major_since ?? row.created_at),
      items: [row.service_ref, row.ci_ref].filter(Boolean),
    }));
  }

  /** See {@link DisruptionsService}. */
  async itemsOf(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<{ recordId: string; major: boolean; items: string[] }[]> {
    const rows = await executor('incidents as d')
      .join('records as r', 'r.id', 'd.record_id')
      .whereIn('d.record_id', [...recordIds])
      .select('r.id', 'r.service_ref', 'd.ci_ref', 'd.major');
    return rows.map(row => ({
      recordId: row.id,
      major: Boolean(row.major),
      items: [row.service_ref, row.ci_ref].filter(Boolean),
    }));
  }

  /** Which of the records are incidents. */
  async incidentsAmong(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await executor('records')
      .whereIn('id', [...new Set(ids)])
      .where('type', 'incident')
      .select('id');
    return new Set(rows.map(row => row.id));
  }

  /** The incidents that were closed as duplicates of one, oldest first, at most 100. */
  async duplicatesOf(recordId: string): Promise<string[]> {
    const rows = await this.knex('links')
      .where({ kind: 'duplicate-of', to_id: recordId })
      .orderBy('created_at')
      .limit(100)
      .select('from_id');
    return rows.map(row => row.from_id);
  }

  /** The entities that an incident was linked to, with the kind of link. */
  async entityLinks(
    recordId: string,
  ): Promise<{ kind: LinkKind; target: string }[]> {
    const rows = await this.knex('links')
      .where('from_id', recordId)
      .whereNotNull('to_ref')
      .select('kind', 'to_ref');
    return rows.map(row => ({ kind: row.kind, target: row.to_ref }));
  }

  /** Incidents that were opened within a span and not cancelled, of those that may be read. */
  async opened(
    readable: RecordCondition,
    span: { from: number; to: number },
    limit: number,
  ): Promise<IncidentBrief[]> {
    const rows = await this.#briefs(readable)
      .where('r.created_at', '>=', span.from)
      .where('r.created_at', '<=', span.to)
      .whereNot('r.status_category', 'cancelled')
      .orderBy(['r.created_at', 'r.id'])
      .limit(limit);
    return rows.map(toBrief);
  }

  /** Those of the records that are incidents and may be read. */
  async briefs(
    readable: RecordCondition,
    ids: readonly string[],
  ): Promise<Map<string, IncidentBrief>> {
    const found = new Map<string, IncidentBrief>();
    for (let i = 0; i < ids.length; i += CHUNK) {
      const rows = await this.#briefs(readable).whereIn(
        'r.id',
        ids.slice(i, i + CHUNK),
      );
      for (const row of rows) found.set(row.id, toBrief(row));
    }
    return found;
  }

  #briefs({ sql, bindings }: RecordCondition) {
    return this.knex('records as r')
      .join('incidents as d', 'd.record_id', 'r.id')
      .where('r.type', 'incident')
      .whereRaw(sql, bindings)
      .select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.status_category',
        'r.priority',
        'r.service_ref',
        'r.created_at',
        'd.major',
        'd.ci_ref',
      );
  }
}
