import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  DEMAND_SCORE_FIELD,
  demandLifecycle,
  demandRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  DemandState,
  DemandSummary,
  QueryValues,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RefLabel,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import { demandTranslationRef } from '../translation';
import styles from './Board.module.css';

const SHOWN = 200;

/** The way of a need, from left to right; what ended otherwise is in the list. */
const COLUMNS: readonly DemandState[] = [
  'new',
  'assessing',
  'assessed',
  'approved',
  'realizing',
  'deferred',
];

function Card(props: { row: DemandSummary; refs: Refs | undefined }) {
  const { row, refs } = props;
  const { number, title, score, points, serviceRef } = row;
  const { t } = useTranslationRef(demandTranslationRef);
  const href = useRouteRef(demandRouteRef)?.({ number });
  return (
    <li className={styles.card}>
      <RouterLink className={styles.title} to={href ?? ''}>
        {`${number} ${title}`}
      </RouterLink>
      <span className={styles.facts}>
        {score.score !== undefined && (
          <b>{t('card.score', { score: score.score.toFixed(1) })}</b>
        )}
        <span>{t('card.points', { points: String(points) })}</span>
        {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} plain />}
      </span>
    </li>
  );
}

/** The states that the question leaves; all of the way if it asks for none. */
function columnsOf(question: QueryValues): readonly DemandState[] {
  const asked = [question.status ?? []].flat().map(String);
  const states = asked.flatMap(state => state.split(','));
  const left = COLUMNS.filter(state => states.includes(state));
  return left.length > 0 ? left : COLUMNS;
}

/** The needs of the list in columns of their states, the best score first in each. */
export function Board(props: { question: QueryValues }) {
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
  return (
    <>
      {data.pageInfo.nextCursor && (
        <p className={styles.more}>
          {t('board.more', { count: String(SHOWN) } as never)}
        </p>
      )}
      <div className={styles.board} role="group" aria-label={t('board.label')}>
        {columnsOf(props.question).map(state => {
          const rows = data.items.filter(({ status }) => status === state);
          const { label } = demandLifecycle.states[state];
          return (
            <section key={state} className={styles.column} aria-label={label}>
              <h3 className={styles.head}>
                {label} <span>{rows.length}</span>
              </h3>
              {rows.length === 0 && (
                <p className={styles.more}>{t('board.empty')}</p>
              )}
              <ul className={styles.cards}>
                {rows.map(row => (
                  <Card key={row.id} row={row} refs={data.refs} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}
