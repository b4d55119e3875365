import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type {
  ApprovalDecision,
  CabItem,
  RecordApprovals,
} from '@callboard/plugin-itsm-common';
import {
  approvalTranslationRef,
  Decide,
  Pill,
  RecordSection,
  refTitle,
  RoundView,
  RouterLink,
  useItsmQuery,
  useLooked,
  WhatChanged,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useState } from 'react';
import { changeRouteRef } from '../routes';
import { RiskPill } from '../words/RiskPill';
import styles from './Cab.module.css';
import { cabTranslationRef } from './translation';
import { WhatIsKnown } from './WhatIsKnown';

/** Whether the reader may decide at the board's seat, and why not. */
function standingAt(approvals: RecordApprovals | undefined, seatId: string) {
  return approvals?.items
    .flatMap(({ steps }) => steps.flatMap(({ seats }) => seats))
    .find(({ id }) => id === seatId)?.viewer;
}

/** What is being decided, as it was looked at. */
export interface InHand {
  item: CabItem;
  choice: ApprovalDecision;
}

/** A change of the agenda: what is known about it, what was decided so far, and the board's word. */
export function AgendaItem(props: {
  item: CabItem;
  refs: Refs;
  place: { at: number; of: number };
  inHand: InHand | undefined;
  onChoose: (choice: ApprovalDecision | undefined) => void;
  onDone: (decision: ApprovalDecision) => void;
  onWalk: (step: 1 | -1) => void;
}) {
  const { item, refs, place, inHand } = props;
  const { change } = item;
  // A round that is asked meanwhile is not the one that was looked at.
  const seat = inHand?.item.seat ?? item.seat;
  const { number } = change;
  const { t } = useTranslationRef(cabTranslationRef);
  const { t: ta } = useTranslationRef(approvalTranslationRef);
  const href = useRouteRef(changeRouteRef)?.({ number }) ?? '';
  const { data: approvals } = useItsmQuery(approvalRoutes.ofRecord, {
    params: { id: number },
    live: true,
  });
  const viewer = standingAt(approvals, seat.id);
  const [wasAsked, setWasAsked] = useState(false);
  if (viewer?.canDecide && !wasAsked) setWasAsked(true);
  const choice = wasAsked ? inHand?.choice : undefined;
  const changes = useLooked(
    viewer?.canDecide && approvals
      ? { number, changes: approvals.changes }
      : undefined,
  );
  const word = () => {
    if (seat.answer !== 'open' && !choice) {
      return (
        <Text as="p" color="secondary">
          {seat.decidedByRef
            ? t('answer.by', {
                answer: t(`answer.${seat.answer}`),
                who: refTitle(seat.decidedByRef, refs),
              })
            : t('item.over')}
        </Text>
      );
    }
    if (viewer?.canDecide || choice) {
      return (
        <Decide
          sticky
          seat={{ id: seat.id, round: seat.round, number, type: 'change' }}
          choice={choice}
          onChoose={props.onChoose}
          onDone={(_, decision) => props.onDone(decision)}
        />
      );
    }
    return (
      <Text as="p" color="secondary">
        {approvals && (viewer?.reason ?? t('item.cannot'))}
      </Text>
    );
  };
  return (
    <article className={styles.item} aria-label={t('item.label', { number })}>
      <header className={styles.itemHead}>
        <div className={styles.itemTop}>
          <RouterLink className={styles.number} to={href}>
            {number}
          </RouterLink>
          {change.risk && <RiskPill risk={change.risk} />}
          {item.missed && <Pill tone="danger">{t('agenda.missed')}</Pill>}
          <span className={styles.walk}>
            <ButtonIcon
              variant="tertiary"
              icon={<RiArrowLeftSLine />}
              aria-label={t('item.previous')}
              isDisabled={place.at <= 1}
              onPress={() => props.onWalk(-1)}
            />
            <span className={styles.about}>
              {t('item.place', {
                at: String(place.at),
                of: String(place.of),
              })}
            </span>
            <ButtonIcon
              variant="tertiary"
              icon={<RiArrowRightSLine />}
              aria-label={t('item.next')}
              isDisabled={place.at >= place.of}
              onPress={() => props.onWalk(1)}
            />
          </span>
        </div>
        <h2 className={styles.itemTitle}>{change.title}</h2>
      </header>
      {word()}
      {changes.length > 0 && (
        <RecordSection title={ta('changed.title')}>
          <WhatChanged changes={changes} type="change" refs={approvals?.refs} />
        </RecordSection>
      )}
      <WhatIsKnown number={number} />
      {approvals && approvals.items.length > 0 && (
        <RecordSection title={t('item.decisions')}>
          {approvals.items.map(round => (
            <RoundView
              key={round.id}
              round={round}
              refs={approvals.refs}
              named={approvals.items.length > 1}
            />
          ))}
        </RecordSection>
      )}
    </article>
  );
}
