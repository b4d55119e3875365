import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import {
  Deadline,
  FailureMessage,
  Pill,
  RouterLink,
  useItsmQuery,
  useWaitingApprovals,
} from '@callboard/plugin-itsm-react';
import styles from './Approvals.module.css';
import { approvalsRouteRef } from './routes';
import { approvalsTranslationRef } from './translation';

const SHOWN = 5;

/** Home widget: what waits for the viewer's decision, the longest waiting first. */
export function ApprovalsWidget() {
  const { t } = useTranslationRef(approvalsTranslationRef);
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const inbox = useItsmQuery(approvalRoutes.inbox, {
    query: { limit: SHOWN },
    live: true,
  });
  const count = useWaitingApprovals();
  const items = inbox.data?.items;
  if (inbox.isPending) return <Skeleton height={36} />;
  if (inbox.error && !items) {
    return (
      <FailureMessage
        small
        error={inbox.error}
        onRetry={() => inbox.refetch()}
      />
    );
  }
  if (!items || items.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('widget.none')}
      </Text>
    );
  }
  return (
    <>
      <ul className={styles.lines}>
        {items.map(({ seat, step, record, isNew }) => (
          <li key={seat.id}>
            <RouterLink className={styles.lineLink} to={`${base}/${seat.id}`}>
              <span className={styles.lineWords}>
                <span className={styles.lineTitle}>{record.title}</span>
                <span className={styles.about}>
                  {record.number} · {seat.why}
                </span>
              </span>
              <span className={styles.lineState}>
                {isNew && <Pill tone="info">{t('item.new')}</Pill>}
                {step.dueAt && <Deadline dueAt={step.dueAt} />}
              </span>
            </RouterLink>
          </li>
        ))}
      </ul>
      {count && count.waiting > items.length && (
        <p className={styles.all}>
          <RouterLink to={base}>
            {t('widget.all')} (
            {count.waiting > 1_000 ? '1,000+' : count.waiting})
          </RouterLink>
        </p>
      )}
    </>
  );
}
