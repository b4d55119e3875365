import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Assessment } from '@callboard/plugin-itsm-common';
import { RiskPill } from '../words/RiskPill';
import styles from './Assessment.module.css';
import { assessmentTranslationRef } from './translation';

const signed = (points: number) =>
  points > 0 ? `+${points}` : String(points).replace('-', '−');

/** How risky it is, in a word, and the points of each factor, the most first. */
export function RiskFactors({ risk }: { risk: Assessment['risk'] }) {
  const { t } = useTranslationRef(assessmentTranslationRef);
  const counting = risk.factors
    .filter(({ points }) => points !== 0)
    .sort((a, b) => b.points - a.points);
  const rest = risk.factors.filter(({ points }) => points === 0);
  return (
    <section>
      <h3 className={styles.heading}>{t('risk.title')}</h3>
      <p className={styles.verdict}>
        <RiskPill risk={risk.level} />
        <span>{t('risk.points', { count: risk.score })}</span>
        <span className={styles.quiet}>{t('risk.by', { model: risk.by })}</span>
      </p>
      <ul className={styles.factors} aria-label={t('risk.why')}>
        {counting.map(({ key, label, points, words }) => (
          <li key={key} className={styles.factor}>
            <span>
              <strong>{label}</strong>
              <span className={styles.words}>{words}</span>
            </span>
            <span className={styles.points}>{signed(points)}</span>
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details className={styles.fold}>
          <summary>{t('risk.rest', { count: rest.length })}</summary>
          <ul className={styles.notes}>
            {rest.map(({ key, label, words }) => (
              <li key={key}>
                {label}: {words}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
