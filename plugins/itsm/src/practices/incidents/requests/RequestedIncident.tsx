import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  Attachments,
  Markdown,
  RecordLayout,
  RecordParts,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EditDescription } from '../record/EditDescription';
import { MajorPanel } from '../record/MajorPanel';
import type { IncidentOnPage } from '../record/useIncident';
import { Answer } from './Answer';
import { Conversation } from './Conversation';
import { PlainStateChip, useNextStep } from './PlainStateChip';
import { RequestFacts } from './RequestFacts';
import styles from './RequestedIncident.module.css';
import { SatisfactionQuestion } from './SatisfactionQuestion';
import { requestsTranslationRef } from './translation';

/**
 * An incident for whoever asked for it: what it is about, how it stands, what happens next, what
 * they can say to it. None of the practice's terms.
 */
export function RequestedIncident(props: {
  incident: Incident;
  page: IncidentOnPage;
  /** Stands on top, e.g. that the page could not be refreshed. */
  notice?: ReactNode;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const [editing, setEditing] = useState(false);
  const nextStep = useNextStep();
  const solved = ['resolved', 'closed'].includes(incident.statusCategory);
  return (
    <RecordLayout
      head={
        <>
          {props.notice}
          <header className={styles.head}>
            <h1 className={styles.title}>{incident.title}</h1>
            <div className={styles.standing}>
              <PlainStateChip standing={incident} />
              <span>{nextStep(incident)}</span>
            </div>
            <RecordParts
              type="incident"
              place="head"
              number={incident.number}
              plain
            />
          </header>
        </>
      }
      actions={<Answer incident={incident} page={page} />}
      main={
        <>
          <MajorPanel incident={incident} page={page} />
          {solved && incident.resolution && (
            <RecordSection title={t('record.solution')}>
              <Markdown>{incident.resolution}</Markdown>
            </RecordSection>
          )}
          {solved && <SatisfactionQuestion incident={incident} page={page} />}
          <Conversation incident={incident} />
        </>
      }
      side={
        <>
          <RecordSection
            title={t('record.told')}
            actions={
              incident.viewer.canEdit &&
              !editing && (
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() => setEditing(true)}
                >
                  {t('record.edit')}
                </Button>
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
            {!editing &&
              (incident.description ? (
                <Markdown>{incident.description}</Markdown>
              ) : (
                <Text as="p" color="secondary">
                  {t('record.nothingTold')}
                </Text>
              ))}
          </RecordSection>
          <Attachments number={incident.number} />
          <RequestFacts incident={incident} />
        </>
      }
      sideLabel={t('record.about')}
    />
  );
}
