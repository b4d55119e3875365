import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import type { CiEvent, RefInfo } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ITSM_QUERY_ROOT,
  itsmApiRef,
  Message,
  RecordSection,
  RefLabel,
  RelativeTime,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { withoutEchoes } from '../recent/recentChanges';
import { cmdbTranslationRef } from '../translation';
import { summary } from '../words/summary';
import styles from './HomeRows.module.css';
import { cmdbHomeTranslationRef } from './translation';
import { useChoiceHref } from './useChoiceHref';

const PAGE = 12;

function useRecent(mine: boolean) {
  const api = useApi(itsmApiRef);
  return useInfiniteQuery({
    queryKey: [ITSM_QUERY_ROOT, cmdbItemRoutes.recent.name, { mine }],
    queryFn: ({ pageParam, signal }) =>
      api.call(cmdbItemRoutes.recent, {
        query: {
          owner: mine ? 'mine' : undefined,
          limit: PAGE,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

function Rows(props: { events: CiEvent[]; refs: Record<string, RefInfo> }) {
  const { events, refs } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <ul className={styles.rows}>
      {events.map(event => (
        <li key={event.position} className={styles.row}>
          <span className={styles.what}>
            <RefLabel entityRef={event.ref} refs={refs} />{' '}
            <span className={styles.about}>{summary(event, refs, t)}</span>
          </span>
          <span className={styles.about}>
            <RelativeTime instant={event.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What changed across the catalog, or of what is the reader's, newest first. */
export function RecentChanges() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const mine = useUrlValues().get('changes') === 'mine';
  const choiceHref = useChoiceHref();
  const recent = useRecent(mine);
  const pages = recent.data?.pages ?? [];
  const events = withoutEchoes(pages.flatMap(page => page.items));
  const refs: Record<string, RefInfo> = Object.assign(
    {},
    ...pages.map(page => page.refs),
  );
  const nothing = recent.data && events.length === 0;
  return (
    <RecordSection title={t('recent.title')}>
      <ViewTabs
        label={t('recent.show')}
        current={mine ? 'mine' : 'all'}
        views={[
          { id: 'all', label: t('recent.all') },
          { id: 'mine', label: t('recent.mine') },
        ]}
        hrefOf={({ id }) => choiceHref('changes', id)}
      />
      {recent.isPending && <Skeleton height={160} />}
      {recent.error && !recent.data && (
        <FailureMessage
          small
          error={recent.error}
          onRetry={() => recent.refetch()}
        />
      )}
      {nothing && !recent.hasNextPage && (
        <Message small title={t(mine ? 'recent.noneMine' : 'recent.none')}>
          {t('recent.noneNext')}
        </Message>
      )}
      {nothing && recent.hasNextPage && (
        <Text as="p" color="secondary">
          {t('recent.looked')}
        </Text>
      )}
      {events.length > 0 && <Rows events={events} refs={refs} />}
      {recent.hasNextPage && (
        <div>
          <Button
            variant="secondary"
            isPending={recent.isFetchingNextPage}
            onPress={() => recent.fetchNextPage()}
          >
            {t('recent.more')}
          </Button>
        </div>
      )}
    </RecordSection>
  );
}
