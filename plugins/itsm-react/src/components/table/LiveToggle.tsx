import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiErrorWarningLine, RiPauseCircleLine } from '@remixicon/react';
import { setLive, useLive } from '../../api/live';
import { itsmReactTranslationRef } from '../../translation';
import styles from './LiveToggle.module.css';

/** What of an answer says how new it is, as `useItsmQuery` gives it. */
export interface FollowedResult {
  refetch(): unknown;
  /** Whether it is there, and could not be asked for again. */
  isRefetchError?: boolean;
  /** When the server last gave it, in milliseconds since the epoch. */
  dataUpdatedAt?: number;
}

/**
 * Follows changes by others, or holds the list still while somebody reads it. Where the list could not be
 * loaded again it says since when, in place of that it is live: somebody waits for what is not shown.
 */
export function LiveToggle(props: { result: FollowedResult }) {
  const { refetch, isRefetchError, dataUpdatedAt = 0 } = props.result;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [live] = useLive();
  if (live && isRefetchError) {
    const time = new Date(dataUpdatedAt).toLocaleTimeString(undefined, {
      timeStyle: 'short',
    });
    return (
      <Button
        variant="tertiary"
        iconStart={<RiErrorWarningLine className={styles.stale} />}
        aria-description={t('live.retry')}
        onPress={() => {
          refetch();
        }}
      >
        {t('live.stale', { time })}
      </Button>
    );
  }
  return (
    <Button
      variant="tertiary"
      iconStart={live ? <span className={styles.dot} /> : <RiPauseCircleLine />}
      aria-pressed={live}
      aria-description={live ? t('live.on') : t('live.off')}
      onPress={() => {
        setLive(!live);
        if (!live) refetch();
      }}
    >
      {t('live.label')}
    </Button>
  );
}
