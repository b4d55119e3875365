import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  cmdbHealthRoutes,
  HEALTH_GROUPINGS,
} from '@callboard/plugin-itsm-common';
import type { HealthGrouping } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RecordSection,
  useItsmQuery,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { GroupTable } from './GroupTable';
import { ciHealthTranslationRef } from './translation';

const isGrouping = (word: string): word is HealthGrouping =>
  (HEALTH_GROUPINGS as readonly string[]).includes(word);

/** The scores by class, owner or system. */
export function Groups() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const url = useUrlValues();
  const by = url.get('by');
  const grouping = isGrouping(by) ? by : 'class';
  const query = useItsmQuery(cmdbHealthRoutes.health, {
    query: { groupBy: grouping },
    live: true,
    keepPrevious: true,
  });
  const { data, error } = query;
  const hrefOf = (id: string) => {
    const days = url.get('days');
    return `?${new URLSearchParams({ by: id, ...(days ? { days } : {}) })}`;
  };
  return (
    <RecordSection title={t('groups.title')}>
      <ViewTabs
        label={t('groups.by')}
        current={grouping}
        views={HEALTH_GROUPINGS.map(id => ({ id, label: t(`groups.${id}`) }))}
        hrefOf={({ id }) => hrefOf(id)}
      />
      {query.isPending && <Skeleton height={200} />}
      {error && !data && (
        <FailureMessage small error={error} onRetry={() => query.refetch()} />
      )}
      {data?.groups.length === 0 && (
        <Message small title={t('groups.none')}>
          {t('groups.noneNext')}
        </Message>
      )}
      {data && data.groups.length > 0 && (
        <GroupTable
          grouping={grouping}
          groups={data.groups}
          isStale={query.isPlaceholderData}
        />
      )}
    </RecordSection>
  );
}
