import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { riskRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordPanel,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { riskRouteRef } from '../../routes';
import { RiskRecordView } from './RiskRecordView';

function Beside({ number }: { number: string }) {
  const page = useRecordOnPage(riskRoutes, number);
  const { data, error, refetch } = page.query;
  if (data) return <RiskRecordView risk={data} page={page} embedded />;
  return error ? (
    <FailureMessage error={error} onRetry={() => refetch()} />
  ) : (
    <Skeleton height={320} />
  );
}

/** One risk beside the list. */
export function RiskPanel(props: RecordPanelProps) {
  const href = useRouteRef(riskRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <Beside key={number} number={number} />}
    </RecordPanel>
  );
}
