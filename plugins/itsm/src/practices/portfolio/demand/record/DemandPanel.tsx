import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { demandRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordPanel,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import { DemandRecord } from './DemandRecord';

function Beside({ number }: { number: string }) {
  const page = useRecordOnPage(demandRoutes, number);
  const { data, error, refetch } = page.query;
  if (data) return <DemandRecord demand={data} page={page} embedded />;
  return error ? (
    <FailureMessage error={error} onRetry={() => refetch()} />
  ) : (
    <Skeleton height={320} />
  );
}

/** One need beside the list. */
export function DemandPanel(props: RecordPanelProps) {
  const href = useRouteRef(demandRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <Beside key={number} number={number} />}
    </RecordPanel>
  );
}
