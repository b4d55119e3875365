import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  Attachments,
  CommentBox,
  RecordParts,
  RecordSection,
  Tasks,
  Timeline,
} from '@callboard/plugin-itsm-react';
import { CHANGE_RECORD_FIELDS } from '../fields';
import { ChangeAssessment } from '../assessment/ChangeAssessment';
import { ReviewPanel } from '../review/ReviewPanel';
import { AffectedItems } from './AffectedItems';
import { TextPart } from './TextPart';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';
import { useChangeTelling } from './useChangeTelling';

/** The main column of a change: what and why, what it touches, how it is done, what happened. */
export function ChangeMain(props: { change: Change; page: ChangeOnPage }) {
  const { change, page } = props;
  const { viewer, number, status } = change;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const tell = useChangeTelling();
  const common = { change, page };
  return (
    <>
      <RecordParts type="change" place="top" number={number} />
      {/* What is to be done now stands above what was written before. */}
      {status === 'implement' && <Tasks number={number} />}
      {status === 'review' && <ReviewPanel change={change} />}
      <RecordSection title={t('whatAndWhy')}>
        <TextPart name="description" withTitle {...common} />
        <TextPart name="justification" {...common} />
      </RecordSection>
      <AffectedItems {...common} />
      <ChangeAssessment change={change} />
      <RecordSection title={t('plan')}>
        <TextPart name="plan" {...common} />
        <TextPart name="testEvidence" {...common} />
        <TextPart name="rollbackPlan" {...common} />
      </RecordSection>
      {status !== 'review' && <ReviewPanel change={change} />}
      <RecordParts type="change" number={number} />
      {status !== 'implement' && <Tasks number={number} />}
      <Attachments number={number} />
      <RecordSection title={t('timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          offersReplies={viewer.standing.includes('worker')}
        />
        <Timeline
          number={number}
          type="change"
          lifecycle={changeLifecycle}
          fields={CHANGE_RECORD_FIELDS}
          seesInternal={viewer.seesInternal}
          tell={tell}
        />
      </RecordSection>
    </>
  );
}
