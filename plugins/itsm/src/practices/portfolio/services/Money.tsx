import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { formatMoney, type ServicePage } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { serviceCostsRouteRef } from '../routes';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { addressOf } from './useServicePage';
import { servicesTranslationRef } from './translation';

type Costs = NonNullable<ServicePage['sections']['costs']>;
type Amount = Costs['amounts'][number];

const words = ({ minor, currency }: Amount) => formatMoney(minor, currency);
export const monthWords = (month: string) =>
  DateTime.fromISO(`${month}-01`).toLocaleString({
    month: 'long',
    year: 'numeric',
  });

/** The one sum of a month, where there is one: converted, or in its only currency. */
export function oneSum({ converted, amounts }: Costs): Amount | undefined {
  return converted ?? (amounts.length === 1 ? amounts[0] : undefined);
}

function Kinds({ costs }: { costs: Costs }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const most = Math.max(1, ...costs.kinds.map(({ amount }) => amount.minor));
  const labels: Readonly<Record<string, string>> = {
    people: t('costKind.people'),
    infrastructure: t('costKind.infrastructure'),
    licences: t('costKind.licences'),
    suppliers: t('costKind.suppliers'),
    shared: t('costKind.shared'),
    other: t('costKind.other'),
  };
  return (
    <table className={styles.kinds}>
      <thead className={styles.unseen}>
        <tr>
          <th>{t('costs.kind')}</th>
          <th>{t('costs.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {costs.kinds.map(({ kind, amount }) => (
          <tr key={kind}>
            <td>
              {labels[kind] ?? kind}
              <span
                aria-hidden
                className={styles.bar}
                style={{
                  width: `${Math.max(0, (amount.minor / most) * 100)}%`,
                }}
              />
            </td>
            <td className={styles.amount}>{words(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Against({ sum, budget }: { sum: Amount; budget?: Amount }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  if (!budget || budget.currency !== sum.currency) return null;
  const over = sum.minor - budget.minor;
  const amount = words({ minor: Math.abs(over), currency: sum.currency });
  return (
    <p className={styles.nothing}>
      {t('costs.budget')} {words(budget)} ·{' '}
      {over > 0 ? t('costs.over', { amount }) : t('costs.under', { amount })}
    </p>
  );
}

/** What it costs a month, of what, and against what was planned. Currencies are never added up. */
export function CostsSection({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const href = useRouteRef(serviceCostsRouteRef)?.(addressOf(page.ref));
  const { costs } = page.sections;
  if (!costs) return null;
  const sum = oneSum(costs);
  const nothing = costs.amounts.length === 0;
  return (
    <Section
      id="costs"
      title={t('costs.title')}
      actions={href && <RouterLink to={href}>{t('costs.all')}</RouterLink>}
    >
      {nothing && (
        <Nothing next={page.viewer.works && t('costs.noneNext')}>
          {t('costs.none')}
        </Nothing>
      )}
      {!nothing && (
        <>
          <p className={styles.sum}>
            {sum ? words(sum) : costs.amounts.map(words).join(' + ')}{' '}
            <span className={styles.quiet}>
              {t('costs.month', { month: monthWords(costs.month) })}
            </span>
          </p>
          {!sum && <Nothing>{t('costs.apart')}</Nothing>}
          {sum && <Against sum={sum} budget={costs.budget} />}
          {costs.kinds.length > 0 && <Kinds costs={costs} />}
        </>
      )}
    </Section>
  );
}
