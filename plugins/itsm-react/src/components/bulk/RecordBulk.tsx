import { useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { itsmApiRef } from '../../api/itsmApiRef';
import type { AnyRoute } from '../../api/useItsmQuery';
import type { RowSelection } from '../table/useRowSelection';
import { BulkBar } from './BulkBar';
import type { BulkItem, BulkSpec } from './types';

/** What may be done with many records of a type at once; the same object on every render. */
export interface RecordBulkSpec extends Omit<BulkSpec, 'send'> {
  /** The type's bulk route. */
  route: AnyRoute;
}

/** What can be done with the records of one type that are selected. */
export function RecordBulk<T extends BulkItem>(props: {
  spec: RecordBulkSpec;
  selection: RowSelection<T>;
}) {
  const { route, ...what } = props.spec;
  const { lifecycle, fields, editable, clearable } = what;
  const api = useApi(itsmApiRef);
  const spec = useMemo<BulkSpec>(
    () => ({
      lifecycle,
      fields,
      editable,
      clearable,
      send: (items, deed, idempotencyKey) =>
        api.call(route, {
          body: { items: [...items], ...deed } as never,
          idempotencyKey,
        } as never) as ReturnType<BulkSpec['send']>,
    }),
    [api, route, lifecycle, fields, editable, clearable],
  );
  return <BulkBar spec={spec} selection={props.selection} />;
}
