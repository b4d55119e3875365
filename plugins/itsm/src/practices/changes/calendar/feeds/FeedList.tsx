import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import { changeCalendarRoutes } from '@callboard/plugin-itsm-common';
import type { Feed } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  refTitle,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { choiceLabel } from '../../fields';
import { changeCalendarTranslationRef } from '../translation';
import styles from './Feeds.module.css';

/** One of somebody's feeds: what is in it, whether it is used, and the way to end it. */
function FeedRow(props: { feed: Feed; refs: Refs | undefined }) {
  const { feed, refs } = props;
  const { name } = feed;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const toast = useApi(toastApiRef);
  const revoke = useItsmMutation(changeCalendarRoutes.revokeFeed);
  const day = (at: string) =>
    DateTime.fromISO(at).toLocaleString(DateTime.DATE_MED);
  const parts = [
    ...feed.teams.map(team =>
      team === 'mine' ? t('filter.mine') : refTitle(team, refs),
    ),
    ...feed.services.map(service => refTitle(service, refs)),
    ...feed.types.map(type => choiceLabel('changeType', type)),
    t('feeds.made', { at: day(feed.createdAt) }),
    feed.lastUsedAt
      ? t('feeds.used', { at: day(feed.lastUsedAt) })
      : t('feeds.unused'),
  ];
  return (
    <li className={styles.feed}>
      <span className={styles.words}>
        <span>{name}</span>
        <span className={styles.about}>{parts.join(' · ')}</span>
      </span>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('feeds.revokeNamed', { name })}
        isPending={revoke.isPending}
        onPress={() =>
          revoke.mutate(
            { params: { id: feed.id } },
            {
              onSuccess: () => {
                toast.post({
                  title: t('feeds.revoked', { name }),
                  status: 'success',
                });
              },
              onError: e => {
                toast.post({ title: errorSentence(e), status: 'danger' });
              },
            },
          )
        }
      >
        {t('feeds.revoke')}
      </Button>
    </li>
  );
}

/** Somebody's feeds. */
export function FeedList() {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const feeds = useItsmQuery(changeCalendarRoutes.feeds);
  const { items, refs } = feeds.data ?? {};
  return (
    <section className={styles.list} aria-label={t('feeds.yours')}>
      <h3 className={styles.heading}>{t('feeds.yours')}</h3>
      {feeds.isPending && <Skeleton height={40} />}
      {feeds.error && !items && (
        <FailureMessage small error={feeds.error} onRetry={feeds.refetch} />
      )}
      {items?.length === 0 && (
        <Text as="p" color="secondary">
          {t('feeds.none')}
        </Text>
      )}
      {items && items.length > 0 && (
        <ul className={styles.feeds}>
          {items.map(feed => (
            <FeedRow key={feed.id} feed={feed} refs={refs} />
          ))}
        </ul>
      )}
    </section>
  );
}
