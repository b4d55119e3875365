import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  FailureMessage,
  PageBody,
  useMyGroups,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { DashboardSubject } from '../addresses';
import { useKpiList } from '../kpis/useKpis';
import { Dashboard } from './Dashboard';
import { planOf } from './plan';
import { dashboardsTranslationRef } from './translation';

/** The dashboard of a practice, a team or a service, on a page of its own or on an entity's. */
export function DashboardPage(props: {
  subject: DashboardSubject;
  /** What it is called. */
  name: string;
  actions?: ReactNode;
  embedded?: boolean;
}) {
  const { subject, name, actions, embedded } = props;
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const list = useKpiList();
  const groups = useMyGroups();
  const title = t('title', { name });
  usePageTitle(embedded ? undefined : title);
  const subjectKey = JSON.stringify(subject);
  const isOwnTeam = subject.of === 'team' && groups.includes(subject.ref);
  const plan = useMemo(
    () => planOf(list.data?.items ?? [], JSON.parse(subjectKey), isOwnTeam),
    [list.data, subjectKey, isOwnTeam],
  );
  return (
    <PageBody title={title} actions={actions} embedded={embedded}>
      {list.error && !list.data && (
        <FailureMessage error={list.error} onRetry={() => list.refetch()} />
      )}
      {!list.data && !list.error && <Skeleton height={360} />}
      {list.data && (
        <Dashboard key={subjectKey} plan={plan} zone={list.data.zone} />
      )}
    </PageBody>
  );
}
