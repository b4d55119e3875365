import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { kpiRoutes } from '@callboard/plugin-itsm-common';
import type { KpiInfo } from '@callboard/plugin-itsm-common';
import {
  AgeBands,
  FailureMessage,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

/** How old the open ones are, at the end of the time that is looked at. */
export function Ages(props: {
  info: KpiInfo;
  asked: Pick<AskedOfKpi, 'query'>;
  title?: string;
}) {
  const { info, asked } = props;
  const { filter, basis, to } = asked.query;
  const { t } = useTranslationRef(kpisTranslationRef);
  const title = props.title ?? t('page.ages');
  const { data, error, refetch } = useItsmQuery(kpiRoutes.ages, {
    params: { key: info.key },
    query: { filter, basis, asOf: to },
    keepPrevious: true,
    staleTime: 60_000,
  });
  return (
    <RecordSection title={title}>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={180} />}
      {data && <AgeBands hideTitle title={title} ages={data} />}
    </RecordSection>
  );
}
