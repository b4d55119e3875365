import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatMoney } from '@callboard/plugin-itsm-common';
import type {
  CostFigure,
  CostSum,
  ServiceCost,
} from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { apart, shareWords, sumWords } from '../words';

type Varying = Pick<ServiceCost, 'variance' | 'varianceShare'>;

/** By how much more or less was spent than was to be, in words. */
export function useVarianceWords() {
  const { t } = useTranslationRef(moneyTranslationRef);
  return ({ variance, varianceShare }: Varying): string | undefined => {
    if (!variance) return undefined;
    const { minor, currency } = variance;
    const amount = formatMoney(Math.abs(minor), currency);
    const words =
      minor === 0
        ? t('figure.exact')
        : t(minor > 0 ? 'figure.over' : 'figure.under', { amount });
    return varianceShare === undefined || minor === 0
      ? words
      : t('figure.share', {
          amount: words,
          percent: shareWords(varianceShare),
        });
  };
}

/** Over or under budget: a word and a shape, and colour last. */
export function Variance(props: Varying & { hasBudget: boolean }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const words = useVarianceWords()(props);
  if (!words) return <>{props.hasBudget ? '–' : t('figure.noBudget')}</>;
  const over = (props.variance?.minor ?? 0) > 0;
  // A tenth over is what somebody has to look at.
  const much = (props.varianceShare ?? 0) >= 1_000;
  const tone = much ? 'danger' : 'warning';
  return <Pill tone={over ? tone : 'success'}>{words}</Pill>;
}

function Tile(props: {
  label: string;
  children: React.ReactNode;
  below?: readonly (string | undefined)[];
}) {
  return (
    <div className={styles.tile}>
      <span className={styles.hint}>{props.label}</span>
      <span className={styles.big}>{props.children}</span>
      {props.below
        ?.filter(words => words !== undefined)
        .map(words => (
          <span key={words} className={styles.hint}>
            {words}
          </span>
        ))}
    </div>
  );
}

/** What was spent, what was to be, and what lies between; of a system what that is with its parts, too. */
export function Tiles(props: {
  figure: CostFigure;
  varying: Varying;
  below?: string;
  whole?: CostFigure;
}) {
  const { figure, varying, below, whole } = props;
  const { actual, budget } = figure;
  const { t } = useTranslationRef(moneyTranslationRef);
  const hasBudget = budget.amounts.length > 0;
  const ofWhole = (sum: CostSum | undefined) =>
    sum && sum.amounts.length > 0
      ? t('costs.withParts', { sum: sumWords(sum) })
      : undefined;
  return (
    <div className={styles.tiles}>
      <Tile
        label={t('figure.actual')}
        below={[apart(actual) ?? below, ofWhole(whole?.actual)]}
      >
        {actual.amounts.length > 0 ? sumWords(actual) : '–'}
      </Tile>
      <Tile
        label={t('figure.budget')}
        below={[apart(budget), ofWhole(whole?.budget)]}
      >
        {hasBudget ? sumWords(budget) : t('figure.noBudget')}
      </Tile>
      <Tile label={t('figure.variance')}>
        <Variance
          variance={varying.variance}
          varianceShare={varying.varianceShare}
          hasBudget={hasBudget}
        />
      </Tile>
    </div>
  );
}
