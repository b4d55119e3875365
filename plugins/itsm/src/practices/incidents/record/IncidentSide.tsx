import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  Participants,
  Property,
  PropertyList,
  RecordLinks,
  RecordSection,
  RelativeTime,
  Reminders,
} from '@callboard/plugin-itsm-react';
import { incidentsTranslationRef } from '../translation';
import { IncidentProperty } from './IncidentProperty';
import type { IncidentOnPage } from './useIncident';

const STATED = [
  'statedReassignments',
  'statedReopens',
  'statedResolvedAt',
  'statedClosedAt',
  'statedSlaMet',
] as const;

function Dates(props: { incident: Incident; page: IncidentOnPage }) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const common = { incident, page, readOnly: true };
  return (
    <RecordSection title={t('record.dates')}>
      <PropertyList label={t('record.dates')}>
        <Property label={t('record.created')}>
          <RelativeTime instant={incident.createdAt} />
        </Property>
        {incident.acknowledgedAt && (
          <IncidentProperty name="acknowledgedAt" {...common} />
        )}
        {incident.resolvedAt && (
          <Property label={t('record.resolved')}>
            <RelativeTime instant={incident.resolvedAt} />
          </Property>
        )}
        {incident.closedAt && (
          <Property label={t('record.closed')}>
            <RelativeTime instant={incident.closedAt} />
          </Property>
        )}
        <Property label={t('record.updated')}>
          <RelativeTime instant={incident.updatedAt} />
        </Property>
        {Boolean(incident.reopenCount) && (
          <IncidentProperty name="reopenCount" {...common} />
        )}
      </PropertyList>
    </RecordSection>
  );
}

/** The side column of an incident: its properties, dates, links and people. */
export function IncidentSide(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const common = { incident, page };
  const stated = STATED.filter(name => incident[name] !== undefined);
  const { viewer, number, refs } = incident;
  const worker = viewer.standing.includes('worker');
  return (
    <>
      <RecordSection title={t('record.details')}>
        <PropertyList label={t('record.details')}>
          <IncidentProperty name="serviceRef" {...common} />
          <IncidentProperty name="ciRef" {...common} />
          <IncidentProperty name="ownerRef" {...common} />
          <IncidentProperty
            name="assigneeRef"
            {...common}
            empty={t('record.nobody')}
          />
          <IncidentProperty name="requesterRef" {...common} readOnly />
          {incident.requestedForRef && (
            <IncidentProperty name="requestedForRef" {...common} />
          )}
          <IncidentProperty name="impact" {...common} />
          <IncidentProperty name="urgency" {...common} />
          <IncidentProperty name="category" {...common} />
          <IncidentProperty name="subcategory" {...common} />
          <IncidentProperty name="holdReason" {...common} readOnly />
          <IncidentProperty name="holdNote" {...common} readOnly />
          <IncidentProperty name="holdUntil" {...common} readOnly />
          <IncidentProperty name="resolutionCode" {...common} readOnly />
          <IncidentProperty name="satisfaction" {...common} readOnly />
          <IncidentProperty name="satisfactionComment" {...common} readOnly />
          {incident.channel && incident.channel !== 'portal' && (
            <IncidentProperty name="channel" {...common} readOnly />
          )}
        </PropertyList>
      </RecordSection>
      <Dates {...common} />
      <Reminders number={number} />
      <RecordLinks number={number} canEdit={worker} refs={refs} />
      <Participants
        number={number}
        participants={incident.participants}
        refs={refs}
        canEdit={worker && viewer.canUpdate}
        restricted={incident.visibility === 'restricted'}
      />
      {stated.length > 0 && (
        <RecordSection title={t('record.source')}>
          <PropertyList label={t('record.source')}>
            {stated.map(name => (
              <IncidentProperty key={name} name={name} {...common} readOnly />
            ))}
          </PropertyList>
        </RecordSection>
      )}
    </>
  );
}
