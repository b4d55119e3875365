import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { KeyResult } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  Sparkline,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiMore2Line } from '@remixicon/react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { amountWords } from '../words/amounts';
import { ConfidencePill } from '../words/ConfidencePill';
import { Progress } from '../words/Progress';

/** The line is drawn as it is: whether it is usual nobody says of a dozen values. */
const UNJUDGED = { verdict: 'too-little' } as const;

/** One key result: what it is to be, what it is, and how far that is. */
export function KeyResultRow(props: {
  keyResult: KeyResult;
  refs: Refs;
  canEdit: boolean;
  elapsed?: number;
  onOpen: (what: 'edit' | 'checkIn' | 'history') => void;
  /** Absent for the first one. */
  onUp?: () => void;
  onRemove: () => void;
}) {
  const { keyResult, refs, canEdit, elapsed, onOpen, onUp, onRemove } = props;
  const { title, start, target, current, currentAt, history } = keyResult;
  const { t } = useTranslationRef(strategyTranslationRef);
  const words = (value: number) => amountWords(value, keyResult);
  const act = (key: string | number) => {
    if (key === 'edit') onOpen('edit');
    if (key === 'up') onUp?.();
    if (key === 'remove') onRemove();
  };
  return (
    <li className={styles.keyResult}>
      <div className={styles.lead}>
        <h3 className={styles.leadTitle}>{title}</h3>
        <ConfidencePill confidence={keyResult.confidence} />
        {keyResult.canCheckIn && (
          <Button
            size="small"
            variant="secondary"
            onPress={() => onOpen('checkIn')}
          >
            {t('keyResult.checkIn')}
          </Button>
        )}
        {canEdit && (
          <MenuTrigger>
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiMore2Line />}
              aria-label={t('keyResult.more', { title })}
            />
            <Menu onAction={act}>
              <MenuItem id="edit">{t('keyResult.edit')}</MenuItem>
              {onUp && <MenuItem id="up">{t('keyResult.up')}</MenuItem>}
              <MenuItem id="remove" color="danger">
                {t('keyResult.remove')}
              </MenuItem>
            </Menu>
          </MenuTrigger>
        )}
      </div>
      <Progress progress={keyResult.progress} elapsed={elapsed} />
      <div className={styles.line}>
        <b>
          {current === undefined
            ? t('keyResult.unknown')
            : t('keyResult.now', { current: words(current) })}
        </b>
        <span>
          {start === target
            ? t('keyResult.hold', { target: words(target) })
            : t('keyResult.from', {
                start: words(start),
                target: words(target),
              })}
        </span>
        {currentAt && (
          <span>
            {t('keyResult.as')} <RelativeTime instant={currentAt} />
          </span>
        )}
        {keyResult.kpi && (
          <span>
            {t('keyResult.measuredBy', {
              kpi: keyResult.kpiName ?? keyResult.kpi,
              every: t(
                keyResult.every === 'week'
                  ? 'keyResult.weekly'
                  : 'keyResult.monthly',
              ),
            })}
          </span>
        )}
        {keyResult.ownerRef && (
          <RefLabel entityRef={keyResult.ownerRef} refs={refs} plain />
        )}
        {history.length > 0 && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onOpen('history')}
          >
            {t('keyResult.showHistory', { count: history.length })}
          </Button>
        )}
        <Sparkline
          points={history.map(({ value }) => ({ value, complete: true }))}
          judged={UNJUDGED}
        />
      </div>
      {keyResult.measureFault && (
        <p className={styles.fault}>{keyResult.measureFault}</p>
      )}
    </li>
  );
}
