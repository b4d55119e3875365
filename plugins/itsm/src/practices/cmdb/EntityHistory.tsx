import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { PageBody, useUrlValues, ViewTabs } from '@callboard/plugin-itsm-react';
import { AsOf } from './asOf/AsOf';
import { Compare } from './compare/Compare';
import { HistoryTimeline } from './history/HistoryTimeline';
import {
  HISTORY_VIEWS,
  historySearch,
  readHistoryAddress,
} from './historyAddress';
import type { HistoryView } from './historyAddress';
import { cmdbTranslationRef } from './translation';

/** The history of an entity, as a tab of its page: what happened, how it was, what differs. */
export function EntityHistory() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(cmdbTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const { view, ...address } = readHistoryAddress(useUrlValues());
  return (
    <PageBody title={t('history.title')} embedded>
      <ViewTabs
        label={t('views.label')}
        current={view}
        views={HISTORY_VIEWS.map(id => ({ id, label: t(`views.${id}`) }))}
        // What was chosen in one view is still there when one comes back to it.
        hrefOf={({ id }) =>
          historySearch({ ...address, view: id as HistoryView })
        }
      />
      {view === 'timeline' && <HistoryTimeline entityRef={ref} />}
      {view === 'asOf' && <AsOf entityRef={ref} />}
      {view === 'compare' && <Compare entityRef={ref} />}
    </PageBody>
  );
}
