import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { cmdbTranslationRef } from '../translation';
import { RecentChangeList } from './RecentChangeList';

const DAY_HOURS = 24;

/** What changed in the day before something happened, as a part of a record's page. */
export function ChangesBefore(props: {
  entityRef: string;
  /** Another entity to look at, if it is another. */
  second?: string;
  before: string;
  /** What the entities are called. */
  known: Record<string, RefInfo>;
}) {
  const { entityRef, second, before, known } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <RecordSection title={t('recent.titleBefore')}>
      <RecentChangeList
        entityRef={entityRef}
        second={second === entityRef ? undefined : second}
        hours={DAY_HOURS}
        before={before}
        known={known}
        none={t('recent.noneBefore')}
      />
    </RecordSection>
  );
}
