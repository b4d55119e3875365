import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeskPage, useDeskRoom } from '@callboard/plugin-itsm-react';
import { lazy } from 'react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { IncidentFilters } from './IncidentFilters';
import { INCIDENT_EXPORT, isInIncidentRows } from './incidentList';
import { IncidentTable } from './IncidentTable';
import { IncidentViews } from './IncidentViews';
import { TakeNextButton } from './TakeNextButton';
import { incidentListTranslationRef } from './translation';
import { useDesk } from './useDesk';
import { useIncidentList } from './useIncidentList';

// What opens only when somebody asks for it loads then, so that the list is there at once.
const IncidentPanel = lazy(async () => ({
  default: (await import('./IncidentPanel')).IncidentPanel,
}));
const IncidentBulk = lazy(async () => ({
  default: (await import('./IncidentBulk')).IncidentBulk,
}));

/** The desk: all incidents that the viewer may read, in queues and views, to be worked on. */
export function IncidentListPage() {
  const { t } = useTranslationRef(incidentListTranslationRef);
  const list = useIncidentList();
  const room = useDeskRoom();
  const desk = useDesk(list, room.container, room.beside);
  return (
    <DeskPage
      title={t('title')}
      actions={
        <>
          <TakeNextButton onTaken={number => desk.open({ number })} />
          <FileIncidentButton />
        </>
      }
      list={list}
      room={room}
      desk={desk}
      views={<IncidentViews list={list} />}
      filters={tools => <IncidentFilters list={list} tools={tools} />}
      exported={{ route: INCIDENT_EXPORT }}
      isInRows={isInIncidentRows}
      keysLabel={t('keys')}
      table={
        <IncidentTable
          list={list}
          isDesk={room.isDesk}
          onOpen={room.beside ? desk.open : undefined}
        />
      }
      Panel={IncidentPanel}
      Bulk={IncidentBulk}
    />
  );
}
