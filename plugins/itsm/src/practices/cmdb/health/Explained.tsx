import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  cmdbHealthRoutes,
  HEALTH_DIMENSIONS,
} from '@callboard/plugin-itsm-common';
import type { Health } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { useHealthAddresses } from './addresses';
import styles from './Explained.module.css';
import { SeverityPill } from './SeverityPill';
import { ciHealthTranslationRef } from './translation';

function Rules() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { findings } = useHealthAddresses();
  const query = useItsmQuery(cmdbHealthRoutes.rules, { staleTime: 300_000 });
  if (query.error && !query.data)
    return (
      <FailureMessage
        small
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  if (!query.data) return <Skeleton height={200} />;
  const rules = HEALTH_DIMENSIONS.flatMap(dimension =>
    query.data.items.filter(rule => rule.dimension === dimension),
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('explained.rules')}>
        <thead>
          <tr>
            <th scope="col">{t('explained.check')}</th>
            <th scope="col">{t('explained.dimension')}</th>
            <th scope="col">{t('explained.severity')}</th>
            <th scope="col" className={styles.number}>
              {t('explained.counts')}
            </th>
            <th scope="col">{t('explained.looksFor')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(rule => (
            <tr key={rule.key}>
              <th scope="row">
                <RouterLink to={findings({ rule: rule.key })}>
                  {rule.label}
                </RouterLink>
              </th>
              <td>{t(`score.${rule.dimension}`)}</td>
              <td>
                <SeverityPill severity={rule.severity} />
              </td>
              <td className={styles.number}>{rule.weight}</td>
              <td>
                {rule.looksFor}
                {rule.source && (
                  <span className={styles.source}>
                    {t('explained.source', { source: rule.source })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How the score comes about, in the one place where it is explained; closed until asked for. */
export function Explained(props: { weights: Health['weights'] }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const [open, setOpen] = useState(false);
  const weights = HEALTH_DIMENSIONS.filter(d => props.weights[d] !== undefined)
    .map(d =>
      t('explained.weight', {
        dimension: t(`score.${d}`).toLocaleLowerCase('en-US'),
        weight: String(props.weights[d]),
      }),
    )
    .join(', ');
  return (
    <details
      id="explained"
      className={styles.explained}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{t('explained.title')}</summary>
      <ul>
        <li>{t('explained.item')}</li>
        <li>{t('explained.weights', { weights })}</li>
        <li>{t('explained.means')}</li>
        <li>{t('explained.excused')}</li>
        <li>{t('explained.own')}</li>
      </ul>
      {open && <Rules />}
    </details>
  );
}
