import { useApi } from '@backstage/frontend-plugin-api';
import {
  incidentLifecycle,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import { BulkBar, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { BulkSpec } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { useIncidentFields } from '../useIncidentFields';
import type { IncidentList } from './useIncidentList';

const EDITABLE = [
  'impact',
  'urgency',
  'category',
  'subcategory',
  'serviceRef',
  'ciRef',
  'ownerRef',
  'visibility',
];
const CLEARABLE = ['category', 'subcategory', 'ciRef'];

/** What can be done with the incidents that are selected. */
export function IncidentBulk(props: { list: IncidentList }) {
  const api = useApi(itsmApiRef);
  const fields = useIncidentFields();
  const spec = useMemo<BulkSpec>(
    () => ({
      lifecycle: incidentLifecycle,
      fields,
      editable: EDITABLE,
      clearable: CLEARABLE,
      send: (items, deed, idempotencyKey) =>
        api.call(incidentRoutes.bulk, {
          body: { items: [...items], ...deed } as never,
          idempotencyKey,
        }),
    }),
    [api, fields],
  );
  return <BulkBar spec={spec} selection={props.list.selection} />;
}
