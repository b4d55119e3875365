import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { promiseRoutes } from '@callboard/plugin-itsm-common';
import { RouterLink, useItsmQuery } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** The agreements that are in force for a service now, also those of which nothing was decided. */
export function InForce(props: { service: string }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const { data } = useItsmQuery(promiseRoutes.of, {
    query: { ref: props.service },
  });
  if (!data || data.items.length === 0) return <></>;
  return (
    <p className={styles.sentence}>
      {t('promises.inForce')}{' '}
      {data.items.map(({ agreement: { key, name, type } }, i) => {
        const href = addresses.agreement(key);
        return (
          <span key={key}>
            {i > 0 && ', '}
            {href ? <RouterLink to={href}>{name}</RouterLink> : name}{' '}
            <span className={styles.quiet}>({ts(`type.${type}`)})</span>
          </span>
        );
      })}
      .
    </p>
  );
}
