import { useTranslationRef } from '@backstage/frontend-plugin-api';
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
}) {
  const { entityRef, second, before } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <RecordSection title={t('recent.titleBefore')}>
      <RecentChangeList
        entityRef={entityRef}
        second={second === entityRef ? undefined : second}
        hours={DAY_HOURS}
        before={before}
        none={t('recent.noneBefore')}
      />
    </RecordSection>
  );
}
