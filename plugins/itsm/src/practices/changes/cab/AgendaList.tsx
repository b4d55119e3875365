import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CabAgenda, CabItem } from '@callboard/plugin-itsm-common';
import { Pill, refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningLine,
  RiCheckboxBlankCircleLine,
  RiCheckLine,
  RiCloseLine,
  RiGitMergeLine,
  RiSnowyLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import type { ReactElement } from 'react';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { RiskPill } from '../words/RiskPill';
import styles from './Cab.module.css';
import { cabTranslationRef } from './translation';
import { byDay } from './useCab';

const MARKS: Record<CabItem['seat']['answer'], ReactElement> = {
  open: <RiCheckboxBlankCircleLine aria-hidden />,
  approved: <RiCheckLine aria-hidden />,
  rejected: <RiCloseLine aria-hidden />,
};

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function Row(props: {
  item: CabItem;
  refs: Refs;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { item, refs, isChosen } = props;
  const { change, seat, missed } = item;
  const { t } = useTranslationRef(cabTranslationRef);
  return (
    <button
      type="button"
      className={styles.row}
      data-itsm-row={change.number}
      aria-current={isChosen || undefined}
      onClick={props.onChoose}
    >
      <span
        className={styles.mark}
        data-answer={seat.answer}
        role="img"
        aria-label={t(`answer.${seat.answer}`)}
        title={t(`answer.${seat.answer}`)}
      >
        {MARKS[seat.answer]}
      </span>
      <span className={styles.rowWords}>
        <span className={styles.rowTitle}>{change.title}</span>
        <span className={styles.about}>
          {change.number}
          {change.plannedStart &&
            ` · ${DateTime.fromISO(change.plannedStart).toLocaleString(TIME)}`}
          {change.serviceRef && ` · ${refTitle(change.serviceRef, refs)}`}
        </span>
        <span className={styles.pills}>
          {change.risk && <RiskPill risk={change.risk} />}
          {change.changeType === 'emergency' && (
            <ChangeTypeWords type={change.changeType} />
          )}
          {seat.after && <Pill tone="info">{t('agenda.after')}</Pill>}
          {change.inFreeze && (
            <Pill tone="warning" icon={<RiSnowyLine aria-hidden />}>
              {t('agenda.freeze')}
            </Pill>
          )}
          {Boolean(change.conflictCount) && (
            <Pill tone="warning" icon={<RiGitMergeLine aria-hidden />}>
              {t('agenda.conflicts', { count: change.conflictCount! })}
            </Pill>
          )}
          {missed && (
            <Pill tone="danger" icon={<RiAlarmWarningLine aria-hidden />}>
              {t('agenda.missed')}
            </Pill>
          )}
        </span>
      </span>
    </button>
  );
}

/** The changes of an agenda by the day on which they begin. */
export function AgendaList(props: {
  agenda: CabAgenda;
  chosen: string | undefined;
  onChoose: (number: string) => void;
}) {
  const { agenda, chosen, onChoose } = props;
  const { t } = useTranslationRef(cabTranslationRef);
  return (
    <nav aria-label={t('agenda.label')} className={styles.agenda}>
      {byDay(agenda.items).map(({ day, items }) => (
        <section key={day}>
          <h2 className={styles.day}>
            {day
              ? DateTime.fromISO(day).toLocaleString({
                  weekday: 'long',
                  day: 'numeric',
                  month: 'long',
                })
              : t('agenda.unplanned')}
          </h2>
          {items.map(item => (
            <Row
              key={item.change.id}
              item={item}
              refs={agenda.refs}
              isChosen={item.change.number === chosen}
              onChoose={() => onChoose(item.change.number)}
            />
          ))}
        </section>
      ))}
      {agenda.truncated && (
        <p className={styles.quiet}>{t('agenda.truncated')}</p>
      )}
      {agenda.later > 0 && (
        <p className={styles.quiet}>
          {t('agenda.later', { count: agenda.later })}
        </p>
      )}
    </nav>
  );
}
