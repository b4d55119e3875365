import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HEALTH_DIMENSIONS } from '@callboard/plugin-itsm-common';
import type { HealthCheck } from '@callboard/plugin-itsm-common';
import { RiCheckLine, RiCloseLine, RiPauseCircleLine } from '@remixicon/react';
import { ciHealthTranslationRef } from '../translation';
import styles from './EntityHealth.module.css';

const ICONS = {
  passed: RiCheckLine,
  failed: RiCloseLine,
  excused: RiPauseCircleLine,
} as const;

/** Every check of an item in words, by dimension: what holds, and what does not. */
export function Checks(props: { checks: readonly HealthCheck[] }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  return (
    <>
      {HEALTH_DIMENSIONS.map(dimension => {
        const checks = props.checks.filter(c => c.dimension === dimension);
        if (checks.length === 0) return null;
        return (
          <section key={dimension}>
            <h3 className={styles.dimension}>{t(`score.${dimension}`)}</h3>
            <ul className={styles.checks}>
              {checks.map(({ rule, field, state, message }) => {
                const Icon = ICONS[state];
                return (
                  <li key={`${rule} ${field ?? ''} ${message}`}>
                    <Icon
                      size={16}
                      className={styles.state}
                      data-state={state}
                      role="img"
                      aria-label={t(`card.state.${state}`)}
                    />
                    <span>{message}</span>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </>
  );
}
