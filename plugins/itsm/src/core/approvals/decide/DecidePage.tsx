import {
  BreadcrumbEntry,
  useApiHolder,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type {
  ApprovalDecision,
  SeatToDecide,
} from '@callboard/plugin-itsm-common';
import {
  approvalTranslationRef,
  Decide,
  FailureMessage,
  PageBody,
  PriorityBadge,
  RecordHead,
  RecordLayout,
  RecordParts,
  recordPartsApiRef,
  RecordSection,
  recordTypesApiRef,
  RoundView,
  StatusChip,
  useItsmQuery,
  useLooked,
  usePageTitle,
  useRecordHref,
  useRecordSignal,
  WhatChanged,
  useWaitingApprovals,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Approvals.module.css';
import { approvalsRouteRef, decideRouteRef } from '../routes';
import { approvalsTranslationRef } from '../translation';
import { AskedFields } from './AskedFields';
import { SeatFacts } from './SeatFacts';

/** What became of it, and where to go on. */
function Decided(props: {
  number: string;
  decision: ApprovalDecision;
  recordHref: string;
}) {
  const { number, decision, recordHref } = props;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const waiting = useWaitingApprovals()?.waiting ?? 0;
  return (
    <Alert
      role="status"
      icon
      status="success"
      title={t(`done.${decision}`, { number })}
      description={
        <span className={styles.buttons}>
          <ButtonLink size="small" variant="secondary" href={base}>
            {waiting > 0 && waiting <= 1_000
              ? t('waiting', { count: waiting })
              : t('done.all')}
          </ButtonLink>
          <ButtonLink size="small" variant="tertiary" href={recordHref}>
            {t('done.record', { number })}
          </ButtonLink>
        </span>
      }
    />
  );
}

/** Why there is nothing to decide here any more. */
function Over(props: { data: SeatToDecide; recordHref: string }) {
  const { data, recordHref } = props;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const { t: ta } = useTranslationRef(approvalTranslationRef);
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const { state } = data.asked;
  const sentence = () => {
    if (state === 'superseded') return t('decide.over.superseded');
    if (state === 'asked')
      return data.seat.viewer.reason ?? t('decide.over.seat');
    return t('decide.over.decided', { state: ta(`round.${state}`) });
  };
  return (
    <Alert
      role="status"
      icon
      status="info"
      title={t('decide.over.title')}
      description={
        <span className={styles.over}>
          {sentence()}
          <span className={styles.buttons}>
            <ButtonLink size="small" variant="secondary" href={recordHref}>
              {t('done.record', { number: data.record.number })}
            </ButtonLink>
            <ButtonLink size="small" variant="tertiary" href={base}>
              {t('done.all')}
            </ButtonLink>
          </span>
        </span>
      }
    />
  );
}

/** A seat with everything that is needed to decide. */
function Seat(props: { data: SeatToDecide }) {
  const { data } = props;
  const { record, seat, refs } = data;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const { t: ta } = useTranslationRef(approvalTranslationRef);
  const parts = useApiHolder().get(recordPartsApiRef);
  const lifecycle = useApiHolder().get(recordTypesApiRef)?.get(record.type);
  const [choice, setChoice] = useState<ApprovalDecision>();
  const [done, setDone] = useState<ApprovalDecision>();
  // The round in one's hands: one that is asked meanwhile is not what was looked at.
  const [round] = useState(data.round);
  const recordHref = useRecordHref()(record) ?? record.path;
  useRecordSignal(record);
  const changes = useLooked({ number: record.number, changes: data.changes });
  const canDecide = data.isCurrent && seat.viewer.canDecide;
  const hasOwnParts = (parts?.of(record.type, 'decision').length ?? 0) > 0;

  const actions = () => {
    if (done) {
      return (
        <Decided
          number={record.number}
          decision={done}
          recordHref={recordHref}
        />
      );
    }
    if (!canDecide && !choice)
      return <Over data={data} recordHref={recordHref} />;
    return (
      <Decide
        sticky
        seat={{ id: seat.id, round, number: record.number, type: record.type }}
        choice={choice}
        onChoose={setChoice}
        onDone={(_, decision) => {
          setChoice(undefined);
          setDone(decision);
        }}
      />
    );
  };
  return (
    <RecordLayout
      sideLabel={t('decide.label')}
      head={
        <RecordHead number={record.number} title={record.title}>
          <StatusChip
            status={record.status}
            category={record.statusCategory}
            lifecycle={lifecycle?.lifecycle}
          />
          {record.priority !== undefined && (
            <PriorityBadge priority={record.priority} />
          )}
        </RecordHead>
      }
      actions={actions()}
      main={
        <>
          {changes.length > 0 && (
            <RecordSection title={ta('changed.title')}>
              <WhatChanged changes={changes} type={record.type} refs={refs} />
            </RecordSection>
          )}
          {hasOwnParts ? (
            <RecordParts
              type={record.type}
              place="decision"
              number={record.number}
            />
          ) : (
            <AskedFields fields={data.fields} refs={refs} />
          )}
        </>
      }
      side={
        <>
          <SeatFacts
            data={data}
            recordHref={recordHref}
            withoutRecord={hasOwnParts}
          />
          <RecordSection title={t('decide.decisions')}>
            <RoundView round={data.asked} refs={refs} />
          </RecordSection>
        </>
      }
    />
  );
}

/** Decides on one record: where a notification leads, with enough to know what one says yes to. */
export function DecidePage() {
  const { seatId } = useRouteRefParams(decideRouteRef);
  const { t } = useTranslationRef(approvalsTranslationRef);
  const here = useRouteRef(decideRouteRef)?.({ seatId }) ?? '';
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const { data, error, refetch } = useItsmQuery(approvalRoutes.seat, {
    params: { id: seatId },
    live: true,
  });
  const number = data?.record.number;
  usePageTitle(number ? t('decide.title', { number }) : t('title'));
  if (error && !data) {
    return (
      <PageBody title="">
        <FailureMessage
          error={error}
          onRetry={() => refetch()}
          actions={
            <ButtonLink variant="secondary" href={base}>
              {t('done.all')}
            </ButtonLink>
          }
        />
      </PageBody>
    );
  }
  if (!data) {
    return (
      <PageBody title="">
        <Skeleton height={36} />
        <Skeleton height={220} />
      </PageBody>
    );
  }
  return (
    <BreadcrumbEntry entry={{ label: data.record.number, href: here }}>
      <Seat key={seatId} data={data} />
    </BreadcrumbEntry>
  );
}
