import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  CHARTER_TRANSITIONS,
  portfolioServiceRoutes,
  SERVICE_COST_FIELD,
  serviceLifecycle,
  servicePermissions,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  PortfolioServiceSummary,
} from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  useItsmMutation,
  useItsmQuery,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { newServiceRouteRef, portfolioServiceRouteRef } from '../routes';
import { shortCostOf } from './costOf';
import { SERVICE_RECORD_FIELDS } from './fields';
import {
  isInServiceRows,
  isReviewOverdue,
  useServiceList,
} from './list/serviceList';
import type { ServiceList, ServiceView } from './list/serviceList';
import { useServiceColumns } from './list/useServiceColumns';
import { NewServiceButton } from './NewServiceButton';
import styles from './Register.module.css';
import { portfolioRegisterTranslationRef } from './translation';

// What is opened only when somebody asks for it loads then.
const ServicePanel = lazy(async () => ({
  default: (await import('./record/ServicePanel')).ServicePanel,
}));
const pictures = () => import('./look/Pictures');
const PICTURES = {
  board: lazy(async () => ({ default: (await pictures()).BoardLook })),
  bubbles: lazy(async () => ({ default: (await pictures()).BubblesLook })),
  roadmap: lazy(async () => ({ default: (await pictures()).RoadmapLook })),
};

const LOOKS = ['table', 'board', 'bubbles', 'roadmap'] as const;
type LookName = (typeof LOOKS)[number];

const BULK: RecordBulkSpec = {
  lifecycle: {
    ...serviceLifecycle,
    transitions: serviceLifecycle.transitions.filter(
      ({ name }) => !CHARTER_TRANSITIONS.includes(name),
    ),
  } as Lifecycle,
  fields: SERVICE_RECORD_FIELDS,
  editable: [
    'tier',
    'valueScore',
    'riskScore',
    'businessOwnerRef',
    'ownerRef',
    'assigneeRef',
    'plannedStart',
    'plannedLive',
    'plannedRetire',
    'reviewAt',
    'visibility',
  ],
  clearable: [
    'tier',
    'businessOwnerRef',
    'assigneeRef',
    'plannedStart',
    'plannedLive',
    'plannedRetire',
    'reviewAt',
  ],
  route: portfolioServiceRoutes.bulk,
};

const lookOf = ({ url }: ServiceList): LookName =>
  LOOKS.find(look => look === url.get('look')) ?? 'table';

/** The table, the board, the bubbles or the roadmap of the same services. */
function LookSwitch(props: { list: ServiceList }) {
  const { list } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  return (
    <ToggleButtonGroup
      aria-label={t('look.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[lookOf(list)]}
      onSelectionChange={keys => {
        const look = String([...keys][0]);
        list.change({ look: look === 'table' ? undefined : look });
      }}
    >
      {LOOKS.map(look => (
        <ToggleButton key={look} id={look}>
          {t(`look.${look}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** The service portfolio: a list, and pictures of the same services. */
export function RegisterPage() {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const hrefOf = useRouteRef(portfolioServiceRouteRef);
  const beginHref = useRouteRef(newServiceRouteRef)?.();
  const list = useServiceList();
  const refs = list.page?.refs;
  const columns = useServiceColumns(list.columns, refs);
  const assign = useItsmMutation(portfolioServiceRoutes.assignToMe);
  // The key that begins one does no more than the button.
  const { allowed } = usePermission({ permission: servicePermissions.create });
  const now = useNow();
  const { currency, seesCosts = false } =
    useItsmQuery(portfolioServiceRoutes.settings, { staleTime: Infinity })
      .data ?? {};
  const look = lookOf(list);
  const Picture = look === 'table' ? undefined : PICTURES[look];
  return (
    <RecordListPage<PortfolioServiceSummary>
      list={list}
      title={t('title')}
      about={t('about')}
      lifecycle={serviceLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInServiceRows}
      viewLabel={view => t(`view.${view as ServiceView}`)}
      emptyTitle={t('empty.title')}
      emptyWords={
        list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as ServiceView}`)
      }
      begin={<NewServiceButton />}
      beginHref={allowed ? beginHref : undefined}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={row => (
        <>
          {row.valueScore !== undefined && (
            <span>{`${t('column.valueScore')} ${row.valueScore}`}</span>
          )}
          {row.riskScore !== undefined && (
            <span>{`${t('column.riskScore')} ${row.riskScore}`}</span>
          )}
          {row.estimatedCost !== undefined && (
            <span>{t('card.cost', { amount: shortCostOf(row)! })}</span>
          )}
          {row.ownerRef && (
            <RefLabel entityRef={row.ownerRef} refs={refs} plain />
          )}
          {row.entityGone && <span className={styles.gone}>{t('gone')}</span>}
          {isReviewOverdue(row, now) && (
            <span className={styles.due}>{t('reviewOverdue')}</span>
          )}
        </>
      )}
      withService
      withFields
      offers={({ key }) => seesCosts || key !== SERVICE_COST_FIELD}
      above={
        <>
          <LookSwitch list={list} />
          {!Picture && list.sort.by === 'estimatedCost' && (
            <p className={styles.hint}>
              {t('sortedByCost', { currency: currency ?? '' })}
            </p>
          )}
          {!Picture && list.sort.by === SERVICE_COST_FIELD && (
            <p className={styles.hint}>
              {t('sortedByLastMonth', { currency: currency ?? '' })}
            </p>
          )}
        </>
      }
      instead={
        Picture && (
          <Suspense fallback={<Skeleton height={360} />}>
            <Picture question={list.question} />
          </Suspense>
        )
      }
      Panel={ServicePanel}
      bulk={BULK}
      assign={({ number }) => assign.mutateAsync({ params: { id: number } })}
    />
  );
}
