import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { exportRoutes } from '@callboard/plugin-itsm-common';
import { DeskPage, useDeskRoom, ViewBar } from '@callboard/plugin-itsm-react';
import { lazy } from 'react';
import { FileInitiativeButton } from './FileInitiativeButton';
import { InitiativeFilters } from './list/InitiativeFilters';
import { INITIATIVE_LIST, isInInitiativeRows } from './list/initiativeList';
import type { InitiativeQueue } from './list/initiativeList';
import { InitiativeTable } from './list/InitiativeTable';
import { useDesk } from './list/useDesk';
import { useInitiativeList } from './list/useInitiativeList';
import { registerTranslationRef } from './translation';

// What opens only when somebody asks for it loads then, so that the list is there at once.
const InitiativePanel = lazy(async () => ({
  default: (await import('./list/InitiativePanel')).InitiativePanel,
}));
const InitiativeBulk = lazy(async () => ({
  default: (await import('./list/InitiativeBulk')).InitiativeBulk,
}));

/** The register of improvement initiatives, in views, to be worked on. */
export function RegisterPage() {
  const { t } = useTranslationRef(registerTranslationRef);
  const list = useInitiativeList();
  const room = useDeskRoom();
  const desk = useDesk(list, room.container, room.beside);
  return (
    <DeskPage
      title={t('title')}
      actions={<FileInitiativeButton />}
      list={list}
      room={room}
      desk={desk}
      views={
        <ViewBar
          list={list}
          label={t('views')}
          labelOf={queue => t(`queue.${queue as InitiativeQueue}`)}
        />
      }
      filters={tools => <InitiativeFilters list={list} tools={tools} />}
      // Records of all types have one export: it is asked for those of this one.
      exported={{
        route: exportRoutes.exportRecords,
        question: { ...list.question, type: INITIATIVE_LIST.type },
      }}
      isInRows={isInInitiativeRows}
      keysLabel={t('keys')}
      table={
        <InitiativeTable
          list={list}
          isDesk={room.isDesk}
          onOpen={room.beside ? desk.open : undefined}
        />
      }
      Panel={InitiativePanel}
      Bulk={InitiativeBulk}
    />
  );
}
