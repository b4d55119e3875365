import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  Pill,
  PriorityBadge,
  RecordHead,
  RecordParts,
  RemindMenu,
  StatusChip,
  WatchButton,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningFill, RiLockLine } from '@remixicon/react';
import { incidentsTranslationRef } from '../translation';
import { incidentRecordTranslationRef } from './translation';

/** Number, title and how the incident stands; watching and reminders at the side. */
export function IncidentHead(props: { incident: Incident }) {
  const { incident } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const { t: words } = useTranslationRef(incidentRecordTranslationRef);
  return (
    <RecordHead
      number={incident.number}
      title={incident.title}
      tools={
        <>
          <RemindMenu number={incident.number} />
          <WatchButton
            number={incident.number}
            viewer={incident.viewer}
            participants={incident.participants}
          />
        </>
      }
    >
      <PriorityBadge priority={incident.priority} />
      <StatusChip
        status={incident.status}
        category={incident.statusCategory}
        lifecycle={incidentLifecycle}
      />
      {incident.major && (
        <Pill tone="critical" icon={<RiAlarmWarningFill aria-hidden />}>
          {words('major.title')}
        </Pill>
      )}
      {incident.visibility === 'restricted' && (
        <Pill
          tone="warning"
          icon={<RiLockLine aria-hidden />}
          title={t('record.restrictedHint')}
        >
          {t('record.restricted')}
        </Pill>
      )}
      <RecordParts type="incident" place="head" number={incident.number} />
    </RecordHead>
  );
}
