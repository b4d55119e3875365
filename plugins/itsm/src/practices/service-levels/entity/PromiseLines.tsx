import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Promised } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Entity.module.css';
import { goalRange } from './goalRange';
import { entityLevelsTranslationRef } from './translation';

/** What is promised, an agreement a line: how long each thing may take. */
export function PromiseLines(props: { items: readonly Promised[] }) {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  return (
    <ul className={styles.lines}>
      {props.items.map(({ agreement, targets }) => {
        const page = addresses.agreement(agreement.key);
        return (
          <li key={agreement.key}>
            <span className={styles.strong}>
              {page ? (
                <RouterLink to={page}>{agreement.name}</RouterLink>
              ) : (
                agreement.name
              )}
            </span>
            <span className={styles.about}>
              {targets
                .map(({ metric, goals }) => {
                  const [from, to] = goalRange(goals);
                  const time = to ? t('range', { from, to }) : from;
                  return `${ts(`metric.${metric}`)} ${time}`;
                })
                .join(' · ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
