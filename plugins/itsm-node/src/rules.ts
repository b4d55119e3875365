import type { RecordRule } from './practice';

/**
 * Ownership is the routing table: a record goes to the group that owns its service in the
 * catalog, else the group that owns the service's system, else the configured fallback.
 * An owner that the command names stays.
 */
export function setsOwnerFromService(fallback?: string): RecordRule {
  return async ({ before, after, set, catalog }) => {
    if ('ownerRef' in set || after.serviceRef === before?.serviceRef)
      return undefined;
    const service = await catalog.find(String(after.serviceRef));
    let ownerRef = service?.ownerRef;
    if (!ownerRef && service?.systemRef) {
      ownerRef = (await catalog.find(service.systemRef))?.ownerRef;
    }
    return { ownerRef: ownerRef ?? fallback };
  };
}
