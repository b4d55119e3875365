import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import { riskFinderLabel } from '@callboard/plugin-itsm-common';
import type { RiskCandidate } from '@callboard/plugin-itsm-common';
import { Pill, RefLabel, RouterLink } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useId } from 'react';
import { riskRouteRef } from '../../routes';
import { LevelPill } from '../LevelPill';
import { risksTranslationRef } from '../translation';
import styles from './Candidates.module.css';

/** What it became, or why it is where it is. */
function Standing({ candidate }: { candidate: RiskCandidate }) {
  const { t } = useTranslationRef(risksTranslationRef);
  const hrefOf = useRouteRef(riskRouteRef);
  const { state, risk, reason, note } = candidate;
  if (state === 'accepted') {
    const words = risk
      ? t('candidates.became', {
          number: risk.number,
          status: risk.statusLabel,
        })
      : t('candidates.becameHidden');
    const href = risk && hrefOf?.({ number: risk.number });
    return (
      <p className={styles.note}>
        {href ? <RouterLink to={href}>{words}</RouterLink> : words}
      </p>
    );
  }
  const words = reason ? t('candidates.why', { reason }) : note;
  return words ? <p className={styles.note}>{words}</p> : null;
}

/** What was found, why it could hurt, what it rests on, and what can be done with it. */
export function CandidateCard(props: {
  candidate: RiskCandidate;
  refs: Refs;
  onAccept: () => void;
  onDismiss: () => void;
  onRestore: () => void;
}) {
  const { candidate, refs, onAccept, onDismiss, onRestore } = props;
  const { viewer, serviceRef, ownerRef, facts, path } = candidate;
  const { t } = useTranslationRef(risksTranslationRef);
  const heading = useId();
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.card}
      aria-labelledby={heading}
    >
      <p className={styles.about}>
        <LevelPill score={candidate.likelihood * candidate.impact} />
        <Pill tone="neutral">{riskFinderLabel(candidate.finder)}</Pill>
        {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} />}
        {ownerRef && (
          <span className={styles.owner}>
            {t('candidates.ownedBy')}{' '}
            <RefLabel entityRef={ownerRef} refs={refs} />
          </span>
        )}
      </p>
      <h2 className={styles.title} id={heading}>
        {candidate.title}
      </h2>
      <p className={styles.words}>
        {candidate.why} {candidate.remedy}
      </p>
      <Standing candidate={candidate} />
      <details className={styles.facts}>
        <summary>{t('candidates.facts')}</summary>
        <dl>
          {facts.map(({ label, value, ref }, i) => (
            <div key={`${i}-${label}`}>
              <dt>{label}</dt>
              <dd>
                {ref && refs[ref] ? (
                  <RefLabel entityRef={ref} refs={refs} />
                ) : (
                  value
                )}
                {ref && refs[ref] && refs[ref].title !== value && ` ${value}`}
              </dd>
            </div>
          ))}
        </dl>
        {path && <RouterLink to={path}>{t('candidates.readMore')}</RouterLink>}
      </details>
      {(viewer.canAccept || viewer.canRestore) && (
        <div className={styles.actions}>
          {viewer.canAccept && (
            <Button variant="secondary" size="small" onPress={onAccept}>
              {t('candidates.accept')}
            </Button>
          )}
          {viewer.canDismiss && (
            <Button variant="tertiary" size="small" onPress={onDismiss}>
              {t('candidates.dismiss')}
            </Button>
          )}
          {viewer.canRestore && (
            <Button variant="secondary" size="small" onPress={onRestore}>
              {t('candidates.restore')}
            </Button>
          )}
        </div>
      )}
    </Box>
  );
}
