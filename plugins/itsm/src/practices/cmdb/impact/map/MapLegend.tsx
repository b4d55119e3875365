import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightLine } from '@remixicon/react';
import { impactTranslationRef } from '../translation';
import styles from './ImpactMap.module.css';

/** How to read the lines of a map. */
export function MapLegend(props: { redundant: boolean }) {
  const { t } = useTranslationRef(impactTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('map.legend.label')}>
      <li>
        <RiArrowRightLine size={16} aria-hidden /> {t('map.legend.arrow')}
      </li>
      {props.redundant && (
        <li>
          <span className={styles.dashes} aria-hidden />{' '}
          {t('map.legend.dashed')}
        </li>
      )}
    </ul>
  );
}
