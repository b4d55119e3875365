import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import type { Assessment } from '@callboard/plugin-itsm-common';
import { FailureMessage, isForbidden } from '@callboard/plugin-itsm-react';
import styles from './Assessment.module.css';
import { BlastRadius } from './BlastRadius';
import { ConflictList } from './ConflictList';
import { RiskFactors } from './RiskFactors';
import { Slots } from './Slots';
import { assessmentTranslationRef } from './translation';
import { namesSomething, useAssessment } from './useAssessment';
import type { Assessed } from './useAssessment';

/** A time that somebody picks, in ISO 8601. */
export interface PickedSlot {
  from: string;
  to: string;
}

function Known(props: {
  assessment: Assessment;
  onPick?: (slot: PickedSlot) => void;
}) {
  const { assessment, onPick } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  return (
    <>
      <div className={styles.column}>
        <RiskFactors risk={assessment.risk} />
        <ConflictList assessment={assessment} />
        <Slots assessment={assessment} onPick={onPick} />
      </div>
      <div className={styles.column}>
        {assessment.impact && (
          <BlastRadius impact={assessment.impact} refs={assessment.refs} />
        )}
        {assessment.partial.length > 0 && (
          <section>
            <h3 className={styles.heading}>{t('partial')}</h3>
            <ul className={styles.notes}>
              {assessment.partial.map(note => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

/**
 * What a change would do: how risky it is and why, what is in its way and when nothing would be, and what
 * fails if it goes wrong. Of a change that is being written (`draft`), again whenever somebody pauses, or
 * of one that is filed (`changeId`), as it is now. It fits into a side column and uses a wide one.
 */
export function AssessmentPanel(
  props: Assessed & {
    /** Offers the free times to be taken. */
    onPick?: (slot: PickedSlot) => void;
  },
) {
  const { onPick, ...assessed } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  const { data, error, refetch, isUpdating } = useAssessment(assessed);
  let content;
  if (!namesSomething(assessed)) {
    content = (
      <Text as="p" color="secondary">
        {t('nothing')}
      </Text>
    );
  } else if (error && !isUpdating) {
    // Whoever may not see changes is not bothered with what they would do.
    if (isForbidden(error)) return null;
    content = <FailureMessage small error={error} onRetry={() => refetch()} />;
  } else if (!data) {
    content = (
      <div role="status" aria-label={t('loading')} className={styles.column}>
        <Skeleton height={28} width="60%" />
        <Skeleton height={72} />
        <Skeleton height={72} />
      </div>
    );
  } else content = <Known assessment={data} onPick={onPick} />;
  return (
    <section
      className={styles.panel}
      aria-label={t('title')}
      aria-busy={isUpdating}
    >
      <div className={styles.columns}>{content}</div>
    </section>
  );
}
