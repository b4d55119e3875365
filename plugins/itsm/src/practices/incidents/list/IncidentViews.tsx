import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ViewBar } from '@callboard/plugin-itsm-react';
import type { IncidentQueue } from './incidentList';
import { incidentListTranslationRef } from './translation';
import type { IncidentList } from './useIncidentList';

/** The queues of the desk and the viewer's saved views. */
export function IncidentViews(props: { list: IncidentList }) {
  const { t } = useTranslationRef(incidentListTranslationRef);
  return (
    <ViewBar
      list={props.list}
      label={t('views')}
      labelOf={queue => t(`queue.${queue as IncidentQueue}`)}
    />
  );
}
