import { SYSTEM_CALLER, type ItsmKernel } from '@callboard/plugin-itsm-node';
import { readBasis } from '../classes/basis';
import { classFor } from '../classes/classify';
import type { ItemStore } from '../classes/ItemStore';

const CHUNK = 500;

/**
 * Settles all items anew when classes or precedences are defined otherwise than when it was last
 * done: what counts and by what items are known follows the definitions. Nothing to do otherwise.
 *
 * @returns how many items were looked at
 */
export async function settleAnew(
  kernel: Pick<ItsmKernel, 'definitions' | 'catalog' | 'clock'>,
  items: ItemStore,
): Promise<number> {
  const basis = await readBasis(kernel.definitions);
  const before = await items.basis();
  if (before === basis.digest) return 0;
  const retyped = before !== undefined && !before.startsWith(basis.types);
  let looked = 0;
  let after = '';
  for (;;) {
    const ids = await items.idsAfter(after, CHUNK);
    if (ids.length === 0) break;
    const now = kernel.clock.now();
    const elsewhere = (await items.load(ids))
      .filter(d => !d.item.owned)
      .map(d => d.item.ref);
    const described = await kernel.catalog.describe(elsewhere);
    await items.change(SYSTEM_CALLER, basis, now, async tx => {
      const drafts = await items.load(ids, tx);
      for (const draft of drafts) {
        const info = described[draft.item.ref];
        if (info)
          draft.item.class = classFor([...basis.classes.values()], info)?.key;
        draft.rework(retyped);
        draft.settle(basis, now);
      }
      return { drafts, mode: 'observe', result: undefined };
    });
    looked += ids.length;
    after = ids[ids.length - 1];
  }
  await items.setBasis(basis.digest);
  return looked;
}
