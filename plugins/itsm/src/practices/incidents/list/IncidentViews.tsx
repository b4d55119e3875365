import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, ViewTabs } from '@callboard/plugin-itsm-react';
import type { ListView } from '@callboard/plugin-itsm-react';
import { incidentsTranslationRef } from '../translation';
import { FILTERS } from './useIncidentList';
import type { IncidentList } from './useIncidentList';
import { INCIDENT_VIEWS, viewOf } from './views';
import type { IncidentViewId } from './views';

function useCount(view: IncidentViewId): number | undefined {
  const { data } = useItsmQuery(incidentRoutes.list, {
    query: { ...INCIDENT_VIEWS[view], limit: 1, total: true },
    staleTime: 30_000,
  });
  return data?.total;
}

/** The ready-made views; those that mean work for the viewer say how much. */
export function IncidentViews(props: { list: IncidentList }) {
  const { url } = props.list;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const counts: Partial<Record<IncidentViewId, number>> = {
    mine: useCount('mine'),
    team: useCount('team'),
    unassigned: useCount('unassigned'),
  };
  const views = (Object.keys(INCIDENT_VIEWS) as IncidentViewId[]).map(id => ({
    id,
    label: t(`list.view.${id}`),
    count: counts[id],
  }));
  const hrefOf = (view: ListView) => {
    const next = new URLSearchParams({ view: view.id });
    for (const name of FILTERS) {
      // What the view itself decides is not kept from the view before.
      const decided = name in INCIDENT_VIEWS[view.id as IncidentViewId];
      if (!decided && url.get(name)) next.set(name, url.get(name));
    }
    return `?${next}`;
  };
  return (
    <ViewTabs
      label={t('list.views')}
      views={views}
      current={viewOf(url.get('view'))}
      hrefOf={hrefOf}
    />
  );
}
