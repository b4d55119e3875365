import type { CiCount, CiFacets } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiRows } from './CiRows';
import type { CiStore } from './CiStore';
import { MOST_LOOKED } from './readVisible';

const KEPT_MS = 30_000;
const MOST_CALLERS = 1_000;

type Counted = Awaited<ReturnType<CiStore['facets']>>;

/** Adds up what was counted, kinds and types with most items first. */
export function toFacets(counted: Counted, more: boolean): CiFacets {
  const kinds = new Map<string, Map<string, number>>();
  const lifecycles = new Map<string, number>();
  let total = 0;
  for (const { kind, type, lifecycle, count } of counted) {
    const types = kinds.get(kind) ?? new Map<string, number>();
    kinds.set(kind, types);
    types.set(type ?? '', (types.get(type ?? '') ?? 0) + count);
    if (lifecycle !== undefined)
      lifecycles.set(lifecycle, (lifecycles.get(lifecycle) ?? 0) + count);
    total += count;
  }
  const of = (count: number): CiCount => ({ count, more });
  const most = (a: readonly [string, number], b: readonly [string, number]) =>
    b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
  const sums = [...kinds].map(
    ([kind, types]) =>
      [kind, [...types.values()].reduce((a, b) => a + b, 0)] as const,
  );
  return {
    kinds: sums.sort(most).map(([kind, count]) => ({
      kind,
      ...of(count),
      types: [...kinds.get(kind)!]
        .filter(([type]) => type !== '')
        .sort(most)
        .map(([type, n]) => ({ type, ...of(n) })),
    })),
    total: of(total),
    lifecycles: [...lifecycles].sort(most).map(([name]) => name),
  };
}

/**
 * How many items there are of each kind and type. To count reads all of them, so it is done once in
 * half a minute for all who may see the whole catalog. For others as many items as a page may look
 * at are checked, and an answer says if there were more.
 */
export class CiFacetCache {
  readonly #kept = new Map<
    string,
    { until: number; facets: Promise<CiFacets> }
  >();

  constructor(
    private readonly kernel: Pick<ItsmKernel, 'authorizer' | 'clock'>,
    private readonly store: CiStore,
    private readonly rows: CiRows,
  ) {}

  async of(caller: Caller): Promise<CiFacets> {
    const whole = await this.kernel.authorizer.readsWholeCatalog(caller);
    const key = whole ? '' : caller.ref;
    const now = this.kernel.clock.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.facets;
    const facets = whole
      ? this.store.facets().then(counted => toFacets(counted, false))
      : this.#looked(caller);
    if (this.#kept.size >= MOST_CALLERS) this.#kept.clear();
    this.#kept.set(key, { until: now + KEPT_MS, facets });
    // A failed count is no answer: the next one counts again.
    facets.catch(() => this.#kept.delete(key));
    return facets;
  }

  async #looked(caller: Caller): Promise<CiFacets> {
    const { rows, more } = await this.rows.read(caller, {
      asked: { words: [], gone: false },
      sort: 'kind',
      order: 'asc',
      wanted: MOST_LOOKED,
    });
    return toFacets(
      rows.map(({ kind, type, lifecycle }) => ({
        kind,
        type,
        lifecycle,
        count: 1,
      })),
      more,
    );
  }
}
