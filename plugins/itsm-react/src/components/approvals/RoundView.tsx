import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ApprovalRound,
  ApprovalSeat,
  ApprovalStep,
} from '@callboard/plugin-itsm-common';
import { Pill } from '../Pill';
import { Markdown } from '../text/Markdown';
import { RefLabel, refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import { RelativeTime } from '../text/RelativeTime';
import styles from './Approvals.module.css';
import { Deadline } from './Deadline';
import { ROUND_LOOKS, SEAT_LOOKS } from './looks';
import { approvalTranslationRef } from './translation';

/** Who is asked, why, and what they said. */
function Seat(props: { seat: ApprovalSeat; refs: Refs | undefined }) {
  const { seat, refs } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const { decidedByRef, onBehalfOfRef } = seat;
  const byAnother = decidedByRef && decidedByRef !== seat.forRef;
  return (
    <li className={styles.seat}>
      <span
        className={styles.mark}
        data-state={seat.state}
        role="img"
        aria-label={t(`seat.${seat.state}`)}
        title={t(`seat.${seat.state}`)}
      >
        {SEAT_LOOKS[seat.state].icon}
      </span>
      <div className={styles.words}>
        <div className={styles.line}>
          <span className={styles.who}>
            <RefLabel entityRef={decidedByRef ?? seat.forRef} refs={refs} />
          </span>
          {byAnother && (
            <span className={styles.about}>
              {t('seat.for', {
                who: refTitle(onBehalfOfRef ?? seat.forRef, refs),
              })}
            </span>
          )}
          {seat.escalated && (
            <Pill tone="warning" title={t('seat.escalated')}>
              {t('step.escalated')}
            </Pill>
          )}
          <span className={styles.when}>
            {t(`seat.${seat.state}`)}
            {seat.decidedAt && (
              <>
                {' '}
                <RelativeTime instant={seat.decidedAt} />
              </>
            )}
          </span>
        </div>
        <span className={styles.about}>{seat.why}</span>
        {seat.note && (
          <div className={styles.note}>
            <Markdown>{seat.note}</Markdown>
          </div>
        )}
        {seat.hasNote && !seat.note && (
          <span className={styles.about}>{t('seat.hidden')}</span>
        )}
      </div>
    </li>
  );
}

/** A step: whether it is through, what is missing, and who is asked. */
function Step(props: {
  step: ApprovalStep;
  of: number;
  refs: Refs | undefined;
}) {
  const { step, of, refs } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const missing = step.needed - step.approved;
  const several = step.needed > 1 || step.seats.length > 1;
  return (
    <li className={styles.step} data-state={step.state}>
      <div className={styles.line}>
        <span className={styles.stepTitle}>
          {of > 1 && <span className={styles.position}>{step.position}</span>}
          {step.title}
        </span>
        {several && step.state !== 'closed' && (
          <span className={styles.about}>
            {t('step.progress', {
              approved: String(step.approved),
              needed: String(step.needed),
            })}
          </span>
        )}
        {step.state === 'open' && step.dueAt && (
          <span className={styles.when}>
            <Deadline dueAt={step.dueAt} />
          </span>
        )}
      </div>
      {step.state === 'waiting' && (
        <span className={styles.about}>{t('step.waits')}</span>
      )}
      {step.state === 'open' && missing > 0 && (
        <span className={styles.about}>
          {t('step.missing', { count: missing })}
          {!step.veto && ` ${t('step.noVeto')}`}
        </span>
      )}
      <ul className={styles.seats}>
        {step.seats.map(seat => (
          <Seat key={seat.id} seat={seat} refs={refs} />
        ))}
      </ul>
    </li>
  );
}

/** A round of approval: how it stands, by which policies, and its steps one after the other. */
export function RoundView(props: {
  round: ApprovalRound;
  refs: Refs | undefined;
  /** Say which one it is, among several. */
  named?: boolean;
  /** What it came to first, its steps for whoever asks. */
  folded?: boolean;
}) {
  const { round, refs, named, folded } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const look = ROUND_LOOKS[round.state];
  const at = round.decidedAt ?? round.askedAt;
  const said =
    round.state === 'asked' && round.askedByRef
      ? t('said.asked', { who: refTitle(round.askedByRef, refs) })
      : t(round.state === 'asked' ? 'said.askedNobody' : `said.${round.state}`);
  const steps = (
    <div className={styles.round}>
      <ol className={styles.steps} aria-label={t('step.label')}>
        {round.steps.map(step => (
          <Step
            key={step.position}
            step={step}
            of={round.steps.length}
            refs={refs}
          />
        ))}
      </ol>
      <span className={styles.about}>
        {round.policies.length > 0
          ? t('policies', {
              count: round.policies.length,
              titles: round.policies.map(({ title }) => title).join(', '),
            })
          : t('noPolicy')}
      </span>
    </div>
  );
  return (
    <div className={styles.round}>
      <div className={styles.line}>
        {named && (
          <span className={styles.stepTitle}>
            {t('roundName', { round: String(round.round) })}
          </span>
        )}
        <Pill tone={look.tone} icon={look.icon}>
          {t(`round.${round.state}`)}
        </Pill>
        <span className={styles.about}>
          {said} <RelativeTime instant={at} />
          {round.purpose === 'after' && ` · ${t('said.after')}`}
        </span>
      </div>
      {folded ? (
        <details className={styles.earlier}>
          <summary>{t('step.label')}</summary>
          {steps}
        </details>
      ) : (
        steps
      )}
    </div>
  );
}
