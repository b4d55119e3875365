import { useApi } from '@backstage/frontend-plugin-api';
import {
  initiativeLifecycle,
  initiativeRoutes,
  MEASURED_TRANSITIONS,
} from '@callboard/plugin-itsm-common';
import { BulkBar, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { BulkSpec } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { INITIATIVE_RECORD_FIELDS } from '../fields';
import type { InitiativeList } from './useInitiativeList';

const EDITABLE = ['dueAt', 'serviceRef', 'ownerRef', 'visibility'];

/** What only measuring does is not offered. */
const LIFECYCLE = {
  ...initiativeLifecycle,
  transitions: initiativeLifecycle.transitions.filter(
    ({ name }) => !MEASURED_TRANSITIONS.includes(name),
  ),
};

/** What can be done with the initiatives that are selected. */
export function InitiativeBulk(props: { list: InitiativeList }) {
  const api = useApi(itsmApiRef);
  const spec = useMemo<BulkSpec>(
    () => ({
      lifecycle: LIFECYCLE,
      fields: INITIATIVE_RECORD_FIELDS,
      editable: EDITABLE,
      clearable: ['dueAt'],
      send: (items, deed, idempotencyKey) =>
        api.call(initiativeRoutes.bulk, {
          body: { items: [...items], ...deed } as never,
          idempotencyKey,
        }),
    }),
    [api],
  );
  return <BulkBar spec={spec} selection={props.list.selection} />;
}
