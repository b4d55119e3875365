import type { RecordRule } from '@callboard/plugin-itsm-node';

/**
 * A suggestion goes to the group that owns what it is about in the catalog, else the group that owns its
 * system, else the configured group. An owner that the command names stays.
 */
export function goesToWhoAnswers(fallback?: string): RecordRule {
  return async ({ before, after, set, catalog }) => {
    if ('ownerRef' in set) return undefined;
    if (before && after.serviceRef === before.serviceRef) return undefined;
    const service = after.serviceRef
      ? await catalog.find(String(after.serviceRef))
      : undefined;
    const system = service?.systemRef;
    const ownerRef =
      service?.ownerRef ??
      (system ? (await catalog.find(system))?.ownerRef : undefined) ??
      fallback;
    return ownerRef ? { ownerRef } : undefined;
  };
}
