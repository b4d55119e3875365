import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { leadershipRoutes } from '@callboard/plugin-itsm-common';
import type { Overview } from '@callboard/plugin-itsm-common';
import { errorSentence, useItsmMutation } from '@callboard/plugin-itsm-react';
import { RiMailLine, RiMailCheckLine } from '@remixicon/react';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { dayIn } from './useOverview';

/** Begins and ends being told of the numbers of each month. */
export function DigestButton(props: {
  overview: Pick<Overview, 'digest' | 'zone'>;
}) {
  const { digest, zone } = props.overview;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const toast = useApi(toastApiRef);
  const subscribe = useItsmMutation(leadershipRoutes.subscribe);
  const unsubscribe = useItsmMutation(leadershipRoutes.unsubscribe);
  const day = dayIn(digest.nextAt, zone);
  const told = (title: string) => ({
    onSuccess: () => toast.post({ title, status: 'success' }),
    onError: (error: Error) =>
      toast.post({ title: errorSentence(error), status: 'danger' }),
  });
  if (digest.configured && !digest.subscribed)
    return (
      <span className={styles.quiet} title={t('digest.configuredHint')}>
        {t('digest.configured')}
      </span>
    );
  const { subscribed } = digest;
  return (
    <span title={t('digest.hint', { day })}>
      <Button
        variant="secondary"
        iconStart={subscribed ? <RiMailCheckLine /> : <RiMailLine />}
        aria-pressed={subscribed}
        isPending={subscribe.isPending || unsubscribe.isPending}
        onPress={() =>
          subscribed
            ? unsubscribe.mutate({}, told(t('digest.ended')))
            : subscribe.mutate({}, told(t('digest.subscribed', { day })))
        }
      >
        {subscribed ? t('digest.unsubscribe') : t('digest.subscribe')}
      </Button>
    </span>
  );
}
