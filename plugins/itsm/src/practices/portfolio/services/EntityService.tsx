import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceBody } from './ServiceBody';
import { addressOf } from './useServicePage';

/** The service that an entity is, as a tab of its page. */
export function EntityService() {
  const { entity } = useEntity();
  return (
    <ServiceBody embedded address={addressOf(stringifyEntityRef(entity))} />
  );
}
