import type { CiClass, CiCount, CiFacets } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import type { CiRows } from './CiRows';
import type { CiStore, CountedCis } from './CiStore';
import { classIn } from './classRules';
import { MOST_LOOKED } from './readVisible';

const KEPT_MS = 30_000;
const MOST_CALLERS = 1_000;

/** Adds up by a name, the most frequent first. */
function addUp<T extends { count: number }>(
  counted: readonly T[],
  nameOf: (one: T) => string | undefined,
): [name: string, count: number][] {
  const sums = new Map<string, number>();
  for (const one of counted) {
    const name = nameOf(one);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + one.count);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Adds up what was counted. */
export function toFacets(
  counted: readonly CountedCis[],
  classes: readonly CiClass[],
  more: boolean,
): CiFacets {
  const all = (some: readonly CountedCis[]): CiCount => ({
    count: some.reduce((sum, { count }) => sum + count, 0),
    more,
  });
  const names = new Map(classes.map(c => [c.key, c.name]));
  return {
    kinds: addUp(counted, ({ kind }) => kind).map(([kind, count]) => ({
      kind,
      count,
      more,
      types: addUp(
        counted.filter(one => one.kind === kind),
        ({ type }) => type,
      ).map(([type, n]) => ({ type, count: n, more })),
    })),
    classes: addUp(counted, one => classIn(classes, one)?.key).map(
      ([key, count]) => ({ class: key, name: names.get(key)!, count, more }),
    ),
    fromSources: all(counted.filter(({ owned }) => owned)),
    total: all(counted),
    lifecycles: addUp(counted, ({ lifecycle }) => lifecycle).map(
      ([name]) => name,
    ),
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
    private readonly facts: Pick<CiFactsReader, 'classes'>,
  ) {}

  async of(caller: Caller): Promise<CiFacets> {
    const whole = await this.kernel.authorizer.readsWholeCatalog(caller);
    const key = whole ? '' : caller.ref;
    const now = this.kernel.clock.now();
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept.facets;
    const facets = whole ? this.#counted() : this.#looked(caller);
    if (this.#kept.size >= MOST_CALLERS) this.#kept.clear();
    this.#kept.set(key, { until: now + KEPT_MS, facets });
    // A failed count is no answer: the next one counts again.
    facets.catch(() => this.#kept.delete(key));
    return facets;
  }

  async #counted(): Promise<CiFacets> {
    const [counted, classes] = await Promise.all([
      this.store.facets(),
      this.facts.classes(),
    ]);
    return toFacets(counted, classes, false);
  }

  async #looked(caller: Caller): Promise<CiFacets> {
    const [{ rows, more }, classes] = await Promise.all([
      this.rows.read(caller, {
        asked: { words: [], gone: false },
        sort: 'kind',
        order: 'asc',
        wanted: MOST_LOOKED,
      }),
      this.facts.classes(),
    ]);
    return toFacets(
      rows.map(row => ({ ...row, count: 1 })),
      classes,
      more,
    );
  }
}
