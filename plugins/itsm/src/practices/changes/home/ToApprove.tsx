import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  RelativeTime,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import {
  approvalsRouteRef,
  decideRouteRef,
} from '../../../core/approvals/routes';
import styles from './ChangesHome.module.css';
import { changesHomeTranslationRef } from './translation';

const SHOWN = 5;

/** What waits for the reader's decision, the longest waiting first. */
export function ToApprove() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const inboxHref = useRouteRef(approvalsRouteRef)?.();
  const decideHref = useRouteRef(decideRouteRef);
  const inbox = useItsmQuery(approvalRoutes.inbox, {
    query: { type: 'change', limit: SHOWN },
    live: true,
  });
  const items = inbox.data?.items;
  return (
    <RecordSection
      title={t('approve.title')}
      actions={
        inboxHref &&
        items &&
        items.length > 0 && <Link href={inboxHref}>{t('approve.all')}</Link>
      }
    >
      {inbox.isPending && <Skeleton height={48} />}
      {inbox.error && !items && (
        <FailureMessage
          small
          error={inbox.error}
          onRetry={() => inbox.refetch()}
        />
      )}
      {items?.length === 0 && (
        <Text as="p" color="secondary">
          {t('approve.none')}
        </Text>
      )}
      <ul className={styles.rows}>
        {items?.map(({ seat, record, step, askedAt }) => (
          <li key={seat.id}>
            <RouterLink
              className={styles.row}
              to={decideHref?.({ seatId: seat.id }) ?? ''}
            >
              <span>{record.title}</span>
              <span className={styles.about}>
                {record.number} · {step.title} ·{' '}
                <RelativeTime instant={askedAt} />
              </span>
            </RouterLink>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}
