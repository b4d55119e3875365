import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { ChangesOf } from './ChangesOf';
import { changesHomeTranslationRef } from './translation';
import { useChangeListHref } from './useChangeListHref';

const SHOWN = 6;

/** What was carried out and is still looked at. */
export function InReview() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const hrefOf = useChangeListHref();
  return (
    <RecordSection title={t('review.title')}>
      <ChangesOf
        query={{
          status: 'review',
          sort: 'updated',
          order: 'desc',
          limit: SHOWN,
        }}
        none={t('review.none')}
        all={{ href: hrefOf({ view: 'review' }), words: t('review.all') }}
      />
    </RecordSection>
  );
}
