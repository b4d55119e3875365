import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  DEMAND_LED_TRANSITIONS,
  DEMAND_SCORE_FIELD,
  DEMAND_STATES,
  demandLifecycle,
  demandRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  DemandState,
  DemandSummary,
  Lifecycle,
  QueryValues,
} from '@callboard/plugin-itsm-common';
import { FailureMessage, RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { Board as RecordBoard } from '../../board/Board';
import type { BoardSpec } from '../../board/BoardSpec';
import { MOST_SHOWN, useAllRows } from '../../board/useAllRows';
import { demandRouteRef } from '../../routes';
import styles from '../Demand.module.css';
import { DEMAND_RECORD_FIELDS } from '../fields';
import { demandTranslationRef } from '../translation';

const NEEDS: BoardSpec = {
  lifecycle: demandLifecycle as Lifecycle,
  // Whoever asked for it withdraws it on its own page.
  led: [...DEMAND_LED_TRANSITIONS, 'withdraw'],
  fields: DEMAND_RECORD_FIELDS,
  routes: demandRoutes,
};

/** The way of a need, from left to right. */
const COLUMNS: readonly DemandState[] = [
  'new',
  'assessing',
  'assessed',
  'approved',
  'realizing',
  'deferred',
];

/** The states that the question leaves; all of the way if it asks for none. */
function columnsOf(question: QueryValues): readonly DemandState[] {
  const asked = [question.status ?? []].flat().map(String);
  const states = asked.flatMap(state => state.split(','));
  const left = COLUMNS.filter(state => states.includes(state));
  return left.length > 0 ? left : COLUMNS;
}

function Facts({ row, refs }: { row: DemandSummary; refs: Refs }) {
  const { score, points, serviceRef } = row;
  const { t } = useTranslationRef(demandTranslationRef);
  return (
    <>
      {score.score !== undefined && (
        <b>{t('card.score', { score: score.score.toFixed(1) })}</b>
      )}
      <span>{t('card.points', { count: points })}</span>
      {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} plain />}
    </>
  );
}

/** The needs of the list in columns of their states, the best score first in each. */
export function Board(props: { question: QueryValues }) {
  const { question } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const { data, error, refetch } = useAllRows<DemandSummary>(
    demandRoutes.list,
    question,
    DEMAND_SCORE_FIELD,
  );
  if (!data && error)
    return <FailureMessage error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={320} />;
  const columns = columnsOf(question);
  return (
    <>
      {data.cut && (
        <p className={styles.hint}>
          {t('board.cut', { count: String(MOST_SHOWN) } as never)}
        </p>
      )}
      <RecordBoard
        label={t('board.label')}
        spec={NEEDS}
        rows={data.items}
        columns={columns}
        more={DEMAND_STATES.filter(state => !columns.includes(state))}
        hrefOf={({ number }) => hrefOf?.({ number })}
        factsOf={row => <Facts row={row} refs={data.refs} />}
      />
    </>
  );
}
