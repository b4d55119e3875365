import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { entityTitle } from '../pickers/useEntityOptions';

/** Somebody who can be mentioned. */
export interface Person {
  entityRef: string;
  title: string;
}

const SHOWN = 6;

/** People of the catalog whose name begins with or has a word; none while nobody asks. */
export function usePeople(query: string | undefined): readonly Person[] {
  // A portal without the catalog's pages has nobody to offer.
  const catalog = useApiHolder().get(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['itsm-people', query],
    enabled: query !== undefined && Boolean(catalog),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Person[]> => {
      const { items } = await catalog!.queryEntities({
        filter: { kind: ['user', 'group'] },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.profile',
        ],
        limit: SHOWN,
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(query && {
          fullTextFilter: {
            term: query,
            fields: ['metadata.name', 'spec.profile.displayName'],
          },
        }),
      });
      return items.map(entity => ({
        entityRef: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
        title: entityTitle(entity),
      }));
    },
  });
  return query === undefined ? [] : data ?? [];
}
