import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import {
  businessObjectiveLifecycle,
  businessObjectivePermissions,
  businessObjectiveRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  BusinessObjectiveSummary,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  RecordListPage,
  RefLabel,
  RelativeTime,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { lazy } from 'react';
import {
  alignmentRouteRef,
  newObjectiveRouteRef,
  objectiveRouteRef,
} from '../routes';
import { OBJECTIVE_RECORD_FIELDS } from './fields';
import { isInObjectiveRows, useObjectiveList } from './list/objectiveList';
import type { ObjectiveView } from './list/objectiveList';
import { useObjectiveColumns } from './list/useObjectiveColumns';
import { strategyTranslationRef } from './translation';
import { VisionPanel } from './vision/VisionPanel';
import { ConfidencePill } from './words/ConfidencePill';
import { Progress } from './words/Progress';

// What is opened only when somebody asks for it loads then.
const ObjectivePanel = lazy(async () => ({
  default: (await import('./list/ObjectivePanel')).ObjectivePanel,
}));

const BULK: RecordBulkSpec = {
  lifecycle: businessObjectiveLifecycle as Lifecycle,
  fields: OBJECTIVE_RECORD_FIELDS,
  editable: ['theme', 'periodFrom', 'periodTo', 'reviewAt', 'ownerRef'],
  clearable: ['theme', 'periodFrom', 'periodTo', 'reviewAt'],
  route: businessObjectiveRoutes.bulk,
};

function Begin() {
  const { t } = useTranslationRef(strategyTranslationRef);
  const href = useRouteRef(newObjectiveRouteRef)?.();
  const alignment = useRouteRef(alignmentRouteRef)?.();
  const { allowed } = usePermission({
    permission: businessObjectivePermissions.create,
  });
  return (
    <>
      {alignment && (
        <ButtonLink variant="secondary" href={alignment}>
          {t('alignment')}
        </ButtonLink>
      )}
      {href && allowed && (
        <ButtonLink variant="primary" iconStart={<RiAddLine />} href={href}>
          {t('new')}
        </ButtonLink>
      )}
    </>
  );
}

/** Where the business wants to go: the vision, and the objectives with how far each is. */
export function StrategyPage() {
  const { t } = useTranslationRef(strategyTranslationRef);
  const hrefOf = useRouteRef(objectiveRouteRef);
  const newHref = useRouteRef(newObjectiveRouteRef)?.();
  const strategy = useItsmQuery(businessObjectiveRoutes.strategy, {
    live: true,
  });
  const list = useObjectiveList();
  const refs = list.page?.refs;
  const themes = strategy.data?.themes;
  const columns = useObjectiveColumns(list.columns, refs, themes);
  const assign = useItsmMutation(businessObjectiveRoutes.assignToMe);
  const { url, change } = list;
  const choices = (themes ?? []).flatMap(({ theme, title }) =>
    theme ? [{ value: theme, label: title ?? theme }] : [],
  );
  return (
    <RecordListPage<BusinessObjectiveSummary>
      list={list}
      title={t('title')}
      lifecycle={businessObjectiveLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInObjectiveRows}
      viewLabel={view => t(`view.${view as ObjectiveView}`)}
      emptyTitle={t('empty.title')}
      emptyWords={
        list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as ObjectiveView}`)
      }
      begin={<Begin />}
      beginHref={newHref}
      head={<VisionPanel strategy={strategy} />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ progress, confidence, ownerRef, periodTo }) => (
        <>
          <Progress progress={progress} />
          <ConfidencePill confidence={confidence} />
          {ownerRef && <RefLabel entityRef={ownerRef} refs={refs} plain />}
          {periodTo && <RelativeTime instant={periodTo} />}
        </>
      )}
      filters={
        choices.length > 0 && (
          <ChoiceFilter
            label={t('filter.theme')}
            choices={choices}
            values={url.get('theme') ? [url.get('theme')] : []}
            // One at a time: the last that was chosen.
            onChange={values => change({ theme: values[values.length - 1] })}
          />
        )
      }
      withFields
      Panel={ObjectivePanel}
      bulk={BULK}
      assign={({ number }) => assign.mutateAsync({ params: { id: number } })}
    />
  );
}
