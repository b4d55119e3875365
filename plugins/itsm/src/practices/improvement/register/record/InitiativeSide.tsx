import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  Participants,
  Property,
  PropertyList,
  RecordLinks,
  RecordSection,
  RelativeTime,
  Reminders,
} from '@callboard/plugin-itsm-react';
import { suggestionRouteRef } from '../../routes';
import { choiceLabel } from '../fields';
import { DueOf } from '../words/DueOf';
import { Benefit } from './Benefit';
import { InitiativeProperty } from './InitiativeProperty';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

function Dates(props: { initiative: Initiative }) {
  const { initiative } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const said = [
    ['created', initiative.createdAt],
    ['resolved', initiative.achievedAt],
    ['closed', initiative.closedAt],
    ['updated', initiative.updatedAt],
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

/** Where it comes from, with the way there. */
function Origin(props: { initiative: Initiative }) {
  const { origin, originId } = props.initiative;
  const hrefOf = useRouteRef(suggestionRouteRef);
  const words = origin ? choiceLabel('origin', origin) : '';
  if (origin !== 'suggestion' || !originId) return <>{words}</>;
  const href = hrefOf?.({ number: originId });
  return (
    <>
      {words} {href ? <Link href={href}>{originId}</Link> : originId}
    </>
  );
}

/** The side column of an initiative: what it is worth, properties, links and people. */
export function InitiativeSide(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
}) {
  const { initiative, page } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const common = { initiative, page };
  const { viewer, number, refs } = initiative;
  const worker = viewer.standing.includes('worker');
  return (
    <>
      <Benefit {...common} />
      <RecordSection title={t('details')}>
        <PropertyList label={t('details')}>
          <InitiativeProperty
            name="dueAt"
            {...common}
            empty="–"
            said={<DueOf initiative={initiative} />}
          />
          <InitiativeProperty name="watchDays" {...common} />
          <InitiativeProperty name="serviceRef" {...common} empty="–" />
          <InitiativeProperty name="ownerRef" {...common} />
          <InitiativeProperty
            name="assigneeRef"
            {...common}
            empty={t('nobody')}
          />
          <InitiativeProperty name="requesterRef" {...common} readOnly />
          <InitiativeProperty
            name="origin"
            {...common}
            readOnly
            said={<Origin initiative={initiative} />}
          />
        </PropertyList>
      </RecordSection>
      <Dates initiative={initiative} />
      <Reminders number={number} />
      <RecordLinks number={number} canEdit={worker} refs={refs} />
      <Participants
        number={number}
        participants={initiative.participants}
        refs={refs}
        canEdit={worker && viewer.canUpdate}
        restricted={initiative.visibility === 'restricted'}
      />
    </>
  );
}
