import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiPauseCircleLine } from '@remixicon/react';
import { setLive, useLive } from '../../api/live';
import { itsmReactTranslationRef } from '../../translation';
import styles from './LiveToggle.module.css';

/** Follows changes by others, or holds the list still while somebody reads it. */
export function LiveToggle(props: { onTurnedOn: () => void }) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [live] = useLive();
  return (
    <Button
      variant="tertiary"
      iconStart={live ? <span className={styles.dot} /> : <RiPauseCircleLine />}
      aria-pressed={live}
      aria-description={live ? t('live.on') : t('live.off')}
      onPress={() => {
        setLive(!live);
        if (!live) props.onTurnedOn();
      }}
    >
      {t('live.label')}
    </Button>
  );
}
