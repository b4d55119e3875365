import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DEMAND_CRITERIA,
  demandRoutes,
  ratingWords,
} from '@callboard/plugin-itsm-common';
import type { Demand } from '@callboard/plugin-itsm-common';
import { RecordSection, useItsmQuery } from '@callboard/plugin-itsm-react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

const reasonOf = (demand: Demand, key: string): string | undefined => {
  const reason = (demand as unknown as Record<string, unknown>)[`${key}Reason`];
  return typeof reason === 'string' ? reason : undefined;
};

/** Every part of the score, what was said of it and why, and what it adds. */
export function Score({ demand }: { demand: Demand }) {
  const { t } = useTranslationRef(demandTranslationRef);
  const { data: settings } = useItsmQuery(demandRoutes.settings, {});
  const { score, parts, missing } = demand.score;
  const saidOf = (key: string, given: number | undefined) => {
    if (key === 'votes') return t('score.points', { count: given ?? 0 });
    const criterion = DEMAND_CRITERIA.find(one => one.key === key);
    if (given === undefined || !criterion) return t('assessment.none');
    return ratingWords(criterion, given);
  };
  return (
    <RecordSection title={t('section.score')}>
      <div className={styles.stack}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('score.what')}</th>
              <th scope="col" className={styles.text}>
                {t('score.said')}
              </th>
              <th scope="col">{t('score.weight')}</th>
              <th scope="col">{t('score.adds')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ key, label, given, weight, adds, most }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td className={styles.text}>
                  <div>{saidOf(key, given)}</div>
                  {reasonOf(demand, key) && (
                    <p className={styles.hint}>{reasonOf(demand, key)}</p>
                  )}
                </td>
                <td>{weight}</td>
                <td>
                  {t('score.of', {
                    adds: adds === undefined ? '–' : String(adds),
                    most: String(most),
                  })}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('score.all')}</th>
              <td className={styles.text} colSpan={2}>
                {score === undefined &&
                  t('score.missing', { what: missing.join(', ') })}
              </td>
              <td>
                {score === undefined
                  ? t('score.none')
                  : `${score.toFixed(1)} ${t('score.outOf')}`}
              </td>
            </tr>
          </tfoot>
        </table>
        {settings && (
          <p className={styles.hint}>
            {`${settings.score.name}. ${t('score.how', {
              full: String(settings.score.fullVotes),
            })}`}
          </p>
        )}
      </div>
    </RecordSection>
  );
}
