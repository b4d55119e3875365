import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Link,
  Skeleton,
  Text,
  TextField,
} from '@backstage/ui';
import {
  changeReviewRoutes,
  type ChangeReview,
  type ReviewIncident,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { RiArrowGoBackLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

function Incident({ incident }: { incident: ReviewIncident }) {
  const { number, title } = incident;
  const href = useRecordHref()({ type: 'incident', number });
  return (
    <span>
      {href ? <Link href={href}>{number}</Link> : number} {title}
    </span>
  );
}

/** Incidents that may have been caused, each with why, to be linked or ruled out. */
function Proposals({ review }: { review: ChangeReview }) {
  const { number } = review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { data, error, refetch } = useItsmQuery(changeReviewRoutes.proposals, {
    params: { id: number },
  });
  const link = useItsmMutation(changeReviewRoutes.linkIncident);
  const dismiss = useItsmMutation(changeReviewRoutes.dismiss);
  const restore = useItsmMutation(changeReviewRoutes.undismiss);
  const [other, setOther] = useState('');
  const isPending = link.isPending || dismiss.isPending;
  const submit = () => {
    const incident = other.trim().toUpperCase();
    if (incident === '') return;
    link.mutate(
      { params: { id: number }, body: { incident } },
      { onSuccess: () => setOther('') },
    );
  };
  return (
    <>
      <h4 className={styles.sub}>{t('proposals')}</h4>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={60} />}
      {data && data.items.length === 0 && (
        <Text as="p" color="secondary">
          {data.none ?? t('noProposals')}
        </Text>
      )}
      <ul className={styles.list}>
        {data?.items.map(item => (
          <li key={item.id} className={styles.row}>
            <div>
              <Incident incident={item} />
              <p>
                {item.reason} {t('score', { score: String(item.score) })}
              </p>
            </div>
            <span className={styles.tools}>
              <Button
                size="small"
                variant="secondary"
                isDisabled={isPending}
                aria-label={`${t('cause')}: ${item.number}`}
                onPress={() =>
                  link.mutate({
                    params: { id: number },
                    body: { incident: item.number },
                  })
                }
              >
                {t('cause')}
              </Button>
              <Button
                size="small"
                variant="tertiary"
                isDisabled={isPending}
                aria-label={`${t('dismiss')}: ${item.number}`}
                onPress={() =>
                  dismiss.mutate({
                    params: { id: number, incident: item.number },
                  })
                }
              >
                {t('dismiss')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {data && data.dismissed.length > 0 && (
        <details className={styles.ruledOut}>
          <summary>{t('dismissed', { count: data.dismissed.length })}</summary>
          <ul className={styles.list}>
            {data.dismissed.map(item => (
              <li key={item.id} className={styles.row}>
                <Incident incident={item} />
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  icon={<RiArrowGoBackLine />}
                  aria-label={t('restore', { number: item.number })}
                  onPress={() =>
                    restore.mutate({
                      params: { id: number, incident: item.number },
                    })
                  }
                />
              </li>
            ))}
          </ul>
        </details>
      )}
      <form
        className={styles.add}
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('incidentNumber')}
          placeholder="INC-1042"
          value={other}
          onChange={setOther}
        />
        <Button
          type="submit"
          variant="secondary"
          isDisabled={other.trim() === '' || isPending}
        >
          {t('link')}
        </Button>
      </form>
      <RefusalAlert error={link.error ?? dismiss.error ?? restore.error} />
    </>
  );
}

/** Incidents that a change caused: those that are linked, and those that may be. */
export function CausedIncidents({ review }: { review: ChangeReview }) {
  const { number, incidents, viewer } = review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const unlink = useItsmMutation(changeReviewRoutes.unlinkIncident);
  const works =
    viewer.canReview || viewer.canAsk || review.reason !== undefined;
  return (
    <section className={styles.part} aria-label={t('incidents')}>
      <h3>{t('incidents')}</h3>
      {incidents.length === 0 && (
        <Text as="p" color="secondary">
          {t('noIncidents')}
        </Text>
      )}
      <ul className={styles.list}>
        {incidents.map(incident => (
          <li key={incident.id} className={styles.row}>
            <Incident incident={incident} />
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiCloseLine />}
              aria-label={t('unlink', { number: incident.number })}
              onPress={() =>
                unlink.mutate({
                  params: { id: number, incident: incident.number },
                })
              }
            />
          </li>
        ))}
      </ul>
      <RefusalAlert error={unlink.error} />
      {works && <Proposals review={review} />}
    </section>
  );
}
