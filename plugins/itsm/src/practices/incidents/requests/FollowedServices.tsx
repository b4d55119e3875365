import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Skeleton, Text } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  RefLabel,
  refTitle,
  RefusalAlert,
  ServicePicker,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import styles from './FollowedServices.module.css';
import { requestsTranslationRef } from './translation';

/** The services that the reader follows, to be added to and taken from. */
export function FollowedServices() {
  const { t } = useTranslationRef(requestsTranslationRef);
  const followed = useItsmQuery(kernelRoutes.listFollowed);
  const follow = useItsmMutation(kernelRoutes.follow);
  const unfollow = useItsmMutation(kernelRoutes.unfollow);
  const [round, setRound] = useState(0);
  const { data, error } = followed;
  return (
    <RecordSection title={t('follow.title')}>
      <div className={styles.body}>
        <Text as="p" variant="body-small" color="secondary">
          {t('follow.hint')}
        </Text>
        {followed.isPending && <Skeleton height={24} />}
        {error && !data && (
          <FailureMessage
            small
            error={error}
            onRetry={() => followed.refetch()}
          />
        )}
        {data?.items.length === 0 && (
          <Text as="p" color="secondary">
            {t('follow.empty')}
          </Text>
        )}
        <ul className={styles.list}>
          {data?.items.map(({ entityRef }) => (
            <li key={entityRef} className={styles.row}>
              <RefLabel entityRef={entityRef} refs={data.refs} />
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiCloseLine />}
                aria-label={t('follow.stop', {
                  service: refTitle(entityRef, data.refs),
                })}
                isPending={
                  unfollow.isPending &&
                  unfollow.variables?.query?.entityRef === entityRef
                }
                onPress={() => unfollow.mutate({ query: { entityRef } })}
              />
            </li>
          ))}
        </ul>
        {/* Begins anew after each, so that it stands empty for the next one. */}
        <ServicePicker
          key={round}
          label={t('follow.add')}
          value={undefined}
          onChange={entityRef => {
            if (!entityRef) return;
            follow.mutate(
              { body: { entityRef } },
              { onSuccess: () => setRound(n => n + 1) },
            );
          }}
        />
        <RefusalAlert error={follow.error ?? unfollow.error} />
      </div>
    </RecordSection>
  );
}
