import {
  CHANGE_WINDOW_KIND,
  itemInScope,
  occurrencesOf,
  timesOf,
  typeInScope,
  type ScopeItem,
  type TypeFacts,
  type WindowBody,
  type WindowKind,
  type WindowOccurrence,
  type WindowTime,
} from '@callboard/plugin-itsm-common';
import type { Definition, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { WindowStore } from './WindowStore';

/** A freeze that meets items of a change at a time. */
export interface MetWindow {
  /** Of the definition. */
  key: string;
  body: WindowBody;
  time: WindowTime;
  /** Those of the items asked about that it is about; none if it is about everything. */
  items: readonly string[];
}

/** What is asked whether windows are about it. */
export interface AskedItems extends TypeFacts {
  /** References of the items. */
  items: readonly string[];
}

/** A span of instants, milliseconds since the epoch. */
export interface AskedSpan {
  from: number;
  to: number;
}

/**
 * Freezes and maintenance windows as they are defined now. It knows no caller: whoever shows what it
 * says asks what the caller may see.
 */
export class WindowBook {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'definitions' | 'serviceFacts'>,
    private readonly store: WindowStore,
  ) {}

  /** The windows that hold, by key. */
  async windows(kind?: WindowKind): Promise<Definition<WindowBody>[]> {
    const all = await this.kernel.definitions.list<WindowBody>(
      CHANGE_WINDOW_KIND,
    );
    return all
      .filter(({ body }) => kind === undefined || body.kind === kind)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** All occurrences that overlap a span, in order. @throws RangeError for more than ten years */
  async occurrences(
    { from, to }: AskedSpan,
    kind?: WindowKind,
  ): Promise<WindowOccurrence[]> {
    return occurrencesOf(await this.windows(kind), from, to);
  }

  /**
   * The freezes that are about items of a change within a span, by their begin. Standard changes are
   * meant too, unless they are pre-approved and a freeze excepts them.
   */
  freezesFor(asked: AskedItems, span: AskedSpan): Promise<MetWindow[]> {
    return this.met(asked, span, 'freeze');
  }

  /** The windows that are about items of a change within a span, by their begin. */
  async met(
    { items, ...change }: AskedItems,
    { from, to }: AskedSpan,
    kind?: WindowKind,
  ): Promise<MetWindow[]> {
    const times = (await this.windows(kind))
      .filter(({ body }) => typeInScope(body.scope, change))
      .map(({ key, body }) => ({ key, body, times: timesOf(body, from, to) }))
      // Facts are looked up only if there is a window at that time.
      .filter(window => window.times.length > 0);
    if (times.length === 0) return [];
    const facts = await this.itemsOf(
      items,
      times.some(({ body: { scope } }) => scope.tiers || scope.except?.tiers),
    );
    return times
      .flatMap(({ key, body, times: all }) => {
        const about = facts
          .filter(item => itemInScope(body.scope, item))
          .map(({ ref }) => ref);
        const nothing = about.length === 0;
        if (nothing && !(items.length === 0 && body.scope.all)) return [];
        return all.map(time => ({ key, body, time, items: about }));
      })
      .sort((a, b) => a.time.startsAt - b.time.startsAt);
  }

  /** What decides whether windows are about items. */
  async itemsOf(
    refs: readonly string[],
    withTiers: boolean,
  ): Promise<ScopeItem[]> {
    const items = await this.store.itemsOf(refs);
    if (!withTiers) return items;
    // Kept for some seconds each; only where a window asks for tiers.
    return Promise.all(
      items.map(async item => ({
        ...item,
        tier: (await this.kernel.serviceFacts(item.ref)).tier,
      })),
    );
  }
}
