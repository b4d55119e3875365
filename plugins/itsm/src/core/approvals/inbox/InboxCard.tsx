import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import type {
  ApprovalDecision,
  Decided,
  InboxItem,
} from '@callboard/plugin-itsm-common';
import {
  approvalTranslationRef,
  Deadline,
  Decide,
  Pill,
  PriorityBadge,
  RecordBadges,
  RefLabel,
  refTitle,
  RelativeTime,
  RouterLink,
  useGo,
  useRecordHref,
  WhatChanged,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from '../Approvals.module.css';
import { approvalsRouteRef } from '../routes';
import { approvalsTranslationRef } from '../translation';
import { WhyAsked } from '../WhyAsked';

/** One record that waits for the reader: what it is, why they are asked, what changed, and the buttons. */
export function InboxCard(props: {
  item: InboxItem;
  /** Records of the page, so that what stands beside them is asked for once. */
  ids: readonly string[];
  refs: Refs | undefined;
  choice: ApprovalDecision | undefined;
  onChoose: (choice: ApprovalDecision | undefined) => void;
  onDone: (decided: Decided, decision: ApprovalDecision) => void;
}) {
  const { item, ids, refs } = props;
  const { seat, step, record, changes } = item;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const { t: ta } = useTranslationRef(approvalTranslationRef);
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const href = useRecordHref()(record) ?? record.path;
  const go = useGo();
  return (
    // The keys of the list walk through its cards.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={styles.row}
      data-itsm-row={seat.id}
      tabIndex={-1}
      aria-label={`${record.number} ${record.title}`}
      onKeyDown={event => {
        // Of the card itself; its links and buttons have Enter for themselves.
        if (event.key === 'Enter' && event.target === event.currentTarget)
          go(`${base}/${seat.id}`);
      }}
    >
      <Box bg="neutral" className={styles.card}>
        <div className={styles.top}>
          <RouterLink className={styles.number} to={href}>
            {record.number}
          </RouterLink>
          {item.isNew && <Pill tone="info">{t('item.new')}</Pill>}
          {item.purpose === 'after' && (
            <Pill tone="warning">{t('item.after')}</Pill>
          )}
          {record.priority !== undefined && (
            <PriorityBadge priority={record.priority} compact />
          )}
          <RecordBadges type={record.type} id={record.id} ids={ids} />
          <span className={styles.end}>
            {step.dueAt && <Deadline dueAt={step.dueAt} />}
          </span>
        </div>
        <h2 className={styles.title}>
          <RouterLink to={`${base}/${seat.id}`}>{record.title}</RouterLink>
        </h2>
        <p className={styles.facts}>
          <span>
            {item.askedByRef
              ? t('item.asked', { who: refTitle(item.askedByRef, refs) })
              : t('item.askedNobody')}{' '}
            <RelativeTime instant={item.askedAt} />
          </span>
          {record.serviceRef && (
            <RefLabel entityRef={record.serviceRef} refs={refs} />
          )}
        </p>
        <WhyAsked item={item} refs={refs} />
        {changes.length > 0 && (
          <section className={styles.changed}>
            <h3 className={styles.heading}>{ta('changed.title')}</h3>
            <WhatChanged changes={changes} type={record.type} refs={refs} />
          </section>
        )}
        <div className={styles.foot} data-open={props.choice !== undefined}>
          <Decide
            seat={{
              id: seat.id,
              round: item.round,
              number: record.number,
              type: record.type,
            }}
            choice={props.choice}
            onChoose={props.onChoose}
            onDone={props.onDone}
          />
          {!props.choice && (
            <RouterLink className={styles.more} to={`${base}/${seat.id}`}>
              {t('item.open')}
            </RouterLink>
          )}
        </div>
      </Box>
    </article>
  );
}
