import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  FollowButton,
  Property,
  PropertyList,
  RecordSection,
  RefLabel,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import { requestsTranslationRef } from './translation';

/** The few facts that a requester asks for: what it is about, since when, who works on it. */
export function RequestFacts(props: { incident: Incident }) {
  const { incident } = props;
  const { refs } = incident;
  const over = !ACTIVE_CATEGORIES.includes(incident.statusCategory);
  const { t } = useTranslationRef(requestsTranslationRef);
  return (
    <RecordSection title={t('record.about')}>
      <PropertyList label={t('record.about')}>
        <Property label={t('record.number')}>{incident.number}</Property>
        <Property label={t('record.reported')}>
          <RelativeTime instant={incident.createdAt} />
        </Property>
        <Property
          label={t('record.service')}
          actions={
            incident.serviceRef && (
              <FollowButton
                entityRef={incident.serviceRef}
                variant="tertiary"
              />
            )
          }
        >
          <RefLabel entityRef={incident.serviceRef} refs={refs} />
        </Property>
        {(incident.assigneeRef || !over) && (
          <Property label={t('record.worksOnIt')}>
            {incident.assigneeRef ? (
              <RefLabel entityRef={incident.assigneeRef} refs={refs} />
            ) : (
              t('record.nobody')
            )}
          </Property>
        )}
        {incident.ownerRef && (
          <Property label={t('record.group')}>
            <RefLabel entityRef={incident.ownerRef} refs={refs} />
          </Property>
        )}
      </PropertyList>
    </RecordSection>
  );
}
