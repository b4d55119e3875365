import { outageRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

/** The most that one page shows; whoever wants more takes the file. */
export const MOST_OUTAGES = 100;

/** Outages of a record, those that were withdrawn too: what was done there can be taken back. */
export function useOutagesOfRecord(number: string, enabled: boolean) {
  return useItsmQuery(outageRoutes.list, {
    query: { record: number, withdrawn: 'true', limit: '100' },
    enabled,
    live: true,
  });
}

/** Outages that a question finds. */
export function useOutages(question: QueryValues, limit: number) {
  return useItsmQuery(outageRoutes.list, {
    query: { ...question, limit: String(limit) },
    keepPrevious: true,
    live: true,
  });
}
