import { definitionRoutes } from '@callboard/plugin-itsm-common';
import type { CiSourceBody } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

const KEPT_MS = 60_000;

/** A mapping as it was written: what has a default may be absent. */
export type Mapping = Pick<CiSourceBody, 'class'> & {
  columns: CiSourceBody['columns'];
};

/** How a source reads its rows, for those who may read definitions. */
export function useMapping(key: string | undefined) {
  const query = useItsmQuery(definitionRoutes.get, {
    params: { kind: 'ci-source', key: key ?? '' },
    enabled: Boolean(key),
    staleTime: KEPT_MS,
  });
  const body = query.data?.body as Partial<CiSourceBody> | undefined;
  const mapping: Mapping | undefined = body && {
    class: body.class,
    columns: body.columns ?? [],
  };
  return { mapping, error: query.error, refetch: query.refetch };
}
