import { kindOf } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/**
 * A CI task goes to the group that owns the item, else the group that owns its system, else the
 * configured fallback. An owner that the command names stays.
 */
export function setsOwnerFromItem(fallback?: string): RecordRule {
  return async ({ before, after, set, catalog }) => {
    if (before || 'ownerRef' in set) return undefined;
    const item = await catalog.find(String(after.serviceRef));
    const system = item?.systemRef && (await catalog.find(item.systemRef));
    for (const ref of [item?.ownerRef, system ? system.ownerRef : undefined]) {
      if (!ref || kindOf(ref) !== 'group') continue;
      const owner = await catalog.find(ref);
      if (owner && owner.removedAt === undefined) return { ownerRef: ref };
    }
    return { ownerRef: fallback };
  };
}
