import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  Attachments,
  CommentBox,
  Markdown,
  RecordParts,
  RecordSection,
  Tasks,
  Timeline,
} from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import { incidentsTranslationRef } from '../translation';
import { useIncidentFields } from '../useIncidentFields';
import { EditDescription } from './EditDescription';
import type { IncidentOnPage } from './useIncident';
import { useIncidentTelling } from './useIncidentTelling';

/** The main column of an incident: what we know, how it was solved, and what happened. */
export function IncidentMain(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { viewer, number, description, resolution } = incident;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const [editing, setEditing] = useState(false);
  const tell = useIncidentTelling();
  const fields = useIncidentFields();
  return (
    <>
      <RecordParts type="incident" place="top" number={number} />
      {resolution && (
        <RecordSection title={t('record.resolution')}>
          <Markdown>{resolution}</Markdown>
        </RecordSection>
      )}
      <RecordSection
        title={t('record.description')}
        actions={
          viewer.canEdit &&
          !editing && (
            <ButtonIcon
              variant="tertiary"
              icon={<RiPencilLine />}
              aria-label={t('record.edit')}
              onPress={() => setEditing(true)}
            />
          )
        }
      >
        {editing && (
          <EditDescription
            incident={incident}
            page={page}
            onDone={() => setEditing(false)}
          />
        )}
        {!editing && description && <Markdown>{description}</Markdown>}
        {!editing && !description && (
          <Text as="p" color="secondary">
            {t('record.noDescription')}
          </Text>
        )}
      </RecordSection>
      <RecordParts type="incident" number={number} />
      <Tasks number={number} />
      <Attachments number={number} />
      <RecordSection title={t('record.timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          offersReplies={viewer.standing.includes('worker')}
        />
        <Timeline
          number={number}
          type="incident"
          lifecycle={incidentLifecycle}
          fields={fields}
          seesInternal={viewer.seesInternal}
          tell={tell}
        />
      </RecordSection>
    </>
  );
}
