import type {
  FindingListQuery,
  HealthQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { AskedFindings } from './FindingStore';
import type { AskedItems } from './HealthStore';

const DAY = 86_400_000;

/** Puts the caller into what is asked of items. */
export function askedItems(
  caller: Caller,
  query: Pick<HealthQuery, 'class' | 'kind' | 'owner' | 'system'>,
): AskedItems {
  return {
    classes: query.class?.map(key => (key === 'none' ? null : key)),
    kinds: query.kind,
    owners: query.owner?.flatMap((owner): readonly (string | null)[] => {
      if (owner === 'none') return [null];
      return owner === 'mine' ? caller.ownership : [owner];
    }),
    systems: query.system?.map(system => (system === 'none' ? null : system)),
  };
}

/** Puts the caller into what is asked of findings. */
export function askedFindings(
  caller: Caller,
  query: Omit<FindingListQuery, 'limit' | 'cursor'>,
  now: number,
): AskedFindings {
  const { excused = 'no' } = query;
  return {
    ...askedItems(caller, query),
    refs: query.ref,
    dimensions: query.dimension,
    rules: query.rule,
    severities: query.severity,
    excused: excused === 'any' ? undefined : excused === 'yes',
    task: query.task && query.task === 'yes',
    since: query.found === undefined ? undefined : now - query.found * DAY,
  };
}
