import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords } from '@callboard/plugin-itsm-common';
import type {
  KpiAnswer,
  KpiGrain,
  KpiInfo,
} from '@callboard/plugin-itsm-common';
import { periodTime, pointTime } from '@callboard/plugin-itsm-react';
import styles from './KpiPage.module.css';
import { latestOf } from './told';
import { kpisTranslationRef } from './translation';

/**
 * The number of the whole time, what it is of, and how exact it is; and the last whole point of it, which
 * is what other pages show.
 */
export function Total(props: {
  info: KpiInfo;
  answer: KpiAnswer;
  grain: KpiGrain;
}) {
  const { info, answer, grain } = props;
  const { total, unit, statistic, zone } = answer;
  const { t } = useTranslationRef(kpisTranslationRef);
  const isPart = info.shape === 'share' && total.numerator !== undefined;
  const last = latestOf(answer.series);
  const count = total.count.toLocaleString('en-US');
  const about = [
    statistic && t(`page.statistic.${statistic}`),
    isPart &&
      t('page.total.shareOf', {
        part: total.numerator!.toLocaleString('en-US'),
        all: count,
      }),
    !isPart && unit !== 'count' && t('page.total.of', { all: count }),
    periodTime(total, zone),
    info.shape === 'value' &&
      t(total.exact ? 'page.total.exact' : 'page.total.near'),
  ].filter(Boolean);
  return (
    <p className={styles.total}>
      <span className={styles.number}>{kpiWords(total.value, unit)}</span>
      <span className={styles.quiet}>
        {total.value === undefined && `${t('page.total.nothing')} `}
        {about.join(' · ')}
      </span>
      {last?.value !== undefined && last.from !== total.from && (
        <span className={styles.latest}>
          <b>{kpiWords(last.value, unit)}</b>{' '}
          <span className={styles.quiet}>
            {t('page.total.latest', { when: pointTime(last, grain, zone) })}
          </span>
        </span>
      )}
    </p>
  );
}
