import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { feasibilityRoutes } from '@callboard/plugin-itsm-common';
import { RouterLink, useItsmQuery } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import styles from './Feasibility.module.css';
import { feasibilityTranslationRef } from './translation';

/** How many promises cannot be kept, in a line that leads to them; nothing where there are none. */
export function FeasibilityNote() {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const { feasibility } = useServiceLevelAddresses();
  const { data } = useItsmQuery(feasibilityRoutes.list, {
    query: { limit: 1 },
    staleTime: 60_000,
  });
  if (!data || !feasibility) return <></>;
  const { infeasible, unknown, feasible } = data.counts;
  const all = infeasible + unknown + feasible;
  if (all === 0) return <></>;
  return (
    <p className={styles.text}>
      <RouterLink className={styles.link} to={feasibility}>
        {infeasible === 0
          ? t('answer.none', { all: String(all) })
          : t('answer.some', { count: infeasible, all: String(all) } as never)}
      </RouterLink>
    </p>
  );
}
