import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Skeleton } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ITSM_QUERY_ROOT,
  itsmApiRef,
  Message,
  PageBody,
  usePageTitle,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { HealthTabs } from '../health/HealthTabs';
import { ConfirmList } from './ConfirmList';
import styles from './Confirmations.module.css';
import { ciConfirmationTranslationRef } from './translation';

const PAGE = 200;
const SOON_DAYS = 30;

function useConfirmations(soon: boolean) {
  const api = useApi(itsmApiRef);
  return useInfiniteQuery({
    queryKey: [ITSM_QUERY_ROOT, cmdbHealthRoutes.confirmations.name, { soon }],
    queryFn: ({ pageParam, signal }) =>
      api.call(cmdbHealthRoutes.confirmations, {
        query: {
          within: soon ? SOON_DAYS : undefined,
          limit: PAGE,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** What is the reader's and their groups' to confirm, by class; many are confirmed at once. */
export function ConfirmationsPage() {
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const soon = useUrlValues().get('when') === 'soon';
  const query = useConfirmations(soon);
  const pages = query.data?.pages ?? [];
  const items = pages.flatMap(page => page.items);
  const refs = Object.assign({}, ...pages.map(page => page.refs));
  const isEmpty = query.data && items.length === 0 && !query.hasNextPage;
  usePageTitle(t('title'));
  return (
    <PageBody title={t('title')}>
      <HealthTabs page="confirmations" />
      <p className={styles.meaning}>
        {t('meaning')} {t('notTrue')}
      </p>
      <ViewTabs
        label={t('when')}
        current={soon ? 'soon' : 'due'}
        views={[
          { id: 'due', label: t('due') },
          { id: 'soon', label: t('soon') },
        ]}
        hrefOf={({ id }) => (id === 'soon' ? '?when=soon' : '?')}
      />
      {query.isPending && (
        <div aria-busy="true">
          <Skeleton height={220} />
        </div>
      )}
      {query.error && !query.data && (
        <FailureMessage error={query.error} onRetry={() => query.refetch()} />
      )}
      {isEmpty && (
        <Message
          title={t(soon ? 'empty.soon' : 'empty.due')}
          actions={
            !soon && (
              <ButtonLink variant="secondary" href="?when=soon">
                {t('empty.showSoon')}
              </ButtonLink>
            )
          }
        >
          {t(soon ? 'empty.soonNext' : 'empty.dueNext')}
        </Message>
      )}
      {items.length > 0 && (
        <ConfirmList items={items} refs={refs} hasMore={query.hasNextPage} />
      )}
      {query.hasNextPage && (
        <div>
          <Button
            variant="secondary"
            isPending={query.isFetchingNextPage}
            onPress={() => query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </PageBody>
  );
}
