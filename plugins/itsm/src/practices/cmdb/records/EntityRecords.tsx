import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { TouchingRecords } from './TouchingRecords';

/** The records of all types that touch an entity, as a tab of its page. */
export function EntityRecords() {
  const { entity } = useEntity();
  return (
    <TouchingRecords
      entityRef={stringifyEntityRef(entity).toLocaleLowerCase('en-US')}
    />
  );
}
