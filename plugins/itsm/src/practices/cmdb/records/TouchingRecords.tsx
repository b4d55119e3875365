import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Link, Skeleton, Text } from '@backstage/ui';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import type { CiRecord } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  itsmApiRef,
  Message,
  PriorityBadge,
  RecordBadges,
  recordTypesApiRef,
  RecordSection,
  refTitle,
  RelativeTime,
  RouterLink,
  StatusChip,
  useEntityHref,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import styles from './TouchingRecords.module.css';
import { ciRecordsTranslationRef } from './translation';

const BRIEF = 5;
const PAGE = 25;
/** Where all records of an item stand on its page. */
export const RECORDS_PATH = '/records';

function useTouching(entityRef: string, limit: number) {
  const api = useApi(itsmApiRef);
  return useInfiniteQuery({
    queryKey: ['itsm', cmdbItemRoutes.records.name, { entityRef, limit }],
    queryFn: ({ pageParam, signal }) =>
      api.call(cmdbItemRoutes.records, {
        query: { ref: entityRef, limit, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

function Row(props: {
  record: CiRecord;
  ids: readonly string[];
  entityRef: string;
  refs: Refs;
}) {
  const { record, ids, entityRef, refs } = props;
  const { t } = useTranslationRef(ciRecordsTranslationRef);
  const type = useApiHolder().get(recordTypesApiRef)?.get(record.type);
  const href = useRecordHref()(record);
  const { serviceRef } = record;
  const content = (
    <>
      <PriorityBadge priority={record.priority} compact />
      <span className={styles.words}>
        <span className={styles.what}>{record.title}</span>
        <span className={styles.about}>
          {type?.label ?? record.type} {record.number}
          {serviceRef &&
            serviceRef !== entityRef &&
            ` · ${t('against', { service: refTitle(serviceRef, refs) })}`}
          {' · '}
          <RelativeTime instant={record.updatedAt} />
        </span>
      </span>
      <span className={styles.state}>
        <RecordBadges type={record.type} id={record.id} ids={ids} />
        <StatusChip
          status={record.status}
          category={record.statusCategory}
          lifecycle={type?.lifecycle}
        />
      </span>
    </>
  );
  return href ? (
    <RouterLink className={styles.row} to={href}>
      {content}
    </RouterLink>
  ) : (
    <span className={styles.row}>{content}</span>
  );
}

/**
 * The records of all types that touch an item and that the reader may see, open ones first: filed
 * against it or a part of it, or linked to it.
 */
export function TouchingRecords(props: {
  entityRef: string;
  /** The first few, with the way to all of them. */
  brief?: boolean;
}) {
  const { entityRef, brief } = props;
  const { t } = useTranslationRef(ciRecordsTranslationRef);
  const pageHref = useEntityHref()(entityRef);
  const query = useTouching(entityRef, brief ? BRIEF : PAGE);
  const pages = query.data?.pages ?? [];
  const records = pages.flatMap(page => page.items);
  const refs: Refs = Object.assign({}, ...pages.map(page => page.refs));
  const ids = records.map(({ id }) => id);
  const open = pages[0]?.open;
  const title =
    open && open.count > 0
      ? t('titleOpen', { open: countWords(open) })
      : t('title');
  const more = brief && query.hasNextPage && pageHref;
  return (
    <RecordSection title={title}>
      {query.isPending && <Skeleton height={72} />}
      {query.error && !query.data && (
        <FailureMessage
          small
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && records.length === 0 && (
        <Message small title={t('none')}>
          {t('noneNext')}
        </Message>
      )}
      {records.length > 0 && (
        <ul className={styles.rows}>
          {records.map(record => (
            <li key={record.id}>
              <Row
                record={record}
                ids={ids}
                entityRef={entityRef}
                refs={refs}
              />
            </li>
          ))}
        </ul>
      )}
      {more && (
        <Text as="p" variant="body-small">
          <Link href={`${pageHref}${RECORDS_PATH}`}>{t('all')}</Link>
        </Text>
      )}
      {!brief && query.hasNextPage && (
        <Button
          variant="secondary"
          isPending={query.isFetchingNextPage}
          onPress={() => query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </RecordSection>
  );
}
