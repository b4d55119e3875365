import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CHARTER_TRANSITIONS,
  PORTFOLIO_PARTS,
  portfolioServiceRoutes,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  PortfolioServiceSummary,
} from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { Board as RecordBoard } from '../../board/Board';
import type { BoardSpec } from '../../board/BoardSpec';
import { portfolioServiceRouteRef } from '../../routes';
import { shortCostOf } from '../costOf';
import { SERVICE_RECORD_FIELDS } from '../fields';
import styles from '../Register.module.css';
import { Score } from '../Score';
import { portfolioRegisterTranslationRef } from '../translation';

const SERVICES: BoardSpec = {
  lifecycle: serviceLifecycle as Lifecycle,
  led: CHARTER_TRANSITIONS,
  fields: SERVICE_RECORD_FIELDS,
  routes: portfolioServiceRoutes,
};

/** The way of a service from left to right. */
const COLUMNS = [...PORTFOLIO_PARTS.pipeline, ...PORTFOLIO_PARTS.live];

function Facts(props: { row: PortfolioServiceSummary; refs: Refs }) {
  const { row, refs } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const cost = shortCostOf(row);
  return (
    <>
      {row.valueScore !== undefined && (
        <span>
          {t('column.valueScore')} <Score score={row.valueScore} />
        </span>
      )}
      {row.riskScore !== undefined && (
        <span>
          {t('column.riskScore')} <Score score={row.riskScore} isBad />
        </span>
      )}
      {cost && <span>{t('card.cost', { amount: cost })}</span>}
      {row.ownerRef && <RefLabel entityRef={row.ownerRef} refs={refs} plain />}
      {row.entityGone && <span className={styles.gone}>{t('gone')}</span>}
    </>
  );
}

/** Services in columns of their states. */
export function Board(props: {
  rows: readonly PortfolioServiceSummary[];
  refs: Refs;
}) {
  const { rows, refs } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const hrefOf = useRouteRef(portfolioServiceRouteRef);
  return (
    <RecordBoard
      label={t('board.label')}
      spec={SERVICES}
      rows={rows}
      columns={COLUMNS}
      more={PORTFOLIO_PARTS.retired}
      hrefOf={({ number }) => hrefOf?.({ number })}
      factsOf={row => <Facts row={row} refs={refs} />}
    />
  );
}
