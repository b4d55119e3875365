import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { AFFECTS } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  Participants,
  Property,
  PropertyList,
  RecordLinks,
  RecordSection,
  RelativeTime,
  Reminders,
} from '@callboard/plugin-itsm-react';
import { OfTemplate } from '../standard/OfTemplate';
import { ChangeWindows } from '../windows/ChangeWindows';
import { RiskPill } from '../words/RiskPill';
import { changeField } from '../fields';
import { ChangeProperty } from './ChangeProperty';
import { Schedule } from './Schedule';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

function Dates(props: { change: Change }) {
  const { change } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const said = [
    ['created', change.createdAt],
    ['resolved', change.resolvedAt],
    ['closed', change.closedAt],
    ['updated', change.updatedAt],
  ] as const;
  return (
    <RecordSection title={t('dates')}>
      <PropertyList label={t('dates')}>
        {said.map(
          ([name, at]) =>
            at && (
              <Property key={name} label={t(name)}>
                <RelativeTime instant={at} />
              </Property>
            ),
        )}
      </PropertyList>
    </RecordSection>
  );
}

/** The side column of a change: schedule, properties, links and people. */
export function ChangeSide(props: { change: Change; page: ChangeOnPage }) {
  const { change, page } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const common = { change, page };
  const { viewer, number, refs } = change;
  const worker = viewer.standing.includes('worker');
  return (
    <>
      <Schedule {...common} />
      <ChangeWindows number={number} />
      <RecordSection title={t('details')}>
        <PropertyList label={t('details')}>
          <ChangeProperty name="changeType" {...common} />
          <Property label={changeField('risk').label}>
            {change.risk ? <RiskPill risk={change.risk} /> : t('notAssessed')}
          </Property>
          <ChangeProperty name="serviceRef" {...common} />
          <ChangeProperty name="ownerRef" {...common} />
          <ChangeProperty name="assigneeRef" {...common} empty={t('nobody')} />
          <ChangeProperty name="requesterRef" {...common} readOnly />
          {change.requestedForRef && (
            <ChangeProperty name="requestedForRef" {...common} />
          )}
          <ChangeProperty name="outcome" {...common} readOnly />
          <OfTemplate change={change} />
          <ChangeProperty name="reviewReason" {...common} readOnly />
          {change.channel && change.channel !== 'portal' && (
            <ChangeProperty name="channel" {...common} readOnly />
          )}
        </PropertyList>
      </RecordSection>
      <Dates change={change} />
      <Reminders number={number} />
      <RecordLinks
        number={number}
        canEdit={worker}
        refs={refs}
        elsewhere={[AFFECTS]}
      />
      <Participants
        number={number}
        participants={change.participants}
        refs={refs}
        canEdit={worker && viewer.canUpdate}
        restricted={change.visibility === 'restricted'}
      />
    </>
  );
}
