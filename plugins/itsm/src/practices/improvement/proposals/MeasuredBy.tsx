import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords } from '@callboard/plugin-itsm-common';
import type { Proposal } from '@callboard/plugin-itsm-common';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';

/** What an initiative would be measured by. */
export function MeasuredBy({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslationRef(proposalsTranslationRef);
  const { measure } = proposal;
  if (!measure?.name || !measure.unit) return null;
  const { name, target, unit, statistic } = measure;
  const isMonthly = unit === 'count' || statistic === 'sum';
  const words = () => {
    if (target === undefined) return t('measure', { name });
    const said = { name, target: kpiWords(target, unit) };
    return isMonthly ? t('target', said) : t('targetValue', said);
  };
  return <p className={styles.hint}>{words()}</p>;
}
