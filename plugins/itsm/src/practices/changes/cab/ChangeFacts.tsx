import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Change } from '@callboard/plugin-itsm-common';
import { Property, PropertyList, RefLabel } from '@callboard/plugin-itsm-react';
import { choiceLabel } from '../fields';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { PlannedWindow } from '../words/PlannedWindow';
import styles from './Cab.module.css';
import { cabTranslationRef } from './translation';

/** A change in short: of which type, when, on what, by whom. */
export function ChangeFacts({ change }: { change: Change }) {
  const { t } = useTranslationRef(cabTranslationRef);
  const { refs, affects } = change;
  return (
    <div className={styles.facts}>
      <PropertyList label={t('item.facts')}>
        <Property label={t('facts.planned')}>
          <PlannedWindow start={change.plannedStart} end={change.plannedEnd} />
        </Property>
        <Property label={t('facts.type')}>
          <ChangeTypeWords type={change.changeType} />
        </Property>
        <Property label={t('facts.impact')}>
          {choiceLabel('expectedImpact', change.expectedImpact ?? 'none')}
        </Property>
      </PropertyList>
      <PropertyList label={t('item.facts')}>
        <Property label={t('facts.service')}>
          <RefLabel entityRef={change.serviceRef} refs={refs} />
        </Property>
        <Property label={t('facts.owner')}>
          <RefLabel entityRef={change.ownerRef} refs={refs} />
        </Property>
        {change.requesterRef && (
          <Property label={t('facts.requester')}>
            <RefLabel entityRef={change.requesterRef} refs={refs} />
          </Property>
        )}
        {affects.length > 0 && (
          <Property label={t('facts.affects')}>
            <span className={styles.refs}>
              {affects.map(ref => (
                <RefLabel key={ref} entityRef={ref} refs={refs} />
              ))}
            </span>
          </Property>
        )}
      </PropertyList>
    </div>
  );
}
