import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { costRoutes } from '@callboard/plugin-itsm-common';
import type { SharingView } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  refTitle,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { serviceCostsRouteRef } from '../../routes';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';
import { addressOf } from './addressOf';

/** Hundredths of a per cent, in words. */
const percentWords = (part: number) =>
  `${(part / 100).toLocaleString(undefined, { maximumFractionDigits: 2 })} %`;

function CostsOf({ entityRef, refs }: { entityRef?: string; refs: Refs }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(serviceCostsRouteRef);
  if (!entityRef) return <>{t('others')}</>;
  const href = hrefOf?.(addressOf(entityRef));
  const name = refTitle(entityRef, refs);
  return href ? <RouterLink to={href}>{name}</RouterLink> : <>{name}</>;
}

function Rule({ rule, refs }: { rule: SharingView; refs: Refs }) {
  const { name, why, words, serviceRef, bearers, percent, problem } = rule;
  const { t } = useTranslationRef(moneyTranslationRef);
  // Their parts are rounded, so that what is left of all is not what it keeps.
  const kept = bearers.length > 0 ? 10_000 - Math.round(percent * 100) : 10_000;
  return (
    <tr>
      <th scope="row">
        <CostsOf entityRef={serviceRef} refs={refs} />
        <div className={styles.hint}>{name}</div>
      </th>
      <td>
        {words}
        {why && <div className={styles.hint}>{why}</div>}
        {problem && <div className={styles.hint}>{problem}</div>}
      </td>
      <td>
        <ul className={styles.plain}>
          {bearers.map(({ ref, part }) => (
            <li key={ref ?? ''}>
              <CostsOf entityRef={ref} refs={refs} />
              <span>{percentWords(part)}</span>
            </li>
          ))}
          {kept > 0 && (
            <li>
              <span className={styles.hint}>{t('sharing.keeps')}</span>
              <span>{percentWords(kept)}</span>
            </li>
          )}
        </ul>
      </td>
    </tr>
  );
}

/** All rules by which shared costs are split, and who bears how much by each. */
export function SharingRules({ month }: { month: string }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const { data, error, refetch } = useItsmQuery(costRoutes.sharing, {
    query: { month },
  });
  if (!data)
    return error ? (
      <section
        id="sharing"
        tabIndex={-1}
        className={`${styles.card} ${styles.stack}`}
        aria-label={t('sharing.title', { month: monthWords(month) })}
      >
        <FailureMessage small error={error} onRetry={() => refetch()} />
      </section>
    ) : null;
  return (
    <section
      id="sharing"
      tabIndex={-1}
      className={`${styles.card} ${styles.stack}`}
      aria-labelledby="sharing-title"
    >
      <h2 id="sharing-title" className={styles.heading}>
        {t('sharing.title', { month: monthWords(data.month) })}
      </h2>
      <p className={styles.hint}>
        {t(data.items.length > 0 ? 'sharing.about' : 'sharing.empty')}
      </p>
      {data.items.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('sharing.service')}</th>
                <th scope="col">{t('service.rule')}</th>
                <th scope="col">{t('sharing.bearers')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(rule => (
                <Rule key={rule.key} rule={rule} refs={data.refs} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
