import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { Assessment } from '@callboard/plugin-itsm-common';
import { windowWords } from '../words/planned';
import type { PickedSlot } from './AssessmentPanel';
import styles from './Assessment.module.css';
import { assessmentTranslationRef } from './translation';

/** When nothing would be in the way: to be taken at a press, where a time is being chosen. */
export function Slots(props: {
  assessment: Assessment;
  onPick?: (slot: PickedSlot) => void;
}) {
  const { assessment, onPick } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  const { slots, conflicts } = assessment;
  // Where nothing is in the way there is no need for another time.
  if (!slots.until || conflicts.total === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{t('slots.title')}</h3>
      {slots.items.length === 0 && (
        <Text as="p" color="secondary">
          {t('slots.none', { until: windowWords({ end: slots.until }) })}
        </Text>
      )}
      <ul className={styles.slots}>
        {slots.items.map(({ from, to, maintenance }) => {
          const window = windowWords({ start: from, end: to });
          return (
            <li key={from}>
              {onPick ? (
                <Button
                  size="small"
                  variant="secondary"
                  aria-label={t('slots.take', { window })}
                  onPress={() => onPick({ from, to })}
                >
                  {window}
                </Button>
              ) : (
                window
              )}
              {maintenance && (
                <span className={styles.quiet}>
                  {' '}
                  {t('slots.maintenance', { title: maintenance })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
