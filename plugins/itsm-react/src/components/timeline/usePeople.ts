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
const LOOKED_AT = 40;

/**
 * People in the order in which they are meant: those whose reference or one of whose names begins
 * with what is typed, people before groups.
 */
export function byLikelihood(
  people: readonly Person[],
  query: string,
): Person[] {
  const typed = query.toLocaleLowerCase('en-US');
  const rank = ({ entityRef, title }: Person) => {
    const names = [
      entityRef.slice(entityRef.indexOf('/') + 1),
      ...title.toLocaleLowerCase('en-US').split(/\s+/),
    ];
    const begins = names.some(name => name.startsWith(typed)) ? 0 : 2;
    return begins + (entityRef.startsWith('user:') ? 0 : 1);
  };
  return [...people].sort((a, b) => rank(a) - rank(b));
}

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
        limit: LOOKED_AT,
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(query && {
          fullTextFilter: {
            term: query,
            fields: ['metadata.name', 'spec.profile.displayName'],
          },
        }),
      });
      const people = items.map(entity => ({
        entityRef: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
        title: entityTitle(entity),
      }));
      return byLikelihood(people, query ?? '').slice(0, SHOWN);
    },
  });
  return query === undefined ? [] : data ?? [];
}
