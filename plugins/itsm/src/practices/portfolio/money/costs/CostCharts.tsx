import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatMoney, plainMoney } from '@callboard/plugin-itsm-common';
import type {
  CostFigure,
  CostKind,
  CostMonth,
  CostSum,
} from '@callboard/plugin-itsm-common';
import { BarTable, ChartFrame } from '@callboard/plugin-itsm-react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords, sumWords } from '../words';

const words = (sum: CostSum) => (sum.amounts.length > 0 ? sumWords(sum) : '–');
const plain = ({ converted }: CostSum) =>
  converted ? plainMoney(converted.minor, converted.currency) : '';
const lengthOf = (sum: CostSum, most: number) =>
  sum.converted && most > 0
    ? Math.max(0, sum.converted.minor) / most
    : undefined;
const mostOf = (figures: readonly CostFigure[]) =>
  Math.max(
    0,
    ...figures.flatMap(f => [
      f.actual.converted?.minor ?? 0,
      f.budget.converted?.minor ?? 0,
    ]),
  );

/** Whether more was spent than was planned. */
const isOver = ({ actual, budget }: CostFigure) =>
  budget.amounts.length > 0 &&
  (actual.converted?.minor ?? 0) > (budget.converted?.minor ?? Infinity);

function varianceWords({ actual, budget }: CostFigure): string {
  if (!actual.converted || !budget.converted || budget.amounts.length === 0)
    return '–';
  const minor = actual.converted.minor - budget.converted.minor;
  const sign = minor > 0 ? '+' : '';
  return `${sign}${formatMoney(minor, actual.converted.currency)}`;
}

/** Costs against the budget, month by month: a chart that is its own table. */
export function Months({ months }: { months: readonly CostMonth[] }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const most = mostOf(months);
  return (
    <div className={styles.card}>
      <ChartFrame
        title={t('costs.months')}
        answer={months.some(isOver) ? t('costs.monthsHint') : undefined}
        file={{
          rows: months,
          head: { label: 'month', of: ({ month }) => month },
          columns: [
            { label: 'actual', of: ({ actual }) => plain(actual) },
            { label: 'budget', of: ({ budget }) => plain(budget) },
          ],
        }}
      >
        <BarTable
          label={t('costs.months')}
          head={t('costs.month')}
          columns={[
            t('figure.actual'),
            t('figure.budget'),
            t('figure.variance'),
          ]}
          rows={months.map(month => ({
            key: month.month,
            label: monthWords(month.month),
            length: lengthOf(month.actual, most),
            numbers: [
              words(month.actual),
              words(month.budget),
              varianceWords(month),
            ],
            weight: isOver(month) ? 'much' : undefined,
          }))}
        />
      </ChartFrame>
    </div>
  );
}

/** What money is spent on. */
export function Kinds(props: {
  kinds: readonly (CostFigure & { kind: CostKind })[];
}) {
  const kinds = [...props.kinds].sort(
    (a, b) =>
      (b.actual.converted?.minor ?? 0) - (a.actual.converted?.minor ?? 0),
  );
  const { t } = useTranslationRef(moneyTranslationRef);
  const most = mostOf(kinds);
  return (
    <div className={styles.card}>
      <ChartFrame
        title={t('costs.kinds')}
        file={{
          rows: kinds,
          head: { label: 'kind', of: ({ kind }) => kind },
          columns: [
            { label: 'actual', of: ({ actual }) => plain(actual) },
            { label: 'budget', of: ({ budget }) => plain(budget) },
          ],
        }}
      >
        <BarTable
          label={t('costs.kinds')}
          head={t('costs.kindHead')}
          columns={[t('figure.actual'), t('figure.budget')]}
          rows={kinds.map(figure => ({
            key: figure.kind,
            label: (
              <span className={styles.nowrap}>{t(`kind.${figure.kind}`)}</span>
            ),
            length: lengthOf(figure.actual, most),
            numbers: [words(figure.actual), words(figure.budget)],
          }))}
        />
      </ChartFrame>
    </div>
  );
}
