import {
  RISK_CANDIDATE_STATES,
  RISK_FINDERS,
  riskCandidateRoutes,
  type QueryValues,
} from '@callboard/plugin-itsm-common';
import { useItsmPages, useUrlValues } from '@callboard/plugin-itsm-react';

const PAGE = 25;

/** Filters of its own, which stand in the address beside those of the list. */
export const CANDIDATE_FILTERS = ['finder', 'found'] as const;

/** The candidates that the address asks for. */
export function useCandidates(question: QueryValues) {
  const url = useUrlValues();
  const known = <T extends string>(
    name: string,
    choices: readonly { value: T }[],
  ) => {
    const values = choices
      .map(({ value }) => value)
      .filter(value => url.list(name).includes(value));
    return values.length > 0 ? values : undefined;
  };
  const service = [question.service ?? []].flat().map(String);
  const team = url.list('owner').filter(ref => ref.startsWith('group:'));
  const list = useItsmPages(riskCandidateRoutes.list, {
    query: {
      finder: known('finder', RISK_FINDERS),
      state: known('found', RISK_CANDIDATE_STATES),
      service: service.length > 0 ? service : undefined,
      team: team.length > 0 ? team : undefined,
      limit: PAGE,
    } as never,
  });
  return {
    list,
    url,
    isFiltered:
      CANDIDATE_FILTERS.some(name => url.get(name) !== '') ||
      service.length + team.length > 0,
  };
}
