import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import { finderLabel } from '@callboard/plugin-itsm-common';
import type { Proposal } from '@callboard/plugin-itsm-common';
import { Pill, RefLabel, RouterLink } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningLine,
  RiChat1Line,
  RiDatabase2Line,
  RiGitBranchLine,
  RiHourglassLine,
  RiRepeatLine,
  RiStackLine,
  RiTimerLine,
} from '@remixicon/react';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { initiativeRouteRef } from '../routes';
import { Course, Evidence, Figures } from './Evidence';
import { MeasuredBy } from './MeasuredBy';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';
import { hoursWords, moneyWords, periodWords } from './words';

const ICONS: Record<Proposal['finder'], ReactElement> = {
  'repeated-on-item': <RiRepeatLine size={14} />,
  'repeated-in-words': <RiChat1Line size={14} />,
  'time-held': <RiTimerLine size={14} />,
  'changes-causing-incidents': <RiGitBranchLine size={14} />,
  'slow-approvals': <RiHourglassLine size={14} />,
  'noisy-service': <RiAlarmWarningLine size={14} />,
  'ageing-backlog': <RiStackLine size={14} />,
  'cmdb-gaps': <RiDatabase2Line size={14} />,
};

/** What it became, or why it is where it is. */
function Standing({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslationRef(proposalsTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const { state, initiative, reason, note } = proposal;
  if (state === 'accepted') {
    const words = initiative
      ? t('became', {
          number: initiative.number,
          status: initiative.statusLabel,
        })
      : t('becameHidden');
    const href = initiative && hrefOf?.({ number: initiative.number });
    return (
      <p className={styles.note}>
        {href ? <RouterLink to={href}>{words}</RouterLink> : words}
      </p>
    );
  }
  const words = reason ? t('reason', { reason }) : note;
  return words ? <p className={styles.note}>{words}</p> : null;
}

/** What was found, what it rests on, what it would save, and what can be done with it. */
export function ProposalCard(props: {
  proposal: Proposal;
  refs: Refs;
  onAccept: () => void;
  onDismiss: () => void;
  onRestore: () => void;
}) {
  const { proposal, refs, onAccept, onDismiss, onRestore } = props;
  const { finder, title, why, serviceRef, ownerRef, estimate } = proposal;
  const { viewer } = proposal;
  const { t } = useTranslationRef(proposalsTranslationRef);
  const heading = useId();
  const money = moneyWords(estimate);
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.card}
      aria-labelledby={heading}
    >
      <div className={styles.main}>
        <p className={styles.about}>
          <Pill tone="neutral" icon={ICONS[finder]}>
            {finderLabel(finder)}
          </Pill>
          {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} />}
          {ownerRef && <RefLabel entityRef={ownerRef} refs={refs} />}
          <span>{t('period', periodWords(proposal.evidence))}</span>
        </p>
        <h2 className={styles.title} id={heading}>
          {title}
        </h2>
        <p className={styles.why}>{why}</p>
        <Standing proposal={proposal} />
        <Figures evidence={proposal.evidence} />
      </div>
      <div className={styles.side}>
        <p className={styles.saves}>
          <span>{t('savesLabel')}</span>
          <b>{t('saves', { hours: hoursWords(estimate.hours) })}</b>
          {money && <span>{t('savesMoney', { money })}</span>}
        </p>
        <Course evidence={proposal.evidence} />
        {(viewer.canAccept || viewer.canRestore) && (
          <div className={styles.actions}>
            {viewer.canAccept && (
              <Button variant="primary" size="small" onPress={onAccept}>
                {t('accept.button')}
              </Button>
            )}
            {viewer.canDismiss && (
              <Button variant="secondary" size="small" onPress={onDismiss}>
                {t('dismiss.button')}
              </Button>
            )}
            {viewer.canRestore && (
              <Button variant="secondary" size="small" onPress={onRestore}>
                {t('restore')}
              </Button>
            )}
          </div>
        )}
      </div>
      <div className={styles.more}>
        <details>
          <summary>{t('evidence')}</summary>
          <Evidence proposal={proposal} refs={refs} />
        </details>
        <details>
          <summary>{t('estimate')}</summary>
          <p className={styles.formula}>{estimate.formula}</p>
          <p className={styles.hint}>{t('assumed')}</p>
          <ul className={styles.assumed}>
            {estimate.assumptions.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <MeasuredBy proposal={proposal} />
        </details>
      </div>
    </Box>
  );
}
