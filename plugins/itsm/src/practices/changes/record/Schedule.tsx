import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  Property,
  PropertyList,
  RecordSection,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import {
  lengthWords,
  minutesOf,
  windowWords,
  zoneWords,
} from '../words/planned';
import { PlannedWindow } from '../words/PlannedWindow';
import { ChangeProperty } from './ChangeProperty';
import { EditWindow } from './EditWindow';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

function Actual(props: { change: Change }) {
  const { actualStart, actualEnd, plannedStart, plannedEnd } = props.change;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  if (!actualStart) return null;
  const took = minutesOf({ start: actualStart, end: actualEnd });
  const meant = minutesOf({ start: plannedStart, end: plannedEnd });
  const over = took && meant ? took - meant : 0;
  return (
    <Property label={t('schedule.actual')}>
      {actualEnd ? (
        <PlannedWindow start={actualStart} end={actualEnd} />
      ) : (
        t('schedule.since', { at: windowWords({ start: actualStart }) })
      )}
      {took !== undefined && (
        <Text as="p" variant="body-small" color="secondary">
          {over >= 1
            ? t('schedule.tookLonger', {
                time: lengthWords(took),
                over: lengthWords(over),
              })
            : lengthWords(took)}
        </Text>
      )}
    </Property>
  );
}

/** When the change is planned and when it was done, in the reader's time. */
export function Schedule(props: { change: Change; page: ChangeOnPage }) {
  const { change, page } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const [editing, setEditing] = useState(false);
  const { plannedStart: start, plannedEnd: end, viewer } = change;
  const minutes = minutesOf({ start, end });
  return (
    <RecordSection
      title={t('schedule.title')}
      actions={
        viewer.canEdit &&
        !editing && (
          <ButtonIcon
            variant="tertiary"
            icon={<RiPencilLine />}
            aria-label={t('schedule.edit')}
            onPress={() => setEditing(true)}
          />
        )
      }
    >
      {editing ? (
        <EditWindow
          change={change}
          page={page}
          onDone={() => setEditing(false)}
        />
      ) : (
        <>
          <PropertyList label={t('schedule.title')}>
            <Property label={t('schedule.planned')}>
              <PlannedWindow start={start} end={end} />
              {start && (
                <Text as="p" variant="body-small" color="secondary">
                  {zoneWords(DateTime.fromISO(start))}
                </Text>
              )}
            </Property>
            {minutes !== undefined && (
              <Property label={t('schedule.length')}>
                {lengthWords(minutes)}
              </Property>
            )}
            {start && change.status === 'scheduled' && (
              <Property label={t('schedule.begins')}>
                <RelativeTime instant={start} />
              </Property>
            )}
            <Actual change={change} />
            <ChangeProperty name="expectedImpact" change={change} page={page} />
          </PropertyList>
        </>
      )}
    </RecordSection>
  );
}
