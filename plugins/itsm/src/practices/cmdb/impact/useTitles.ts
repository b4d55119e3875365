import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { kindOf, nameOf } from '@callboard/plugin-itsm-common';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { entityTitle } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** So many titles are asked for at once; beyond that names have to do. */
const MOST_TITLES = 500;
const KEPT_MS = 60_000;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.profile.displayName',
];
const NONE: Readonly<Record<string, RefInfo>> = {};

/**
 * What references are called, from the catalog. One that the catalog does not know, or does not
 * show to the reader, is dangling; one that was not asked about yet is missing.
 */
export function useTitles(
  refs: Iterable<string>,
): Readonly<Record<string, RefInfo>> {
  const catalog = useApiHolder().get(catalogApiRef);
  const asked = [...new Set(refs)].sort().slice(0, MOST_TITLES);
  const { data } = useQuery({
    queryKey: ['itsm-titles', asked],
    enabled: catalog !== undefined && asked.length > 0,
    staleTime: KEPT_MS,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } = await catalog!.getEntitiesByRefs({
        entityRefs: asked,
        fields: FIELDS,
      });
      return Object.fromEntries(
        asked.map((ref, i): [string, RefInfo] => {
          const entity = items[i];
          if (!entity) {
            const [title, kind] = [nameOf(ref), kindOf(ref)];
            return [ref, { title, kind, dangling: true }];
          }
          const type = entity.spec?.type;
          return [
            stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
            {
              title: entityTitle(entity),
              kind: entity.kind.toLocaleLowerCase('en-US'),
              type: typeof type === 'string' ? type : undefined,
              dangling: false,
            },
          ];
        }),
      );
    },
  });
  return data ?? NONE;
}
