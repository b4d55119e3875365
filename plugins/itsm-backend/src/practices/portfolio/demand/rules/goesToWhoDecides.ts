import {
  setsOwnerFromService,
  type RecordRule,
} from '@callboard/plugin-itsm-node';

/**
 * A need goes to the group that owns what it is about in the catalog, else to the configured group; one
 * about nothing goes there too. An owner that the command names stays.
 */
export function goesToWhoDecides(fallback?: string): RecordRule {
  const ofService = setsOwnerFromService(fallback);
  return input => {
    const { before, after, set } = input;
    if (after.serviceRef) return ofService(input);
    return before || 'ownerRef' in set || !fallback
      ? undefined
      : { ownerRef: fallback };
  };
}
