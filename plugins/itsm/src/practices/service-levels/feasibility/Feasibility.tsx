import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  FailureMessage,
  Message,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import { PromiseTable } from './PromiseTable';
import { feasibilityTranslationRef } from './translation';
import { usePromises } from './useFeasibility';

/**
 * Whether what an agreement or an objective promises can be kept, as a part of its page. Name one of
 * the two.
 */
export function Feasibility(props: { agreement?: string; objective?: string }) {
  const { agreement, objective } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const query = usePromises({ agreement, objective });
  const { data, error } = query;
  const pages = data?.pages ?? [];
  const items = pages.flatMap(page => page.items);
  return (
    <RecordSection title={t('section')}>
      {query.isPending && <Skeleton height={60} />}
      {error && !data && (
        <FailureMessage small error={error} onRetry={() => query.refetch()} />
      )}
      {data && items.length === 0 && (
        <Message small title={t('empty.source')}>
          {t('empty.sourceNext')}
        </Message>
      )}
      {items.length > 0 && (
        <PromiseTable
          label={t('section')}
          items={items}
          refs={Object.assign({}, ...pages.map(page => page.refs))}
          embedded
        />
      )}
    </RecordSection>
  );
}
