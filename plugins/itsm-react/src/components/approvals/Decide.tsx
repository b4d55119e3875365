import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text, TextAreaField } from '@backstage/ui';
import type { ApprovalDecision, Decided } from '@callboard/plugin-itsm-common';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { errorSentence } from '../../api/errors';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { problemProps } from '../fields/FieldInput';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './Approvals.module.css';
import { approvalTranslationRef } from './translation';
import { useDecision } from './useDecision';
import type { SeatInHand } from './useDecision';
import { WhatChanged } from './WhatChanged';

type Deciding = ReturnType<typeof useDecision>;

/** It changed under one's hands: what is different now, and how to go on. */
function ChangedMeanwhile(props: { deciding: Deciding; type: string }) {
  const { conflict, error, note } = props.deciding;
  const { t } = useTranslationRef(approvalTranslationRef);
  if (!conflict) return null;
  return (
    <>
      <Alert
        role="alert"
        icon
        status="warning"
        title={t('decide.conflict')}
        description={`${errorSentence(error)} ${
          note.trim() && t('decide.kept')
        }`}
      />
      {conflict.changes.length > 0 && (
        <WhatChanged
          changes={conflict.changes}
          type={props.type}
          refs={conflict.refs}
        />
      )}
      {conflict.again ? (
        <Button
          className={styles.again}
          variant="secondary"
          onPress={conflict.again}
        >
          {t('decide.again')}
        </Button>
      ) : (
        <Text as="p" color="secondary">
          {t('decide.notYet')}
        </Text>
      )}
    </>
  );
}

function DecisionForm(props: {
  seat: SeatInHand;
  decision: ApprovalDecision;
  onBack: () => void;
  onDone?: (decided: Decided, decision: ApprovalDecision) => void;
}) {
  const { seat, decision, onBack } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const [tried, setTried] = useState(false);
  const deciding = useDecision(seat, props.onDone);
  const { note, setNote, isPending, conflict, error } = deciding;
  const rejects = decision === 'reject';
  const missing = rejects && !note.trim();
  const submit = () => {
    setTried(true);
    if (!missing && !conflict) deciding.decide(decision);
  };
  const confirm = (
    <Button
      variant="primary"
      destructive={rejects}
      isPending={isPending}
      isDisabled={Boolean(conflict)}
      onPress={submit}
      {...focusOnOpen(!rejects)}
    >
      {t(rejects ? 'decide.confirmReject' : 'decide.confirmApprove', {
        number: seat.number,
      })}
      {rejects && <SubmitKeysHint />}
    </Button>
  );
  return (
    <SubmitKeys className={styles.form} onSubmit={submit} onEscape={onBack}>
      <TextAreaField
        label={rejects ? t('decide.note') : t('decide.noteOptional')}
        isRequired={rejects}
        rows={2}
        maxLength={10_000}
        value={note}
        onChange={setNote}
        {...focusOnOpen(rejects)}
        {...problemProps(
          tried && missing ? t('decide.noteMissing') : undefined,
        )}
      />
      {conflict ? (
        <ChangedMeanwhile deciding={deciding} type={seat.type} />
      ) : (
        <RefusalAlert error={error} />
      )}
      <div className={styles.buttons}>
        {confirm}
        <Button variant="tertiary" onPress={onBack}>
          {t('decide.back')}
        </Button>
        <Text color="secondary" variant="body-small">
          {t('decide.forGood')}
        </Text>
      </div>
    </SubmitKeys>
  );
}

/**
 * Decides at a seat: first what, then why. Two taps approve; whoever rejects says why. What is
 * written outlives a conflict.
 */
export function Decide(props: {
  seat: SeatInHand;
  /** What was chosen; the page may choose by key. */
  choice: ApprovalDecision | undefined;
  onChoose: (choice: ApprovalDecision | undefined) => void;
  onDone?: (decided: Decided, decision: ApprovalDecision) => void;
  /** On a phone the buttons stay in reach of the thumb. */
  sticky?: boolean;
}) {
  const { seat, choice, onChoose, sticky } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  return (
    <div
      className={sticky ? `${styles.decide} ${styles.sticky}` : styles.decide}
      role="group"
      aria-label={t('decide.label', { number: seat.number })}
    >
      {choice ? (
        <DecisionForm
          key={choice}
          seat={seat}
          decision={choice}
          onBack={() => onChoose(undefined)}
          onDone={props.onDone}
        />
      ) : (
        <div className={styles.buttons}>
          <Button
            variant="primary"
            iconStart={<RiCheckLine />}
            onPress={() => onChoose('approve')}
          >
            {t('decide.approve')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiCloseLine />}
            onPress={() => onChoose('reject')}
          >
            {t('decide.reject')}
          </Button>
        </div>
      )}
    </div>
  );
}
