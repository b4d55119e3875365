import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import {
  changeReviewRoutes,
  type Change,
  type ChangeReview,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  RefusalAlert,
  RelativeTime,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { CausedIncidents } from './CausedIncidents';
import { Questions } from './Questions';
import { ReviewActions } from './ReviewActions';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';
import { WhatChanged } from './WhatChanged';

/** States in which there is something to look back at, or soon will be. */
const SHOWN_IN = ['implement', 'review', 'closed'];

/** Why it is reviewed, or that it need not be. */
function Reason(props: { review: ChangeReview; change: Change }) {
  const { review, change } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { number, reason, reviewedAt, viewer } = review;
  const ask = useItsmMutation(changeReviewRoutes.ask);
  // Why it is reviewed is settled when it is finished; of an emergency it is known before.
  const known =
    reason ?? (change.changeType === 'emergency' ? 'emergency' : undefined);
  const open = change.status === 'implement' ? 'notYet' : 'notNeeded';
  const words = known ? t(`reason.${known}`) : t(open);
  return (
    <>
      <Text as="p" color="secondary">
        {words}{' '}
        {reviewedAt && (
          <>
            {t('done')} <RelativeTime instant={reviewedAt} />.
          </>
        )}
      </Text>
      {viewer.canAsk && (
        <div className={styles.ask}>
          <Button
            size="small"
            variant="secondary"
            isDisabled={ask.isPending}
            onPress={() => ask.mutate({ params: { id: number } })}
          >
            {t('ask')}
          </Button>
        </div>
      )}
      <RefusalAlert error={ask.error} />
    </>
  );
}

/**
 * The review after a change: why it is needed, what is asked, what is to be done, which incidents it
 * caused, and what really changed beside what was planned. For those who work on it.
 */
export function ReviewPanel(props: { change: Change }) {
  const { change } = props;
  const { number, viewer, status } = change;
  const { t } = useTranslationRef(reviewTranslationRef);
  const shown = viewer.seesInternal && SHOWN_IN.includes(status);
  const { data, error, refetch } = useItsmQuery(changeReviewRoutes.get, {
    params: { id: number },
    enabled: shown,
    live: true,
  });
  if (!shown) return null;
  const isDone = status !== 'implement';
  return (
    <RecordSection title={t('title')}>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={120} />}
      {data && (
        <>
          <Reason review={data} change={change} />
          {isDone && data.reason && <Questions review={data} />}
          {isDone && (data.reason || data.actions.length > 0) && (
            <ReviewActions review={data} />
          )}
          <CausedIncidents review={data} />
          <WhatChanged number={number} />
        </>
      )}
    </RecordSection>
  );
}
