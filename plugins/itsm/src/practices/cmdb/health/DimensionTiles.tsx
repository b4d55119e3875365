import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HEALTH_DIMENSIONS } from '@callboard/plugin-itsm-common';
import type { HealthGroup } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from './addresses';
import styles from './DimensionTiles.module.css';
import { ScoreBar } from './ScoreBar';
import { ciHealthTranslationRef } from './translation';
import { Trend } from './Trend';

/** The score of each dimension with its findings and its trend, each a way to the findings. */
export function DimensionTiles(props: {
  overall: HealthGroup;
  /** Why there is no trend. */
  noTrend?: string;
}) {
  const { overall, noTrend } = props;
  const { scores, findings, trend } = overall;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const addresses = useHealthAddresses();
  return (
    <div className={styles.part}>
      <nav className={styles.tiles} aria-label={t('tiles.label')}>
        {HEALTH_DIMENSIONS.map(dimension => {
          const score = scores[dimension];
          const count = findings[dimension];
          return (
            <RouterLink
              key={dimension}
              className={styles.tile}
              to={addresses.findings({ dimension })}
            >
              <span className={styles.name}>{t(`score.${dimension}`)}</span>
              <span className={styles.asks}>{t(`asks.${dimension}`)}</span>
              <ScoreBar score={score} big />
              <span className={styles.foot}>
                <span>
                  {score === undefined && t('tiles.unchecked')}
                  {score !== undefined &&
                    (count === 0
                      ? t('tiles.noFindings')
                      : t('tiles.findings', { count }))}
                </span>
                {trend && (
                  <Trend change={trend[dimension]} since={trend.since} />
                )}
              </span>
            </RouterLink>
          );
        })}
      </nav>
      {noTrend && <p className={styles.note}>{noTrend}</p>}
    </div>
  );
}
