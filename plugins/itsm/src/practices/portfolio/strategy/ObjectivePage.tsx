import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { businessObjectiveRoutes } from '@callboard/plugin-itsm-common';
import { RecordPageFrame, useRecordOnPage } from '@callboard/plugin-itsm-react';
import { objectiveRouteRef, strategyRouteRef } from '../routes';
import { ObjectiveRecord } from './record/ObjectiveRecord';
import { strategyTranslationRef } from './translation';

/** The page of one business objective. */
export function ObjectivePage() {
  const { number } = useRouteRefParams(objectiveRouteRef);
  const { t } = useTranslationRef(strategyTranslationRef);
  const href = useRouteRef(objectiveRouteRef)?.({ number });
  const all = useRouteRef(strategyRouteRef)?.();
  const page = useRecordOnPage(businessObjectiveRoutes, number);
  const { data: objective, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={objective?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('back') }}
    >
      {objective && (
        <ObjectiveRecord key={objective.id} objective={objective} page={page} />
      )}
    </RecordPageFrame>
  );
}
