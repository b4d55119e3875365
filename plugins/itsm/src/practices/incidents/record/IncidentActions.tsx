import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  AssignToMe,
  ReplyMenu,
  TransitionBar,
} from '@callboard/plugin-itsm-react';
import { INCIDENT_RECORD_FIELDS } from '../fields';
import { MoreMenu } from './MoreMenu';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

/** What can be done with an incident: its transitions, taking it, and the rarer things in a menu. */
export function IncidentActions(props: {
  incident: Incident;
  page: IncidentOnPage;
  /** In a panel beside a list. */
  embedded?: boolean;
}) {
  const { incident, page, embedded } = props;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const worker = incident.viewer.standing.includes('worker');
  return (
    <TransitionBar
      record={incident}
      viewer={incident.viewer}
      lifecycle={incidentLifecycle}
      fields={INCIDENT_RECORD_FIELDS}
      onTransition={page.take}
      onLoadLatest={page.loadLatest}
      hints={{
        holdReason: t('hint.holdReason'),
        holdUntil: t('hint.holdUntil'),
        resolution: t('hint.resolution'),
      }}
      textTools={
        worker
          ? write => (
              <span>
                <ReplyMenu
                  number={incident.number}
                  onInsert={reply => write(reply.body)}
                />
              </span>
            )
          : undefined
      }
      more={
        <>
          <AssignToMe
            record={incident}
            page={page}
            label={t('assign.action')}
          />
          <MoreMenu incident={incident} page={page} />
        </>
      }
      embedded={embedded}
    />
  );
}
