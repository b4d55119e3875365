import { InputError } from '@backstage/errors';
import {
  ALIGNED_TYPES,
  BUSINESS_OBJECTIVE,
  businessObjectiveLifecycle,
  MOST_ALIGNED,
  type AlignedRecord,
  type AlignedRecords,
  type AlignedRecordsQuery,
  type AlignedType,
  type Alignment,
  type AlignmentQuery,
  type BusinessObjectiveState,
  type ServedObjectives,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  ObjectiveBrief,
} from '@callboard/plugin-itsm-node';
import type {
  AlignedRow,
  AlignmentStore,
  Looking,
  ObjectiveRow,
} from './AlignmentStore';

const DAY = 86_400_000;
const PAGE = 50;
const BATCH = 500;

const iso = (at: number) => new Date(at).toISOString();

/** An objective as other parts show it. */
export const briefOf = (row: ObjectiveRow): ObjectiveBrief => ({
  id: row.id,
  number: row.number,
  title: row.title,
  statusLabel:
    businessObjectiveLifecycle.states[row.status as BusinessObjectiveState]
      ?.label ?? row.status,
  statusCategory: row.statusCategory as ObjectiveBrief['statusCategory'],
  progress: row.progress,
});

/** What serves which objective, one method a question. */
export interface AlignmentService {
  matrix(caller: Caller, query: AlignmentQuery): Promise<Alignment>;
  /** Those that serve an objective, or that serve none. */
  records(caller: Caller, query: AlignedRecordsQuery): Promise<AlignedRecords>;
  /** The same, as rows of a file. */
  export(
    caller: Caller,
    query: Omit<AlignedRecordsQuery, 'limit' | 'cursor'>,
  ): Promise<{ header: string[]; rows: AsyncGenerator<string[]> }>;
  /** Which objectives a record serves. @throws NotFoundError */
  served(caller: Caller, id: string): Promise<ServedObjectives>;
}

const HEADER = [
  'Number',
  'Type',
  'Title',
  'Status',
  'Service',
  'Owner group',
  'Created',
  'Serves it',
];

/** Alignment, of what the caller may read. Knows no permissions: see the authorized one. */
export class DefaultAlignmentService implements AlignmentService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'recordTypes' | 'csv'
    >,
    private readonly store: AlignmentStore,
  ) {}

  #looking(caller: Caller, days: number): Looking {
    return {
      readable: this.kernel.records.conditions(caller).readable,
      since: this.kernel.clock.now() - days * DAY,
    };
  }

  async matrix(caller: Caller, { days }: AlignmentQuery): Promise<Alignment> {
    const looking = this.#looking(caller, days);
    const { store } = this;
    const [objectives, serving, totals] = await Promise.all([
      store.objectives(looking.readable, MOST_ALIGNED + 1),
      store.serving(looking),
      store.totals(looking),
    ]);
    const counted = new Map(
      serving.map(s => [`${s.objectiveId} ${s.type}`, s]),
    );
    const ofTypes = <T>(of: (type: AlignedType) => T) =>
      Object.fromEntries(ALIGNED_TYPES.map(t => [t, of(t)])) as Record<
        AlignedType,
        T
      >;
    return {
      days,
      objectives: objectives.slice(0, MOST_ALIGNED).map(row => ({
        ...briefOf(row),
        theme: row.theme,
        periodTo: row.periodTo === undefined ? undefined : iso(row.periodTo),
        serving: ofTypes(type => {
          const { direct = 0, through = 0 } =
            counted.get(`${row.id} ${type}`) ?? {};
          return { direct, through };
        }),
      })),
      more: objectives.length > MOST_ALIGNED,
      totals: ofTypes(type => {
        const { all = 0, none = 0 } = totals.find(t => t.type === type) ?? {};
        return { all, none };
      }),
    };
  }

  async #asked(
    caller: Caller,
    query: Pick<AlignedRecordsQuery, 'objective' | 'types'>,
  ) {
    const { objective, types } = query;
    return {
      types: types?.length ? types : ALIGNED_TYPES,
      objectiveId:
        objective === undefined
          ? undefined
          : (
              await this.kernel.records.view(
                caller,
                objective,
                BUSINESS_OBJECTIVE,
              )
            ).record.id,
    };
  }

  async records(
    caller: Caller,
    query: AlignedRecordsQuery,
  ): Promise<AlignedRecords> {
    const limit = query.limit ?? PAGE;
    const asked = await this.#asked(caller, query);
    const rows = await this.store.records(this.#looking(caller, query.days), {
      ...asked,
      limit: limit + 1,
      after: query.cursor === undefined ? undefined : this.#after(query.cursor),
    });
    const items = rows.slice(0, limit);
    return {
      items: items.map(row => this.#shown(row)),
      pageInfo:
        rows.length > limit
          ? { nextCursor: this.#cursor(items[items.length - 1]) }
          : {},
      refs: await this.kernel.catalog.describe(
        items.flatMap(({ serviceRef, ownerRef }) => [serviceRef, ownerRef]),
      ),
    };
  }

  #cursor = ({ id }: AlignedRow) => Buffer.from(id).toString('base64url');

  /** @throws InputError for a cursor that is none of ours */
  #after(cursor: string): string {
    const id = Buffer.from(cursor, 'base64url').toString();
    if (!/^[0-9a-f-]{36}$/.test(id))
      throw new InputError('cursor: must be pageInfo.nextCursor of this list');
    return id;
  }

  #statusLabel({ type, status }: AlignedRow): string {
    const known = this.kernel.recordTypes.all().find(one => one.type === type);
    return known?.lifecycle.states[status]?.label ?? status;
  }

  #shown(row: AlignedRow): AlignedRecord {
    return {
      ...row,
      statusLabel: this.#statusLabel(row),
      statusCategory: row.statusCategory as AlignedRecord['statusCategory'],
      priority: row.priority as AlignedRecord['priority'],
      createdAt: iso(row.createdAt),
    };
  }

  async export(
    caller: Caller,
    query: Omit<AlignedRecordsQuery, 'limit' | 'cursor'>,
  ): Promise<{ header: string[]; rows: AsyncGenerator<string[]> }> {
    const asked = await this.#asked(caller, query);
    const looking = this.#looking(caller, query.days);
    return { header: HEADER, rows: this.#rows(looking, asked) };
  }

  async *#rows(
    looking: Looking,
    asked: { types: readonly AlignedType[]; objectiveId?: string },
  ): AsyncGenerator<string[]> {
    let left = this.kernel.csv.maxRows;
    let after: string | undefined;
    while (left > 0) {
      const limit = Math.min(BATCH, left);
      const rows = await this.store.records(looking, {
        ...asked,
        limit,
        after,
      });
      for (const row of rows)
        yield [
          row.number,
          row.type,
          row.title,
          this.#statusLabel(row),
          row.serviceRef ?? '',
          row.ownerRef ?? '',
          iso(row.createdAt),
          { direct: 'itself', through: 'through its service' }[
            row.how as string
          ] ?? 'none',
        ];
      if (rows.length < limit) return;
      left -= rows.length;
      after = rows[rows.length - 1].id;
    }
  }

  async served(caller: Caller, id: string): Promise<ServedObjectives> {
    const { records } = this.kernel;
    const { record, viewer } = await records.view(caller, id);
    const { readable } = records.conditions(caller);
    const [services, works] = await Promise.all([
      this.store.servicesOf(
        readable,
        record.serviceRef === undefined ? [] : [record.serviceRef],
      ),
      records.workedOn(caller, [record.id]),
    ]);
    const others = new Map(
      services.filter(s => s.id !== record.id).map(s => [s.id, s]),
    );
    const found = await this.store.servedBy(readable, [
      record.id,
      ...others.keys(),
    ]);
    const direct = found.filter(({ fromId }) => fromId === record.id);
    const own = new Set(direct.map(one => one.id));
    return {
      direct: direct.map(row => ({ ...briefOf(row), linkId: row.linkId })),
      through: found
        .filter(row => others.has(row.fromId) && !own.has(row.id))
        .map(row => {
          const { number, title } = others.get(row.fromId)!;
          return { ...briefOf(row), service: { number, title } };
        }),
      canEdit: viewer.canUpdate && works.has(record.id),
    };
  }
}
