import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { trendRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordPanel,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { trendRouteRef } from '../../routes';
import { TrendRecord } from './TrendRecord';

function Beside({ number }: { number: string }) {
  const page = useRecordOnPage(trendRoutes, number);
  const { data, error, refetch } = page.query;
  if (data) return <TrendRecord trend={data} page={page} embedded />;
  return error ? (
    <FailureMessage error={error} onRetry={() => refetch()} />
  ) : (
    <Skeleton height={320} />
  );
}

/** One trend beside the list. */
export function TrendPanel(props: RecordPanelProps) {
  const href = useRouteRef(trendRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <Beside key={number} number={number} />}
    </RecordPanel>
  );
}
