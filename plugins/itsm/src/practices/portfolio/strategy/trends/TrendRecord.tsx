import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  TREND,
  trendLifecycle,
  trendRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  JournalEntry,
  Lifecycle,
  Trend,
} from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordSection,
  RefusalAlert,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { TREND_RECORD_FIELDS } from '../fields';
import styles from '../Strategy.module.css';
import { trendTranslationRef } from '../translation';
import { Evidence } from './Evidence';
import { ReviewDue } from './ReviewDue';
import { ImpactPill } from './words';

type OnPage = RecordOnPage<typeof trendRoutes>;

/** When it is looked at again, and the way to say that it was. */
function Review(props: { trend: Trend; page: OnPage }) {
  const { trend, page } = props;
  const { number, reviewAt, viewer, statusCategory, version } = trend;
  const { t } = useTranslationRef(trendTranslationRef);
  const { mutate, isPending, error } = useItsmMutation(trendRoutes.review);
  const works = viewer.canUpdate && viewer.standing.includes('worker');
  if (statusCategory === 'closed') return null;
  return (
    <Property label={t('column.review')}>
      <div className={styles.stack}>
        <ReviewDue reviewAt={reviewAt} />
        {works && (
          <Button
            size="small"
            variant="secondary"
            isPending={isPending}
            onPress={() =>
              mutate(
                { params: { id: number }, body: {}, ifMatch: version },
                { onSuccess: page.show },
              )
            }
          >
            {t('reviewed')}
          </Button>
        )}
        <RefusalAlert error={error} />
      </div>
    </Property>
  );
}

function Facts(props: { trend: Trend; page: OnPage }) {
  const { trend, page } = props;
  const { t } = useTranslationRef(trendTranslationRef);
  const common = {
    fields: TREND_RECORD_FIELDS,
    record: trend,
    page,
    empty: t('nobody'),
  };
  return (
    <>
      <EditableFact name="trendImpact" {...common} />
      <EditableFact name="trendHorizon" {...common} />
      <EditableFact name="trendConfidence" {...common} />
      <EditableFact name="reviewEvery" {...common} />
      <Review trend={trend} page={page} />
      <EditableFact name="ownerRef" {...common} />
      <EditableFact name="assigneeRef" {...common} />
    </>
  );
}

/** One trend: what changes, what we know it by, and what we do about it. */
export function TrendRecord(props: {
  trend: Trend;
  page: OnPage;
  embedded?: boolean;
}) {
  const { trend, page, embedded } = props;
  const { number, what, answer, closeReason } = trend;
  const { t } = useTranslationRef(trendTranslationRef);
  const tell = useCallback(
    ({ kind }: JournalEntry) => {
      if (kind === 'trend.review-due')
        return { deed: t('tell.review'), says: [] };
      return kind === 'trend.reviewed'
        ? { deed: t('tell.reviewed'), says: ['reviewedAt', 'reviewAt'] }
        : undefined;
    },
    [t],
  );
  return (
    <RecordPageBody
      record={trend}
      type={TREND}
      lifecycle={trendLifecycle as Lifecycle}
      fields={TREND_RECORD_FIELDS}
      page={page}
      head={<ImpactPill impact={trend.trendImpact} />}
      main={
        <>
          {closeReason && (
            <RecordSection title={t('closed')}>
              <Markdown>{closeReason}</Markdown>
            </RecordSection>
          )}
          <RecordSection title={t('what')}>
            <Markdown>{what ?? ''}</Markdown>
          </RecordSection>
          <RecordSection title={t('answer')}>
            {answer ? (
              <Markdown>{answer}</Markdown>
            ) : (
              <p className={styles.hint}>{t('noAnswer')}</p>
            )}
          </RecordSection>
          <Evidence number={number} />
        </>
      }
      facts={<Facts trend={trend} page={page} />}
      sideLabel={t('side')}
      embedded={embedded}
      tell={tell}
    />
  );
}
