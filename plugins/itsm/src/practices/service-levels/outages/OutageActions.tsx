import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { outageRoutes } from '@callboard/plugin-itsm-common';
import type { Outage } from '@callboard/plugin-itsm-common';
import { useNow } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { useAct } from '../../../core/admin/useAct';
import { OutageDialog } from './OutageDialog';
import { spanWords } from './outageWords';
import styles from './Outages.module.css';
import { outagesTranslationRef } from './translation';

/** What can be done with an outage, for whoever may. */
export function OutageActions(props: { outage: Outage }) {
  const { outage } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const now = useNow();
  const [correcting, setCorrecting] = useState(false);
  const end = useAct(outageRoutes.end, () => t('ended'));
  const withdraw = useAct(outageRoutes.withdraw, () => t('withdrew'));
  const restore = useAct(outageRoutes.restore, () => t('restored'));
  if (!outage.mayChange) return <></>;
  const call = { params: { id: outage.id }, ifMatch: outage.version };
  const what = spanWords(outage, now, t);
  const button = (
    action: 'correct' | 'end' | 'withdraw' | 'restore',
    onPress: () => void,
    isPending = false,
  ) => (
    <Button
      size="small"
      variant="secondary"
      aria-label={t('ofRow', { action: t(action), what })}
      isPending={isPending}
      onPress={onPress}
    >
      {t(action)}
    </Button>
  );
  if (outage.withdrawnAt)
    return (
      <span className={styles.actions}>
        {button('restore', () => restore.act(call), restore.isPending)}
      </span>
    );
  return (
    <span className={styles.actions}>
      {!outage.end &&
        button('end', () => end.act({ ...call, body: {} }), end.isPending)}
      {button('correct', () => setCorrecting(true))}
      {button('withdraw', () => withdraw.act(call), withdraw.isPending)}
      {correcting && (
        <OutageDialog outage={outage} onClose={() => setCorrecting(false)} />
      )}
    </span>
  );
}
