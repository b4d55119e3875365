import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordPanel,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { portfolioServiceRouteRef } from '../../routes';
import { ServiceRecord } from './ServiceRecord';

function Beside({ number }: { number: string }) {
  const page = useRecordOnPage(portfolioServiceRoutes, number);
  const { data, error, refetch } = page.query;
  if (data) return <ServiceRecord service={data} page={page} embedded />;
  return error ? (
    <FailureMessage error={error} onRetry={() => refetch()} />
  ) : (
    <Skeleton height={320} />
  );
}

/** One service beside the list. */
export function ServicePanel(props: RecordPanelProps) {
  const href = useRouteRef(portfolioServiceRouteRef)?.({
    number: props.number,
  });
  return (
    <RecordPanel {...props} href={href}>
      {number => <Beside key={number} number={number} />}
    </RecordPanel>
  );
}
