import { serviceLevelRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import type { Answered } from './standing';

/** The clocks of a record, and when the answer came; all parts of a page ask once. */
export function useRecordClocks(number: string) {
  const { data, error, dataUpdatedAt } = useItsmQuery(
    serviceLevelRoutes.clocks,
    { params: { id: number }, live: true },
  );
  const answered: Answered | undefined = useMemo(
    () => data && { at: data.at, receivedAt: dataUpdatedAt },
    [data, dataUpdatedAt],
  );
  return {
    clocks: data?.clocks,
    refs: data?.refs,
    /** Who had it and for how long is for those who work on it. */
    mayExplain: data?.mayExplain ?? false,
    answered,
    error,
  };
}
