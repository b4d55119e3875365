import {
  routeResolutionApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { recordTypesApiRef } from '../api/recordTypes';

/** Gives the address of a record's page, or undefined if its practice has no page here. */
export function useRecordHref(): (record: {
  type: string;
  number: string;
}) => string | undefined {
  const types = useApiHolder().get(recordTypesApiRef);
  const routes = useApi(routeResolutionApiRef);
  return useCallback(
    record => {
      const info = types?.get(record.type);
      if (!info) return undefined;
      return routes.resolve(info.recordRouteRef)?.({ number: record.number });
    },
    [types, routes],
  );
}
