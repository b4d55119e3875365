import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { IMPROVEMENT_STEPS } from '@callboard/plugin-itsm-common';
import type {
  ImprovementStep,
  Initiative,
} from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { RiCheckLine } from '@remixicon/react';
import { valueWords } from '../words/progress';
import type { TextName } from './EditText';
import styles from './Record.module.css';
import { TextOf } from './TextOf';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

/** The steps in the order of their states; the product's own stands between two of them. */
const ORDER = IMPROVEMENT_STEPS.map(({ key }) => key);
const OVER = ['achieved', 'closed'];

/** How far an initiative is in a step. */
function stateOf(
  step: ImprovementStep,
  initiative: Initiative,
): 'done' | 'now' | 'next' {
  const { status, baselineValue } = initiative;
  if (OVER.includes(status)) return 'done';
  if (step === 'process' && baselineValue !== undefined) return 'done';
  const at = ORDER.indexOf(status as ImprovementStep);
  const here = ORDER.indexOf(step);
  // What was abandoned is at no step: what was written is there to be read.
  if (at < 0) return 'next';
  if (here === at) return 'now';
  return here < at ? 'done' : 'next';
}

/** The seven-step improvement process, with what was written in each of its steps. */
export function Steps(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
}) {
  const { initiative, page } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const processed =
    initiative.baselineValue === undefined
      ? t('steps.processing')
      : t('steps.processed', {
          value: valueWords(initiative.baselineValue, initiative.kpiUnit),
          count: String(initiative.baselineCount ?? 0),
          version: String(initiative.kpiVersion ?? 1),
        } as never);
  return (
    <RecordSection title={t('steps.title')}>
      <ol className={styles.steps}>
        {IMPROVEMENT_STEPS.map(({ key, title, question, field }, i) => {
          const state = stateOf(key, initiative);
          return (
            <li
              key={key}
              className={styles.step}
              data-state={state}
              aria-current={state === 'now' ? 'step' : undefined}
            >
              <span className={styles.mark} aria-hidden>
                {state === 'done' ? <RiCheckLine size={14} /> : i + 1}
              </span>
              <div className={styles.stepBody}>
                <h3 className={styles.stepTitle}>
                  {title}
                  <VisuallyHidden> ({t(`steps.${state}`)})</VisuallyHidden>
                </h3>
                {field ? (
                  <TextOf
                    name={field as TextName}
                    initiative={initiative}
                    page={page}
                    question={question}
                  />
                ) : (
                  <p className={styles.question}>{processed}</p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </RecordSection>
  );
}
