import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  DEMAND_SCORE_FIELD,
  demandRoutes,
} from '@callboard/plugin-itsm-common';
import type { DemandSummary, QueryValues } from '@callboard/plugin-itsm-common';
import {
  ChartFrame,
  FailureMessage,
  Message,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import { demandTranslationRef } from '../translation';
import styles from './Ranking.module.css';

/** As many as can be compared at a glance. */
const SHOWN = 25;

const nameOf = ({ number, title }: DemandSummary) => `${number} ${title}`;
const scoreOf = ({ score }: DemandSummary) => score.score ?? 0;
const addsOf = ({ score }: DemandSummary, key: string) =>
  score.parts.find(part => part.key === key)?.adds ?? 0;

function Bars(props: { rows: readonly DemandSummary[] }) {
  const hrefOf = useRouteRef(demandRouteRef);
  return (
    <ol className={styles.bars}>
      {props.rows.map(row => (
        <li key={row.id} className={styles.row}>
          <span className={styles.name}>
            <RouterLink
              className={styles.link}
              to={hrefOf?.({ number: row.number }) ?? ''}
            >
              {nameOf(row)}
            </RouterLink>
          </span>
          <span className={styles.bar} aria-hidden>
            {row.score.parts.map(({ key, label, adds = 0 }) => (
              <span
                key={key}
                data-part={key}
                className={styles.part}
                style={{ width: `${adds}%` }}
                title={`${label}: ${adds}`}
              />
            ))}
          </span>
          <span className={styles.score}>{scoreOf(row).toFixed(1)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The needs of the list by their scores, and what each score is made of. */
export function Ranking(props: { question: QueryValues }) {
  const { t } = useTranslationRef(demandTranslationRef);
  const { data, error, refetch } = useItsmQuery(demandRoutes.list, {
    query: {
      ...props.question,
      sort: DEMAND_SCORE_FIELD,
      order: 'desc',
      limit: SHOWN,
    } as never,
    live: true,
    keepPrevious: true,
  });
  if (error) return <FailureMessage error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={320} />;
  const rows = data.items.filter(({ score }) => score.score !== undefined);
  const rest = data.items.length - rows.length;
  const [first] = rows;
  if (!first)
    return <Message title={t('empty.title')}>{t('ranking.none')}</Message>;
  const { parts } = first.score;
  // What adds to a score is how little something costs, not how much.
  const nameOfPart = (key: string, label: string) =>
    key === 'cost' || key === 'risk' ? t(`ranking.low.${key}`) : label;
  const head = { label: t('ranking.need'), of: nameOf };
  const columns = [
    { label: t('ranking.score'), of: scoreOf },
    ...parts.map(({ key, label }) => ({
      label: nameOfPart(key, label),
      of: (row: DemandSummary) => addsOf(row, key),
    })),
  ];
  return (
    <ChartFrame
      title={t('ranking.title')}
      answer={
        <>
          {t('ranking.answer', {
            number: first.number,
            title: first.title,
            score: scoreOf(first).toFixed(1),
          })}
          {rest > 0 && ` ${t('ranking.unranked', { count: rest })}`}
        </>
      }
      legend={
        <ul className={styles.legend} aria-label={t('ranking.scale')}>
          {parts.map(({ key, label, most }) => (
            <li key={key}>
              <span className={styles.swatch} data-part={key} aria-hidden />
              {t('ranking.part', {
                part: nameOfPart(key, label),
                most: String(most),
              })}
            </li>
          ))}
        </ul>
      }
      // The table begins with the last row of a chart.
      table={{
        rows: [...rows].reverse(),
        keyOf: ({ id }) => id,
        head,
        columns,
      }}
      file={{ rows, head, columns }}
    >
      <Bars rows={rows} />
    </ChartFrame>
  );
}
