import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FieldDefinition,
  Lifecycle,
  Participant,
  Viewer,
} from '@callboard/plugin-itsm-common';
import {
  Attachments,
  CommentBox,
  Participants,
  Property,
  RecordLinks,
  RecordSection,
  RelativeTime,
  Reminders,
  Timeline,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { cultureTranslationRef } from './translation';

/** What is needed of a record for what all records have. */
export interface AnyRecord {
  number: string;
  requesterRef?: string;
  visibility: string;
  createdAt: string;
  updatedAt: string;
  participants: readonly Participant[];
  viewer: Viewer;
  refs: Refs;
}

/** What happened to a record, its files, and what is said about it. */
export function RecordStory(props: {
  record: AnyRecord;
  type: string;
  lifecycle: Lifecycle;
  fields: readonly FieldDefinition[];
}) {
  const { record, type, lifecycle, fields } = props;
  const { number, requesterRef, viewer } = record;
  const { t } = useTranslationRef(cultureTranslationRef);
  return (
    <>
      <Attachments number={number} withoutRequester={!requesterRef} />
      <RecordSection title={t('record.timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          withoutRequester={!requesterRef}
        />
        <Timeline
          number={number}
          type={type}
          lifecycle={lifecycle}
          fields={fields}
          seesInternal={viewer.seesInternal}
        />
      </RecordSection>
    </>
  );
}

/** When it was made and changed. */
export function Dates(props: { record: AnyRecord }) {
  const { createdAt, updatedAt } = props.record;
  const { t } = useTranslationRef(cultureTranslationRef);
  return (
    <>
      <Property label={t('record.created')}>
        <RelativeTime instant={createdAt} />
      </Property>
      <Property label={t('record.updated')}>
        <RelativeTime instant={updatedAt} />
      </Property>
    </>
  );
}

/** Reminders, links and people of a record. */
export function RecordTies(props: { record: AnyRecord }) {
  const { number, viewer, refs, participants, visibility } = props.record;
  const worker = viewer.standing.includes('worker');
  return (
    <>
      <Reminders number={number} />
      <RecordLinks number={number} canEdit={worker} refs={refs} />
      <Participants
        number={number}
        participants={participants}
        refs={refs}
        canEdit={worker && viewer.canUpdate}
        restricted={visibility === 'restricted'}
      />
    </>
  );
}
