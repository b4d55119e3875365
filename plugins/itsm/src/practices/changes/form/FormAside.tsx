import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeDraftInput } from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { AssessmentPanel } from '../assessment/AssessmentPanel';
import { assessmentTranslationRef } from '../assessment/translation';
import type { Span } from '../words/planned';

/** What the change would hit, how risky it is and what it is in conflict with, while it is written. */
export function FormAside(props: {
  draft: ChangeDraftInput;
  onWindow: (window: Span) => void;
}) {
  const { draft, onWindow } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  return (
    <RecordSection title={t('title')}>
      <AssessmentPanel
        draft={draft}
        onPick={({ from, to }) => onWindow({ start: from, end: to })}
      />
    </RecordSection>
  );
}
