import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ObjectiveSummary } from '@callboard/plugin-itsm-common';
import styles from './BudgetBar.module.css';
import { objectivesTranslationRef } from './translation';
import { budgetWords } from './words';

/** What is left of the error budget: a bar with words. An empty bar is none that is not known. */
export function BudgetBar(props: {
  objective: Pick<ObjectiveSummary, 'budgetRemaining' | 'state'>;
}) {
  const { budgetRemaining: left, state } = props.objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const width = Math.max(0, Math.min(1, left ?? 0)) * 100;
  return (
    <span className={styles.budget}>
      {left !== undefined && (
        <span className={styles.bar} data-gone={left <= 0} aria-hidden>
          <span
            className={styles.fill}
            data-state={state}
            style={{ width: `${width}%` }}
          />
        </span>
      )}
      <span className={styles.words}>{budgetWords(left, t)}</span>
    </span>
  );
}
