import { InputError, NotFoundError } from '@backstage/errors';
import {
  serviceLevelsUpdatePermission,
  type Outage,
  type OutageExportQuery,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { AskedOutages, OutageRow, OutageStore } from './OutageStore';

/** Outages that are looked at for one page, at most. */
const MOST_LOOKED = 2_000;
/** What the catalog is asked about in one call. */
const AT_ONCE = 200;

const iso = (instant: number) => new Date(instant).toISOString();

/** Outages as somebody may see them. */
export class OutageViews {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'catalogAccess'
    >,
    private readonly store: OutageStore,
  ) {}

  /** The entity as it is called now. @throws NotFoundError if it is not there for the caller */
  async entity(caller: Caller, ref: string): Promise<string> {
    const { catalog, catalogAccess } = this.kernel;
    const found = await catalog.find(ref);
    if (found && (await catalogAccess.readable(caller, [found.ref])).size > 0)
      return found.ref;
    throw new NotFoundError(
      `There is no ${ref} in the catalog, or you may not see it; check the reference`,
    );
  }

  /** What is asked for, if the caller may ask for it. */
  async asked(
    caller: Caller,
    question: Omit<OutageExportQuery, 'bom'>,
  ): Promise<AskedOutages> {
    const { entity, record, from, to, kind, withdrawn } = question;
    const asked: AskedOutages = {
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
      kinds: kind,
      withdrawn,
    };
    if (asked.from !== undefined && asked.to! <= asked.from)
      throw new InputError('to: must be after from');
    if (entity !== undefined)
      asked.entityRef = await this.entity(caller, entity);
    if (record !== undefined) {
      const view = await this.kernel.records.view(caller, record);
      asked.recordId = view.record.id;
    }
    return asked;
  }

  /**
   * Outages that the caller may see, behind one. Whoever sees little of the catalog may get fewer than
   * asked for, and a next page all the same.
   */
  async visible(
    caller: Caller,
    asked: AskedOutages,
    wanted: number,
    after?: OutageRow,
  ): Promise<{
    rows: { seen: OutageRow[]; last?: OutageRow };
    more: boolean;
  }> {
    const seen: OutageRow[] = [];
    let last = after;
    for (let looked = 0; looked < MOST_LOOKED; ) {
      const size = looked === 0 ? wanted + 1 : AT_ONCE;
      const batch = await this.store.page(asked, size, last);
      const readable = await this.kernel.catalogAccess.readable(
        caller,
        batch.map(({ entityRef }) => entityRef),
      );
      for (const row of batch) {
        if (readable.has(row.entityRef)) {
          if (seen.length === wanted)
            return { rows: { seen, last }, more: true };
          seen.push(row);
        }
        last = row;
      }
      if (batch.length < size) return { rows: { seen, last }, more: false };
      looked += batch.length;
    }
    return { rows: { seen, last }, more: true };
  }

  /** Whether the caller may see what was not there. */
  async seesEntity(
    caller: Caller,
    { entityRef }: Pick<OutageRow, 'entityRef'>,
  ): Promise<boolean> {
    const { catalogAccess } = this.kernel;
    return (await catalogAccess.readable(caller, [entityRef])).size > 0;
  }

  /** Whether the caller may see an outage's entity, and its record if it has one. */
  async sees(caller: Caller, row: OutageRow): Promise<boolean> {
    const [entity, numbers] = await Promise.all([
      this.seesEntity(caller, row),
      row.recordId
        ? this.kernel.records.readableNumbers(caller, [row.recordId])
        : undefined,
    ]);
    return entity && (!numbers || numbers.size > 0);
  }

  /** Outages with their records, as far as the caller may read those. Two statements for all. */
  async present(caller: Caller, rows: readonly OutageRow[]): Promise<Outage[]> {
    const { records } = this.kernel;
    const ids = rows.flatMap(({ recordId }) => recordId ?? []);
    const [numbers, worked] =
      ids.length === 0
        ? [new Map<string, string>(), new Set<string>()]
        : await Promise.all([
            records.readableNumbers(caller, ids),
            records.workedOn(caller, ids),
          ]);
    const updates = isPermitted(caller, serviceLevelsUpdatePermission);
    return rows.map((row): Outage => {
      const { recordId } = row;
      const number = recordId && numbers.get(recordId);
      return {
        id: row.id,
        entityRef: row.entityRef,
        kind: row.kind,
        begin: iso(row.begin),
        end: row.end === undefined ? undefined : iso(row.end),
        ...(number && { record: { id: recordId, number } }),
        note: recordId && !number ? undefined : row.note,
        source: row.keeper ? 'record' : 'people',
        corrected: row.byPeople.length > 0,
        withdrawnAt:
          row.withdrawnAt === undefined ? undefined : iso(row.withdrawnAt),
        version: row.version,
        createdAt: iso(row.createdAt),
        updatedAt: iso(row.updatedAt),
        mayChange: recordId ? worked.has(recordId) : updates,
      };
    });
  }
}
