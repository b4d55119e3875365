import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  MANAGED_COLUMNS,
  MANAGED_LEVELS,
  managedLevelOf,
  TIER_LABELS,
  type ManagedColumn,
  type ManagedExportQuery,
  type ManagedListQuery,
  type ManagedPage,
  type ManagedService as Managed,
  type ManagedSummary,
  type Recompute,
  type ServiceChecklist,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  portfolioServicesRef,
  readVisible,
  type Caller,
  type ItsmKernel,
  type PortfolioServiceBrief,
} from '@callboard/plugin-itsm-node';
import { seenRecord } from './access';
import {
  MANAGED_ORDERS,
  type CatalogueStore,
  type ListedProfile,
  type ManagedQuestion,
} from './CatalogueStore';
import { readPlace, writePlace, type Place } from './place';
import type { ProfileWork } from './ProfileWork';
import type { ServiceProfiles } from './ServiceProfiles';

const DEFAULT_LIMIT = 50;
const EXPORTED_AT_ONCE = 200;

/** A file of services. */
export interface ManagedExport {
  header: readonly string[];
  rows: AsyncGenerator<string[]>;
}

/** How well services are managed. */
export interface ManagedService {
  /** The worst managed first. @throws InputError for a cursor of another list */
  list(caller: Caller, query: ManagedListQuery): Promise<ManagedPage>;
  summary(caller: Caller): Promise<ManagedSummary>;
  export(caller: Caller, query: ManagedExportQuery): Promise<ManagedExport>;
  /** @throws NotFoundError for what is no service, or that the caller may not see */
  checklist(caller: Caller, ref: string): Promise<ServiceChecklist>;
  /** Plans to look at one service, or all. */
  recompute(caller: Caller, command: Recompute): Promise<void>;
}

type Kernel = Pick<
  ItsmKernel,
  | 'authorizer'
  | 'catalog'
  | 'catalogAccess'
  | 'csv'
  | 'database'
  | 'serviceViews'
  | 'services'
>;

const LABELS: Readonly<Record<ManagedColumn, string>> = {
  title: 'Service',
  ref: 'Reference',
  kind: 'Kind',
  type: 'Type',
  lifecycle: 'Lifecycle',
  ownerRef: 'Owner',
  systemRef: 'System',
  tier: 'Tier',
  record: 'Record',
  score: 'Score',
  level: 'Level',
  missing: 'Missing',
  computedAt: 'Looked at',
};

const levelLabel = (score: number) =>
  MANAGED_LEVELS.find(({ value }) => value === managedLevelOf(score))!.label;

const meanOf = (scores: readonly number[]): number | undefined =>
  scores.length === 0
    ? undefined
    : Math.round(scores.reduce((a, b) => a + b, 0) / scores.length);

function toQuestion(
  caller: Caller,
  query: ManagedListQuery | ManagedExportQuery,
): ManagedQuestion {
  const { q, owner, kind, tier, level, missing } = query;
  return {
    q,
    owners: owner?.flatMap((one): (string | undefined)[] => {
      if (one === 'mine') return [...caller.ownership];
      return [one === 'none' ? undefined : one];
    }),
    kinds: kind,
    tiers: tier?.map(one => (one === 'none' ? undefined : one)),
    levels: level,
    missing,
  };
}

/** See {@link ManagedService}. What the caller may not see in the catalog is not there. */
export class DefaultManagedService implements ManagedService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: CatalogueStore;
      profiles: ServiceProfiles;
      work: ProfileWork;
    },
  ) {}

  async list(caller: Caller, query: ManagedListQuery): Promise<ManagedPage> {
    const { limit = DEFAULT_LIMIT, cursor, ...asked } = query;
    const sort = asked.sort ?? 'score';
    const from =
      cursor === undefined
        ? undefined
        : readPlace(asked, cursor, MANAGED_ORDERS[sort].kinds);
    const found = await this.#read(caller, asked, from, limit);
    const items = await this.#present(caller, found.rows);
    return {
      items,
      pageInfo: {
        nextCursor: found.more
          ? writePlace(asked, found.rows[found.rows.length - 1].place)
          : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.flatMap(({ ownerRef, systemRef }) => [ownerRef, systemRef]),
      ),
    };
  }

  async summary(caller: Caller): Promise<ManagedSummary> {
    const { store, profiles } = this.deps;
    const { catalogAccess, authorizer, catalog, serviceViews } = this.kernel;
    const [whole, all, { evaluatedAt }] = await Promise.all([
      authorizer.readsWholeCatalog(caller),
      store.scores(),
      profiles.store.state(),
    ]);
    const readable = await catalogAccess.readable(
      caller,
      all.flatMap(({ ref, ownerRef }) => (ownerRef ? [ref, ownerRef] : [ref])),
    );
    const seen = all.filter(({ ref }) => readable.has(ref));
    const gaps = await store.gaps(whole ? undefined : seen.map(s => s.ref));
    const scored = seen.flatMap(({ score }) => score ?? []);
    const teams = teamsOf(
      seen.map(({ ownerRef, score }) => ({
        ownerRef: ownerRef && readable.has(ownerRef) ? ownerRef : undefined,
        score,
      })),
    );
    return {
      services: seen.length,
      score: meanOf(scored),
      levels: MANAGED_LEVELS.map(({ value }) => ({
        level: value,
        count: scored.filter(score => managedLevelOf(score) === value).length,
      })),
      teams,
      checks: serviceViews
        .checks()
        .flatMap(({ key, label, why, remedy }) => {
          const gap = gaps.get(key);
          return gap ? [{ key, label, why, remedy, ...gap }] : [];
        })
        .sort((a, b) => b.missing - a.missing || (a.label < b.label ? -1 : 1)),
      computedAt:
        evaluatedAt === undefined
          ? undefined
          : new Date(evaluatedAt).toISOString(),
      refs: await catalog.describe(teams.map(({ ownerRef }) => ownerRef)),
      viewer: { canRecompute: hasRole(caller, 'admin') },
    };
  }

  async export(
    caller: Caller,
    query: ManagedExportQuery,
  ): Promise<ManagedExport> {
    const { columns: asked = [] } = query;
    const columns = asked.length > 0 ? asked : MANAGED_COLUMNS;
    return {
      header: columns.map(column => LABELS[column]),
      rows: this.#rows(caller, query, columns),
    };
  }

  async checklist(caller: Caller, asked: string): Promise<ServiceChecklist> {
    const entity = await this.kernel.catalog.find(asked);
    const ref = entity?.ref ?? asked;
    const readable = await this.kernel.catalogAccess.readable(caller, [ref]);
    const found = readable.has(ref)
      ? await this.deps.profiles.checklist(ref, async id => {
          const portfolio = this.kernel.services.find(portfolioServicesRef);
          const records = await portfolio?.readable(caller, [id]);
          return seenRecord(caller, records?.get(id));
        })
      : undefined;
    if (!found)
      throw new NotFoundError(
        `${asked} is no service that was looked at, or you may not see it; new ones are looked at within a minute`,
      );
    return found;
  }

  async recompute(caller: Caller, { ref }: Recompute): Promise<void> {
    if (ref === undefined) {
      if (!hasRole(caller, 'admin'))
        throw new NotAllowedError(
          'Only administrators look at all services anew; name one with ref',
        );
      await this.deps.work.planAll();
      return;
    }
    const readable = await this.kernel.catalogAccess.readable(caller, [ref]);
    const entity = readable.has(ref)
      ? await this.kernel.catalog.find(ref)
      : undefined;
    if (!entity)
      throw new InputError(
        `ref: there is no ${ref} in the catalog, or you may not see it`,
      );
    await this.deps.profiles.lookSoon([entity.ref]);
  }

  async #read(
    caller: Caller,
    query: ManagedListQuery | ManagedExportQuery,
    from: Place | undefined,
    wanted: number,
  ) {
    const { sort = 'score', order = 'asc' } = query;
    const question = toQuestion(caller, query);
    return readVisible<ListedProfile>(wanted, {
      whole: await this.kernel.authorizer.readsWholeCatalog(caller),
      after: (row, limit) =>
        this.deps.store.managed(question, sort, order, {
          after: row?.place ?? from,
          limit,
        }),
      visible: async rows => {
        const readable = await this.kernel.catalogAccess.readable(
          caller,
          rows.map(({ ref }) => ref),
        );
        return rows.filter(({ ref }) => readable.has(ref));
      },
      canEndAt: () => false,
    });
  }

  async #present(
    caller: Caller,
    rows: readonly ListedProfile[],
  ): Promise<Managed[]> {
    const ids = rows.flatMap(({ recordId }) => recordId ?? []);
    const portfolio = this.kernel.services.find(portfolioServicesRef);
    const [readable, records] = await Promise.all([
      this.kernel.catalogAccess.readable(caller, [
        ...new Set(
          rows.flatMap(({ ownerRef, systemRef }) =>
            [ownerRef, systemRef].filter(ref => ref !== undefined),
          ),
        ),
      ]),
      ids.length > 0 && portfolio
        ? portfolio.readable(caller, ids)
        : new Map<string, PortfolioServiceBrief>(),
    ]);
    const visible = (ref: string | undefined) =>
      ref !== undefined && readable.has(ref) ? ref : undefined;
    return rows.map(row => {
      const record = row.recordId ? records.get(row.recordId) : undefined;
      return {
        id: row.ref,
        ref: row.ref,
        title: row.title,
        kind: row.kind as Managed['kind'],
        type: row.type,
        lifecycle: row.lifecycle,
        ownerRef: visible(row.ownerRef),
        systemRef: visible(row.systemRef),
        tier: row.tier,
        record: record && {
          number: record.number,
          statusLabel: record.statusLabel,
          statusCategory: record.statusCategory,
        },
        score: row.score,
        level: row.score === undefined ? undefined : managedLevelOf(row.score),
        missing: this.deps.profiles.missingOf(row.checks),
        computedAt: new Date(row.computedAt).toISOString(),
      };
    });
  }

  async *#rows(
    caller: Caller,
    query: ManagedExportQuery,
    columns: readonly ManagedColumn[],
  ): AsyncGenerator<string[]> {
    const { maxRows } = this.kernel.csv;
    let left = maxRows;
    let from: Place | undefined;
    for (;;) {
      const { rows, more } = await this.#read(
        caller,
        query,
        from,
        Math.min(EXPORTED_AT_ONCE, left),
      );
      for (const item of await this.#present(caller, rows))
        yield columns.map(column => cellOf(item, column));
      left -= rows.length;
      if (!more) return;
      if (left === 0) {
        yield [`Stopped after ${maxRows} rows; filter to get the others`];
        return;
      }
      from = rows[rows.length - 1].place;
    }
  }
}

function cellOf(item: Managed, column: ManagedColumn): string {
  const { score, tier, record, missing } = item;
  switch (column) {
    case 'tier':
      return tier ? TIER_LABELS[tier] : '';
    case 'record':
      return record?.number ?? '';
    case 'score':
      return score === undefined ? '' : String(score);
    case 'level':
      return score === undefined ? '' : levelLabel(score);
    case 'missing':
      return missing.map(({ label }) => label).join('; ');
    default:
      return item[column] ?? '';
  }
}

/** Teams with the mean of their services, the worst first. */
function teamsOf(
  services: readonly { ownerRef?: string; score?: number }[],
): ManagedSummary['teams'] {
  const scores = new Map<string | undefined, number[]>();
  for (const { ownerRef, score } of services)
    if (score !== undefined)
      scores.set(ownerRef, [...(scores.get(ownerRef) ?? []), score]);
  return [...scores]
    .map(([ownerRef, own]) => ({
      ownerRef,
      services: own.length,
      score: meanOf(own)!,
    }))
    .sort(
      (a, b) =>
        a.score - b.score ||
        b.services - a.services ||
        ((a.ownerRef ?? '') < (b.ownerRef ?? '') ? -1 : 1),
    );
}
