import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CostFigure,
  ServiceCosts,
  SharedCostOf,
} from '@callboard/plugin-itsm-common';
import { refTitle, RouterLink } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { serviceCostsRouteRef } from '../../routes';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { sumWords } from '../words';
import { addressOf } from './addressOf';

const told = (figure: CostFigure, plan: 'actual' | 'budget', less: boolean) => {
  const sum = figure[plan];
  if (sum.amounts.length === 0) return '–';
  return `${less ? '− ' : ''}${sumWords(sum)}`;
};

function Line(props: {
  name: ReactNode;
  words?: string;
  figure: CostFigure;
  less?: boolean;
  total?: boolean;
}) {
  const { name, words, figure, less = false, total } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <tr className={total ? styles.total : undefined}>
      <th scope="row">{name}</th>
      <td data-label={t('service.rule')}>{words}</td>
      <td className={styles.number} data-label={t('figure.actual')}>
        {told(figure, 'actual', less)}
      </td>
      <td className={styles.number} data-label={t('figure.budget')}>
        {told(figure, 'budget', less)}
      </td>
    </tr>
  );
}

/** How what a service bears comes to be: its own costs, what it received and what it gave, line by line. */
export function Origin({ costs }: { costs: ServiceCosts }) {
  const { own, received, given, exchanged, borne, withParts, refs } = costs;
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(serviceCostsRouteRef);
  const nameOf = ({ ref }: SharedCostOf, word: 'received' | 'given') => {
    const name = ref ? refTitle(ref, refs) : t('others');
    const words = t(`service.${word}`, { name });
    const href = ref && hrefOf?.(addressOf(ref));
    return href ? <RouterLink to={href}>{words}</RouterLink> : words;
  };
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <h2 className={styles.heading}>{t('service.made')}</h2>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.labelled}`}>
          <thead>
            <tr>
              <th scope="col">{t('service.line')}</th>
              <th scope="col">{t('service.rule')}</th>
              <th scope="col" className={styles.number}>
                {t('figure.actual')}
              </th>
              <th scope="col" className={styles.number}>
                {t('figure.budget')}
              </th>
            </tr>
          </thead>
          <tbody>
            <Line name={t('service.own')} figure={own} />
            {received.map(from => (
              <Line
                key={`from ${from.ref}`}
                name={nameOf(from, 'received')}
                words={from.words}
                figure={from}
              />
            ))}
            {given.map(to => (
              <Line
                key={`to ${to.ref}`}
                name={nameOf(to, 'given')}
                words={to.words}
                figure={to}
                less
              />
            ))}
            {exchanged && (
              <Line name={t('service.exchanged')} figure={exchanged} />
            )}
            <Line name={t('service.borne')} figure={borne} total />
            {withParts && <Line name={t('service.whole')} figure={withParts} />}
          </tbody>
        </table>
      </div>
    </section>
  );
}
