import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { businessObjectiveRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordPanel,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordPanelProps } from '@callboard/plugin-itsm-react';
import { objectiveRouteRef } from '../../routes';
import { ObjectiveRecord } from '../record/ObjectiveRecord';

function Beside({ number }: { number: string }) {
  const page = useRecordOnPage(businessObjectiveRoutes, number);
  const { data, error, refetch } = page.query;
  if (data) return <ObjectiveRecord objective={data} page={page} embedded />;
  return error ? (
    <FailureMessage error={error} onRetry={() => refetch()} />
  ) : (
    <Skeleton height={320} />
  );
}

/** One objective beside the list. */
export function ObjectivePanel(props: RecordPanelProps) {
  const href = useRouteRef(objectiveRouteRef)?.({ number: props.number });
  return (
    <RecordPanel {...props} href={href}>
      {number => <Beside key={number} number={number} />}
    </RecordPanel>
  );
}
