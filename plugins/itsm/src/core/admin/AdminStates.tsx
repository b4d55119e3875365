import { Skeleton } from '@backstage/ui';
import { FailureMessage, Message } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';

/**
 * What stands there instead of a list: that it loads, why it could not be loaded, that it is empty
 * and what fills it; or the list.
 */
export function AdminStates<T>(props: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  isEmpty: (data: T) => boolean;
  empty: { title: string; next?: string; actions?: ReactNode };
  children: (data: T) => ReactNode;
}) {
  const { query, isEmpty, empty, children } = props;
  const { data, error } = query;
  if (data === undefined && error) {
    return <FailureMessage error={error} onRetry={() => query.refetch()} />;
  }
  if (data === undefined) {
    return (
      <div aria-busy="true">
        <Skeleton height={180} />
      </div>
    );
  }
  if (isEmpty(data)) {
    return (
      <Message title={empty.title} actions={empty.actions}>
        {empty.next}
      </Message>
    );
  }
  return <>{children(data)}</>;
}
