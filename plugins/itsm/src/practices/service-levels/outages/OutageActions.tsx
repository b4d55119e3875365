import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { outageRoutes } from '@callboard/plugin-itsm-common';
import type { Outage } from '@callboard/plugin-itsm-common';
import { useNow } from '@callboard/plugin-itsm-react';
import { RiMoreLine } from '@remixicon/react';
import { useState } from 'react';
import { useAct } from '../../../core/admin/useAct';
import { OutageDialog } from './OutageDialog';
import styles from './Outages.module.css';
import { spanWords } from './outageWords';
import { outagesTranslationRef } from './translation';

interface Action {
  name: 'correct' | 'end' | 'withdraw' | 'restore';
  act: () => void;
  isPending?: boolean;
}

/** What can be done with an outage now. */
function useActions(outage: Outage, correct: () => void): Action[] {
  const { t } = useTranslationRef(outagesTranslationRef);
  const end = useAct(outageRoutes.end, () => t('ended'));
  const withdraw = useAct(outageRoutes.withdraw, () => t('withdrew'));
  const restore = useAct(outageRoutes.restore, () => t('restored'));
  const call = { params: { id: outage.id }, ifMatch: outage.version };
  if (outage.withdrawnAt)
    return [
      {
        name: 'restore',
        act: () => restore.act(call),
        isPending: restore.isPending,
      },
    ];
  const ending: Action = {
    name: 'end',
    act: () => end.act({ ...call, body: {} }),
    isPending: end.isPending,
  };
  return [
    ...(outage.end ? [] : [ending]),
    { name: 'correct', act: correct },
    {
      name: 'withdraw',
      act: () => withdraw.act(call),
      isPending: withdraw.isPending,
    },
  ];
}

/** What can be done with an outage, for whoever may: as buttons, or in rows of a table as a menu. */
export function OutageActions(props: { outage: Outage; asMenu?: boolean }) {
  const { outage, asMenu } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const now = useNow();
  const [correcting, setCorrecting] = useState(false);
  const actions = useActions(outage, () => setCorrecting(true));
  if (!outage.mayChange) return <></>;
  const what = spanWords(outage, now, t);
  const label = t('change', { what });
  return (
    <span className={styles.actions}>
      {asMenu ? (
        <MenuTrigger>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiMoreLine />}
            aria-label={label}
          />
          <Menu aria-label={label}>
            {actions.map(({ name, act }) => (
              <MenuItem key={name} onAction={act}>
                {t(name)}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      ) : (
        actions.map(({ name, act, isPending }) => (
          <Button
            key={name}
            size="small"
            variant="secondary"
            aria-label={t('ofRow', { action: t(name), what })}
            isPending={isPending}
            onPress={act}
          >
            {t(name)}
          </Button>
        ))
      )}
      {correcting && (
        <OutageDialog outage={outage} onClose={() => setCorrecting(false)} />
      )}
    </span>
  );
}
