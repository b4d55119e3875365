import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { Verdict } from '@callboard/plugin-itsm-common';
import type { ToldKpi } from './Dashboard';
import styles from './Dashboard.module.css';
import { dashboardsTranslationRef } from './translation';

/** What is news of all the numbers, in a sentence or two. */
export function News(props: { told: readonly ToldKpi[] }) {
  const { told } = props;
  const { t } = useTranslationRef(dashboardsTranslationRef);
  if (told.some(({ answer }) => answer === undefined)) {
    return (
      <div className={styles.answer} aria-busy="true">
        <Skeleton height={24} />
      </div>
    );
  }
  const namesOf = (verdict: Verdict) =>
    told
      .filter(({ judged }) => judged.verdict === verdict)
      .map(
        ({ kpi, judged: { signal } }) =>
          `${kpi.name.toLocaleLowerCase('en-US')} ${
            signal?.side === 'above' ? '↗' : '↘'
          }`,
      )
      .join(', ');
  const better = namesOf('better');
  const worse = namesOf('worse');
  const changed = namesOf('changed');
  const isCounted = told.some(({ answer }) => (answer?.total.count ?? 0) > 0);
  const isTooLittle = told.every(
    ({ judged }) => judged.verdict === 'too-little',
  );
  const judgeable = told.filter(
    ({ judged }) => judged.verdict !== 'too-little',
  ).length;
  const hasNoise = told.some(({ judged }) => judged.verdict === 'noise');
  const isMostly = 2 * judgeable >= told.length;
  const words = [
    worse && t('answer.worse', { names: worse }),
    better && t('answer.better', { names: better }),
    changed && t('answer.changed', { names: changed }),
  ].filter(Boolean);
  const say = () => {
    if (!isCounted) return t('answer.nothing');
    if (isTooLittle) return t('answer.tooLittle');
    const few = t('answer.few', {
      some: String(judgeable),
      all: String(told.length),
    });
    if (words.length === 0) return isMostly ? t('answer.noise') : few;
    const rest = isMostly ? hasNoise && t('answer.rest') : few;
    return [...words, rest].filter(Boolean).join(' ');
  };
  return <p className={styles.answer}>{say()}</p>;
}
