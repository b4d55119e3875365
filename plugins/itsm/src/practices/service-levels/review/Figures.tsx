import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Review } from '@callboard/plugin-itsm-common';
import { percentWords } from '../attainment/percent';
import { comparedOf } from './monthWords';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

function Figure(props: {
  label: string;
  value: string;
  before: string;
  more?: string;
}) {
  const { t } = useTranslationRef(reviewTranslationRef);
  return (
    <div className={styles.figure}>
      <dt>{props.label}</dt>
      <dd className={styles.value}>{props.value}</dd>
      <dd className={styles.quiet}>
        {t('figure.before')} {props.before}
      </dd>
      {props.more && <dd className={styles.quiet}>{props.more}</dd>}
    </div>
  );
}

/** What the month was, in four numbers, beside the month before and the twelve. */
export function Figures(props: { review: Review }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { month, before, average } = comparedOf(props.review);
  const mean = (of: Parameters<typeof average>[0]) =>
    t('figure.average', { value: String(average(of)) });
  return (
    <dl className={styles.figures}>
      <Figure
        label={t('figure.attainment')}
        value={percentWords(month.attainment)}
        before={percentWords(before.attainment)}
      />
      <Figure
        label={t('figure.missed')}
        value={String(month.breached)}
        before={String(before.breached)}
        more={mean('breached')}
      />
      <Figure
        label={t('figure.opened')}
        value={String(month.opened)}
        before={String(before.opened)}
        more={mean('opened')}
      />
      <Figure
        label={t('figure.resolved')}
        value={String(month.resolved)}
        before={String(before.resolved)}
        more={mean('resolved')}
      />
    </dl>
  );
}
