import { useApi } from '@backstage/frontend-plugin-api';
import { changeLifecycle, changeRoutes } from '@callboard/plugin-itsm-common';
import { BulkBar, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { BulkSpec } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { CHANGE_RECORD_FIELDS } from '../fields';
import type { ChangeList } from './useChangeList';

const EDITABLE = ['expectedImpact', 'serviceRef', 'ownerRef', 'visibility'];

/** What can be done with the changes that are selected. */
export function ChangeBulk(props: { list: ChangeList }) {
  const api = useApi(itsmApiRef);
  const spec = useMemo<BulkSpec>(
    () => ({
      lifecycle: changeLifecycle,
      fields: CHANGE_RECORD_FIELDS,
      editable: EDITABLE,
      clearable: [],
      send: (items, deed, idempotencyKey) =>
        api.call(changeRoutes.bulk, {
          body: { items: [...items], ...deed } as never,
          idempotencyKey,
        }),
    }),
    [api],
  );
  return <BulkBar spec={spec} selection={props.list.selection} />;
}
