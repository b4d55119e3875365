import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { attainmentRoutes, promiseRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

/** How long the past is not asked for again. */
const KEPT_MS = 60_000;

/** The entity whose page this is. */
export function useEntityRef(): string {
  const { entity } = useEntity();
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

/** What is promised for a service. */
export function usePromises(ref: string) {
  return useItsmQuery(promiseRoutes.of, { query: { ref }, live: true });
}

/** How the promises for a service were kept in the last 30 days, by agreement. */
export function useKept(ref: string) {
  return useItsmQuery(attainmentRoutes.attainment, {
    query: { by: 'agreement', service: ref },
    staleTime: KEPT_MS,
  });
}
