import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightLine } from '@remixicon/react';
import { registerTranslationRef } from '../translation';
import styles from './Progress.module.css';
import { progressOf, valueWords } from './progress';
import type { Progressing } from './progress';

/** Before, target and now in a line, with a bar of how far it is. */
export function Progress(props: { initiative: Progressing }) {
  const { initiative } = props;
  const { kpiUnit, baselineValue, target, currentValue } = initiative;
  const { t } = useTranslationRef(registerTranslationRef);
  // Without its unit 60 % would be 0.6: what was brought in from elsewhere is measured soon.
  if (!kpiUnit || (baselineValue === undefined && target === undefined))
    return <span className={styles.quiet}>{t('words.toMeasure')}</span>;
  const said = (value: number | undefined) => valueWords(value, kpiUnit);
  const progress = progressOf(initiative);
  const words = t(currentValue === undefined ? 'words.wanted' : 'words.arrow', {
    before: said(baselineValue),
    target: said(target),
    now: said(currentValue),
  } as never);
  return (
    <span
      className={styles.progress}
      title={words}
      aria-label={words}
      role="img"
    >
      <span className={styles.numbers} aria-hidden>
        {said(baselineValue)}
        <RiArrowRightLine size={12} className={styles.arrow} />
        {said(target)}
        {currentValue !== undefined && (
          <span className={styles.now}>
            {t('words.nowIs')} <b>{said(currentValue)}</b>
          </span>
        )}
      </span>
      {progress !== undefined && (
        <span className={styles.bar} aria-hidden>
          <span
            className={styles.fill}
            data-done={progress >= 1 ? '' : undefined}
            style={{ width: `${Math.round(100 * progress)}%` }}
          />
        </span>
      )}
    </span>
  );
}
