import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatMoney } from '@callboard/plugin-itsm-common';
import type { ContractCost, ServiceCosts } from '@callboard/plugin-itsm-common';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';
import { ContractLink } from './ContractLink';

function Row({ contract }: { contract: ContractCost }) {
  const { number, title, kind, value, per, share, monthly } = contract;
  const { from, to, leftOut, leftOutMonths } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <tr>
      <th scope="row">
        {title ?? t('service.hiddenContract')}
        <div className={styles.hint}>
          {t(`kind.${kind}`)}
          {number && ' · '}
          {number && <ContractLink number={number} />}
        </div>
        {leftOut && (
          <div className={styles.hint}>
            {t(
              leftOut === 'cost-model'
                ? 'service.leftOutModel'
                : 'service.leftOutImported',
              { count: leftOutMonths },
            )}
          </div>
        )}
      </th>
      <td className={styles.number} data-label={t('contracts.value')}>
        {t('contracts.worth', {
          amount: formatMoney(value.minor, value.currency),
          per: t(`contracts.per.${per}`),
        })}
      </td>
      <td className={styles.number} data-label={t('service.share')}>{`${
        share / 100
      } %`}</td>
      <td className={styles.number} data-label={t('service.monthly')}>
        {monthly ? formatMoney(monthly.minor, monthly.currency) : '–'}
      </td>
      <td data-label={t('service.when')}>
        {to
          ? t('service.between', { from: monthWords(from), to: monthWords(to) })
          : t('service.since', { from: monthWords(from) })}
      </td>
    </tr>
  );
}

/** What a service bears of contracts by itself; it is changed on them. */
export function FromContracts({ costs }: { costs: ServiceCosts }) {
  const { contracts } = costs;
  const { t } = useTranslationRef(moneyTranslationRef);
  if (contracts.length === 0) return null;
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <h2 className={styles.heading}>{t('service.fromContracts')}</h2>
      <p className={styles.hint}>{t('service.fromContractsAbout')}</p>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.labelled}`}>
          <thead>
            <tr>
              <th scope="col">{t('service.what')}</th>
              <th scope="col" className={styles.number}>
                {t('contracts.value')}
              </th>
              <th scope="col" className={styles.number}>
                {t('service.share')}
              </th>
              <th scope="col" className={styles.number}>
                {t('service.monthly')}
              </th>
              <th scope="col">{t('service.when')}</th>
            </tr>
          </thead>
          <tbody>
            {contracts.map((contract, i) => (
              <Row key={contract.number ?? i} contract={contract} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
