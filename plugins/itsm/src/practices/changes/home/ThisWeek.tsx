import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { changesHomeTranslationRef } from './translation';
import { useChangeListHref } from './useChangeListHref';
import { WeekOf } from './WeekOf';

/** What is planned for the next days, by day. */
export function ThisWeek() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const hrefOf = useChangeListHref();
  return (
    <RecordSection
      title={t('week.title')}
      actions={<Link href={hrefOf({ view: 'week' })}>{t('week.all')}</Link>}
    >
      <WeekOf />
    </RecordSection>
  );
}
