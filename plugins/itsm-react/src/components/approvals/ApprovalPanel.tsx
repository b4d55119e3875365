import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type {
  ApprovalDecision,
  RecordApprovals,
  RoundState,
} from '@callboard/plugin-itsm-common';
import { RiRefreshLine } from '@remixicon/react';
import { useState } from 'react';
import { isNotFound } from '../../api/errors';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';
import { Awaited } from '../record/Awaited';
import { RecordSection } from '../record/RecordLayout';
import { FailureMessage } from '../states/FailureMessage';
import { RefusalAlert } from '../states/RefusalAlert';
import { refTitle } from '../text/RefLabel';
import styles from './Approvals.module.css';
import { Decide } from './Decide';
import { RoundView } from './RoundView';
import { approvalTranslationRef } from './translation';
import { useLooked } from './useLooked';
import { WhatChanged } from './WhatChanged';

/** Of these rounds everything is of interest: who is still asked, or why it was rejected. */
const SPOKEN: readonly RoundState[] = ['asked', 'rejected'];

/** The first seat at which the reader may decide now. */
function seatOfMine(approvals: RecordApprovals | undefined) {
  const round = approvals?.items.find(({ state }) => state === 'asked');
  const seat = round?.steps
    .flatMap(step => step.seats)
    .find(({ viewer }) => viewer.canDecide);
  return seat && round && { seat, round };
}

/** Why the reader may not decide although a seat concerns them. */
function reasonOf(approvals: RecordApprovals | undefined): string | undefined {
  return approvals?.items
    .find(({ state }) => state === 'asked')
    ?.steps.flatMap(step => step.seats)
    .find(({ viewer }) => viewer.reason)?.viewer.reason;
}

/** Asks everybody anew, after a word about what that means. */
function AskAgain(props: { number: string }) {
  const { t } = useTranslationRef(approvalTranslationRef);
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(approvalRoutes.askAgain);
  if (!asking) {
    return (
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiRefreshLine />}
        onPress={() => setAsking(true)}
      >
        {t('askAgain.action')}
      </Button>
    );
  }
  return (
    <div className={styles.askAgain}>
      <Text color="secondary" variant="body-small">
        {t('askAgain.hint')}
      </Text>
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="secondary"
          isPending={isPending}
          onPress={() =>
            mutate(
              { params: { id: props.number } },
              { onSuccess: () => setAsking(false) },
            )
          }
        >
          {t('askAgain.action')}
        </Button>
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setAsking(false)}
        >
          {t('askAgain.back')}
        </Button>
      </div>
    </div>
  );
}

/** Where nobody is asked at the moment although somebody will be. */
function Between(props: { approvals: RecordApprovals }) {
  const { t } = useTranslationRef(approvalTranslationRef);
  const { approval, items } = props.approvals;
  if (items.some(({ state }) => state === 'asked')) return null;
  if (approval !== 'stale' && approval !== 'requested') return null;
  return (
    <Text as="p" color="secondary" role="status">
      {t(`said.${approval}`)}
    </Text>
  );
}

/**
 * The approval of a record: who is asked, who decided what and when, what is missing until when, and
 * for whoever is asked, what changed and the buttons. Records that nobody is asked about have none.
 */
export function ApprovalPanel(props: { number: string; type?: string }) {
  const { number, type = '' } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const [choice, setChoice] = useState<ApprovalDecision>();
  const [done, setDone] = useState<string>();
  const { data, error, isPending, refetch } = useItsmQuery(
    approvalRoutes.ofRecord,
    { params: { id: number }, live: true },
  );
  const mine = seatOfMine(data);
  const [hand, setHand] = useState<typeof mine>();
  // The seat in one's hands stays there: what is written at it must not go with it.
  const held = choice ? hand ?? mine : mine;
  const changes = useLooked(
    mine && data ? { number, changes: data.changes } : undefined,
  );
  // Where nobody is asked about anything there is nothing to say.
  if (isNotFound(error)) return null;
  if (error && !data) {
    return (
      <RecordSection title={t('title')}>
        <FailureMessage small error={error} onRetry={() => refetch()} />
      </RecordSection>
    );
  }
  if (isPending) return <Awaited />;
  if (!data || (data.items.length === 0 && !data.approval)) return null;
  const [newest, ...earlier] = data.items;
  const reason = reasonOf(data);
  const standsIn = held?.seat.viewer.standsInForRef;
  return (
    <RecordSection
      title={t('title')}
      actions={data.viewer.canAskAgain && <AskAgain number={number} />}
    >
      <div className={styles.panel}>
        <Between approvals={data} />
        {done && (
          <Text as="p" role="status">
            {done}
          </Text>
        )}
        {held && (
          <div className={styles.mine}>
            {changes.length > 0 && (
              <>
                <h3 className={styles.heading}>{t('changed.title')}</h3>
                <WhatChanged changes={changes} type={type} refs={data.refs} />
              </>
            )}
            {standsIn && (
              <Text as="p" color="secondary">
                {t('why.standsIn', { who: refTitle(standsIn, data.refs) })}
              </Text>
            )}
            <Decide
              seat={{
                id: held.seat.id,
                round: held.round.round,
                number,
                type,
              }}
              choice={choice}
              onChoose={next => {
                setHand(next && held);
                setDone(undefined);
                setChoice(next);
              }}
              onDone={(_, decision) => {
                setChoice(undefined);
                setHand(undefined);
                setDone(t(`decide.done.${decision}`, { number }));
              }}
            />
          </div>
        )}
        {newest && (
          <RoundView
            round={newest}
            refs={data.refs}
            folded={!SPOKEN.includes(newest.state)}
          />
        )}
        {!held && reason && (
          <Text as="p" color="secondary">
            {reason}
          </Text>
        )}
        {earlier.length > 0 && (
          <details className={styles.earlier}>
            <summary>{t('earlier', { count: earlier.length })}</summary>
            {earlier.map(round => (
              <RoundView key={round.id} round={round} refs={data.refs} named />
            ))}
          </details>
        )}
      </div>
    </RecordSection>
  );
}
