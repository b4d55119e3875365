import {
  nameOf,
  kindOf,
  sharedItems,
  type OtherItems,
} from '@callboard/plugin-itsm-common';
import {
  impactServiceRef,
  type Caller,
  type ItemConnections,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { WindowBook } from '../windows';

/** What a change hits, and how others are connected with it. */
export interface Hits extends ItemConnections {
  /** Whether it is known what depends on what. */
  knowsMore: boolean;
}

/**
 * Asks the practice `cmdb` what fails with items and how others are connected with them. Where it is
 * switched off, a change hits what it names and nothing else.
 */
export async function hitsOf(
  kernel: Pick<ItsmKernel, 'services' | 'catalogAccess' | 'authorizer'>,
  book: Pick<WindowBook, 'itemsOf'>,
  caller: Caller,
  query: {
    items: readonly string[];
    others: readonly OtherItems[];
    attributes: readonly string[];
  },
): Promise<Hits> {
  const impact = kernel.services.find(impactServiceRef);
  if (impact)
    return { ...(await impact.connections(caller, query)), knowsMore: true };
  const [readable, wholeCatalog] = await Promise.all([
    kernel.catalogAccess.readable(caller, query.items),
    kernel.authorizer.readsWholeCatalog(caller),
  ]);
  const asked = query.items.filter(ref => readable.has(ref));
  const known = await book.itemsOf(asked, query.attributes.includes('tier'));
  return {
    asked,
    failing: known.map(({ ref, ownerRef, systemRef, tier }) => ({
      ref,
      title: nameOf(ref),
      kind: kindOf(ref),
      ownerRef,
      systemRef,
      distance: 0,
      ...(tier !== undefined && { attributes: { tier: String(tier) } }),
    })),
    pathTo: ref => (readable.has(ref) ? [ref] : undefined),
    withstood: { total: 0, spent: 0 },
    connected: sharedItems(asked, query.others),
    truncated: false,
    wholeCatalog,
    knowsMore: false,
  };
}
