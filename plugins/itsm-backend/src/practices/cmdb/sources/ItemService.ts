import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { PORTAL_SOURCE, type CiItem } from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { readBasis, type Basis } from '../classes/basis';
import type { ItemDraft } from '../classes/ItemDraft';
import type { ItemStore, ItemWrite } from '../classes/ItemStore';
import type { LoadStore } from './LoadStore';

const DEFAULT_LIMIT = 50;

function present({ item }: ItemDraft): CiItem {
  return {
    id: item.id,
    ref: item.ref,
    class: item.class ?? '',
    title: item.title,
    state: item.state,
    owned: item.owned,
    formerly: item.formerly,
    version: item.version,
  };
}

/** What people decide about items: that two are one, and what is in use. */
export class ItemService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'definitions' | 'catalog' | 'clock'
    >,
    private readonly items: ItemStore,
    private readonly loads: LoadStore,
  ) {}

  /**
   * One transaction on some items, by reference.
   *
   * @throws NotFoundError if nobody brought one of them in
   */
  async #change(
    caller: Caller,
    refs: readonly string[],
    work: (
      drafts: ItemDraft[],
      basis: Basis,
      tx: Parameters<Parameters<ItemStore['change']>[3]>[0],
    ) => Promise<Partial<ItemWrite> | void>,
  ): Promise<CiItem> {
    const basis = await readBasis(this.kernel.definitions);
    const now = this.kernel.clock.now();
    const { result } = await this.items.change(caller, basis, now, async tx => {
      const found = new Map(
        (await this.items.loadByRefs(refs, tx)).map(d => [d.item.ref, d]),
      );
      const drafts = refs.map(ref => {
        const draft = found.get(ref);
        if (!draft)
          throw new NotFoundError(
            `${ref} was not brought in by any source; there is nothing to change about it here`,
          );
        return draft;
      });
      const write = (await work(drafts, basis, tx)) ?? {};
      const all = write.drafts ?? drafts;
      for (const draft of all) draft.settle(basis, now);
      return { ...write, drafts: all, result: drafts[0] };
    });
    return present(result);
  }

  async merge(
    caller: Caller,
    keepRef: string,
    mergeRef: string,
  ): Promise<CiItem> {
    if (keepRef === mergeRef)
      throw new InputError('mergeRef: must be another item than keepRef');
    return this.#change(
      caller,
      [keepRef, mergeRef],
      async ([keep, gone], _, tx) => {
        const now = this.kernel.clock.now();
        for (const { item } of [keep, gone]) {
          if (item.state === 'merged')
            throw new ConflictError(
              `${item.ref} was merged into another item already; load it again`,
            );
        }
        if (keep.item.state === 'retired')
          throw new InputError(
            `keepRef: ${keepRef} is out of use; restore it first`,
          );
        if (!gone.item.owned)
          throw new InputError(
            `mergeRef: ${mergeRef} has a file of its own in the catalog; keep it, and merge the other one into it`,
          );
        for (const claim of [...gone.claims.values()]) {
          gone.drop(claim.id, false);
          // Of what was noted by hand of both, what was noted of the one that stays counts.
          keep.put(
            claim.source === PORTAL_SOURCE
              ? { ...claim, missingAt: now }
              : claim,
          );
        }
        keep.item.formerly = [
          ...new Set([...keep.item.formerly, mergeRef, ...gone.item.formerly]),
        ];
        keep.tell('ci.merged', { from: mergeRef });
        gone.item.mergedInto = keep.item.id;
        gone.become('merged', 'ci.merged', { into: keepRef });
        return {
          also: () =>
            this.loads.settlePairs(tx, gone.item.id, 'open', 'merged'),
        };
      },
    );
  }

  /** Takes a merge back, with all that had been merged into the item before. */
  async undoMerge(caller: Caller, mergeRef: string): Promise<CiItem> {
    return this.#change(caller, [mergeRef], async ([back], _, tx) => {
      const { item } = back;
      if (item.state !== 'merged' || !item.mergedInto)
        throw new ConflictError(`${mergeRef} is not merged into another item`);
      const own = new Set(await this.items.mergedInto(item.id, tx));
      const [keep] = await this.items.load([item.mergedInto], tx);
      if (keep.item.state === 'merged')
        throw new ConflictError(
          `${keep.item.ref} was merged into another item itself; take that back first`,
        );
      for (const claim of [...keep.claims.values()]) {
        if (!own.has(claim.homeId)) continue;
        keep.drop(claim.id, false);
        back.put(
          claim.source === PORTAL_SOURCE
            ? { ...claim, missingAt: undefined }
            : claim,
        );
      }
      const names = new Set([mergeRef, ...item.formerly]);
      keep.item.formerly = keep.item.formerly.filter(ref => !names.has(ref));
      keep.tell('ci.unmerged', { from: mergeRef });
      item.mergedInto = undefined;
      item.retiredBy = undefined;
      back.become('active', 'ci.unmerged', { into: keep.item.ref });
      return {
        drafts: [back, keep],
        also: async () => {
          await this.loads.settlePairs(tx, item.id, 'merged', 'dismissed');
          await this.loads.markDifferent(tx, {
            id: uuidv7(),
            itemIds: [item.id, keep.item.id],
            now: this.kernel.clock.now(),
          });
        },
      };
    });
  }

  async retire(caller: Caller, ref: string): Promise<CiItem> {
    return this.#change(caller, [ref], async ([draft]) => {
      const { item } = draft;
      if (!item.owned)
        throw new InputError(
          `${ref} has a file of its own in the catalog; take it out there`,
        );
      if (item.state === 'merged')
        throw new ConflictError(
          `${ref} was merged into another item; retire that one`,
        );
      if (item.state === 'retired' && item.retiredBy === 'hand') return;
      item.retiredBy = 'hand';
      draft.become('retired', 'ci.retired', { by: 'hand' });
    });
  }

  async restore(caller: Caller, ref: string): Promise<CiItem> {
    return this.#change(caller, [ref], async ([draft]) => {
      const { item } = draft;
      if (item.state === 'merged')
        throw new ConflictError(
          `${ref} was merged into another item; take the merge back`,
        );
      if (item.state === 'active') return;
      item.retiredBy = undefined;
      draft.become('active', 'ci.restored', { by: 'hand' });
    });
  }

  async duplicates(query: { state?: string; limit?: number; cursor?: string }) {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = await this.loads.pairs(
      query.state ?? 'open',
      limit + 1,
      query.cursor,
    );
    const items = found
      .slice(0, limit)
      .map(({ aId: _a, bId: _b, ...pair }) => pair);
    return {
      items,
      pageInfo: {
        nextCursor: found.length > limit ? items[limit - 1].id : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.flatMap(p => [p.aRef, p.bRef]),
      ),
    };
  }

  /** @throws NotFoundError if there is no such pair, or it was decided about */
  async dismiss(id: string): Promise<void> {
    if (await this.loads.dismiss(id)) return;
    const pair = await this.loads.pair(id);
    if (!pair) throw new NotFoundError(`There is no pair ${id}`);
    if (pair.state !== 'dismissed')
      throw new ConflictError(
        `The pair was ${pair.state} already; load it again`,
      );
  }
}
