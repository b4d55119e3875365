import { nameOf } from '@callboard/plugin-itsm-common';
import {
  entityTitle,
  RefLabel,
  useCatalogEntity,
} from '@callboard/plugin-itsm-react';
import { DashboardPage } from './DashboardPage';

/** How what the catalog knows does, with the way to its own page. */
export function EntityDashboardPage(props: {
  of: 'service' | 'team';
  entityRef: string;
}) {
  const { of, entityRef } = props;
  const entity = useCatalogEntity(entityRef).data;
  const name = entity ? entityTitle(entity) : nameOf(entityRef);
  return (
    <DashboardPage
      subject={{ of, ref: entityRef }}
      name={name}
      actions={
        <RefLabel
          entityRef={entityRef}
          refs={{ [entityRef]: { title: name } as never }}
        />
      }
    />
  );
}
