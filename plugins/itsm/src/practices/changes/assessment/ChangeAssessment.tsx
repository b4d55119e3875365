import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Change } from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { AssessmentPanel } from './AssessmentPanel';
import { assessmentTranslationRef } from './translation';

/** In these there is still something to decide, or to be careful about. */
const OF_INTEREST = ['draft', 'assess', 'authorize', 'scheduled', 'implement'];

/** What a filed change would do, as it is now, on its page and wherever it is decided about. */
export function ChangeAssessment(props: {
  change: Pick<Change, 'number' | 'status'>;
}) {
  const { number, status } = props.change;
  const { t } = useTranslationRef(assessmentTranslationRef);
  if (!OF_INTEREST.includes(status)) return null;
  return (
    <RecordSection title={t('title')}>
      <AssessmentPanel changeId={number} />
    </RecordSection>
  );
}
