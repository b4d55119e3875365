import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  DEMAND_SOURCES,
  demandLifecycle,
  demandRoutes,
} from '@callboard/plugin-itsm-common';
import type { DemandSummary, Lifecycle } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import { demandRouteRef, newDemandRouteRef } from '../routes';
import { DEMAND_BULK_LIFECYCLE, DEMAND_RECORD_FIELDS } from './fields';
import { isInDemandRows, useDemandList } from './list/demandList';
import type { DemandList, DemandView } from './list/demandList';
import { useDemandColumns } from './list/useDemandColumns';
import { SayButton } from './SayButton';
import { demandTranslationRef } from './translation';

// What is opened only when somebody asks for it loads then.
const DemandPanel = lazy(async () => ({
  default: (await import('./record/DemandPanel')).DemandPanel,
}));
const Ranking = lazy(async () => ({
  default: (await import('./list/Ranking')).Ranking,
}));
const Board = lazy(async () => ({
  default: (await import('./list/Board')).Board,
}));

const LOOKS = ['list', 'ranking', 'board'] as const;
type Look = (typeof LOOKS)[number];

const BULK: RecordBulkSpec = {
  lifecycle: DEMAND_BULK_LIFECYCLE,
  fields: DEMAND_RECORD_FIELDS,
  editable: ['serviceRef', 'ownerRef', 'source', 'desiredBy', 'visibility'],
  clearable: ['serviceRef', 'desiredBy'],
  route: demandRoutes.bulk,
};

const lookOf = ({ url }: DemandList): Look =>
  LOOKS.find(look => look === url.get('look')) ?? 'list';

/** The list, the ranking, or the board of the same needs. */
function LookSwitch(props: { list: DemandList }) {
  const { list } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  return (
    <ToggleButtonGroup
      aria-label={t('look.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[lookOf(list)]}
      onSelectionChange={keys => {
        const look = String([...keys][0]);
        list.change({ look: look === 'list' ? undefined : look });
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

/** What customers and teams need. */
export function DemandsPage() {
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const list = useDemandList();
  const refs = list.page?.refs;
  const columns = useDemandColumns(list.columns, refs);
  const assign = useItsmMutation(demandRoutes.assignToMe);
  const look = lookOf(list);
  const Other = { list: undefined, ranking: Ranking, board: Board }[look];
  return (
    <RecordListPage<DemandSummary>
      list={list}
      title={t('title')}
      about={t('about')}
      lifecycle={demandLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInDemandRows}
      viewLabel={view => t(`view.${view as DemandView}`)}
      emptyTitle={t('empty.title')}
      emptyWords={
        list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as DemandView}`)
      }
      begin={<SayButton />}
      beginHref={useRouteRef(newDemandRouteRef)?.()}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ points, score, serviceRef, source }) => (
        <>
          {score.score !== undefined && (
            <b>{t('card.score', { score: score.score.toFixed(1) })}</b>
          )}
          <span>{t('card.points', { count: points })}</span>
          {source && (
            <span>
              {DEMAND_SOURCES.find(({ value }) => value === source)?.label}
            </span>
          )}
          {serviceRef && <RefLabel entityRef={serviceRef} refs={refs} plain />}
        </>
      )}
      withService
      withFields
      above={<LookSwitch list={list} />}
      instead={
        Other && (
          <Suspense fallback={null}>
            <Other question={list.question} />
          </Suspense>
        )
      }
      Panel={DemandPanel}
      bulk={BULK}
      assign={({ number }) => assign.mutateAsync({ params: { id: number } })}
    />
  );
}
