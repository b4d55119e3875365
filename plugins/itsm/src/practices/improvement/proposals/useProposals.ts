import {
  FINDERS,
  PROPOSAL_STATES,
  proposalRoutes,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { useState } from 'react';

const PAGE = 25;
const MOST = 100;

/** Filters of the page, which stand in its address. */
export const FILTERS = ['finder', 'service', 'team', 'state'] as const;

/** The proposals that the address asks for. */
export function useProposals() {
  const url = useUrlValues();
  const [limit, setLimit] = useState(PAGE);
  const known = <T extends string>(
    name: string,
    choices: readonly { value: T }[],
  ) => {
    const values = choices
      .map(({ value }) => value)
      .filter(value => url.list(name).includes(value));
    return values.length > 0 ? values : undefined;
  };
  const listed = (name: string) => {
    const values = url.list(name);
    return values.length > 0 ? values : undefined;
  };
  const query = useItsmQuery(proposalRoutes.list, {
    query: {
      finder: known('finder', FINDERS),
      state: known('state', PROPOSAL_STATES),
      service: listed('service'),
      team: listed('team'),
      limit,
    },
    keepPrevious: true,
  });
  return {
    query,
    url,
    isFiltered: FILTERS.some(name => url.get(name) !== ''),
    /** Shows more, if more can be shown at a time. */
    more: limit < MOST ? () => setLimit(MOST) : undefined,
  };
}
