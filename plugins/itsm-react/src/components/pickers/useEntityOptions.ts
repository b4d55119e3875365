import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import type { PickerOption } from './pickerOptions';
import { usePickerList } from './usePickerList';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.profile',
];

const SEARCHED = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];

/** What people call an entity. */
export function entityTitle(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? entity.metadata.title ?? entity.metadata.name;
}

function toOption(entity: Entity, kinds: readonly string[]): PickerOption {
  const type = entity.spec?.type;
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const described = typeof type === 'string' ? `${kind} · ${type}` : kind;
  return {
    id: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    label: entityTitle(entity),
    // Among people, that each is a person need not be said.
    description: kinds.length > 1 ? described : undefined,
  };
}

/** Finds entities of some kinds in the catalog while somebody types. */
export function useEntityOptions(kinds: readonly string[]) {
  const catalog = useApi(catalogApiRef);
  return usePickerList<PickerOption>(async term => {
    const { items } = await catalog.queryEntities({
      filter: { kind: [...kinds] },
      fields: FIELDS,
      limit: 25,
      orderFields: { field: 'metadata.name', order: 'asc' },
      ...(term ? { fullTextFilter: { term, fields: SEARCHED } } : {}),
    });
    return items.map(entity => toOption(entity, kinds));
  });
}

/** One entity of the catalog; `null` if the catalog does not know it. */
export function useCatalogEntity(entityRef: string | undefined) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['itsm-entity', entityRef],
    enabled: Boolean(entityRef),
    staleTime: 60_000,
    queryFn: async () => (await catalog.getEntityByRef(entityRef!)) ?? null,
  });
}
