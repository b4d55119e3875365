import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  FieldDefinition,
  Lifecycle,
  Participant,
  Viewer,
} from '@callboard/plugin-itsm-common';
import type { ComponentProps } from 'react';
import { Property } from '../fields/PropertyList';
import { Attachments } from '../record/attachments/Attachments';
import { Participants } from '../record/Participants';
import { RecordSection } from '../record/RecordLayout';
import { RecordLinks } from '../record/RecordLinks';
import { Reminders } from '../record/Reminders';
import { recordTranslationRef } from '../record/translation';
import type { Refs } from '../text/RefLabel';
import { RelativeTime } from '../text/RelativeTime';
import { CommentBox } from '../timeline/CommentBox';
import { Timeline } from '../timeline/Timeline';

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

/** Whether whoever asked for a record of a type has a say in it; else they have merely made it. */
const hasRequesters = ({ transitions }: Lifecycle) =>
  transitions.some(({ who }) => who.includes('requester'));

/** What happened to a record, its files, and what is said about it. */
export function RecordStory(props: {
  record: AnyRecord;
  type: string;
  lifecycle: Lifecycle;
  fields: readonly FieldDefinition[];
  /** Words for entries that only the practice has words for; the same one on every render. */
  tell?: ComponentProps<typeof Timeline>['tell'];
}) {
  const { record, type, lifecycle, fields, tell } = props;
  const { number, requesterRef, viewer } = record;
  const { t } = useTranslationRef(recordTranslationRef);
  const withoutRequester = !requesterRef || !hasRequesters(lifecycle);
  return (
    <>
      <Attachments number={number} withoutRequester={withoutRequester} />
      <RecordSection title={t('page.timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          withoutRequester={withoutRequester}
        />
        <Timeline
          number={number}
          type={type}
          lifecycle={lifecycle}
          fields={fields}
          seesInternal={viewer.seesInternal}
          tell={tell}
        />
      </RecordSection>
    </>
  );
}

/** When it was made and changed. */
export function RecordDates(props: { record: AnyRecord }) {
  const { createdAt, updatedAt } = props.record;
  const { t } = useTranslationRef(recordTranslationRef);
  return (
    <>
      <Property label={t('page.created')}>
        <RelativeTime instant={createdAt} />
      </Property>
      <Property label={t('page.updated')}>
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
