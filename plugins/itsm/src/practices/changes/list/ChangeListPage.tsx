import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DeskPage, useDeskRoom } from '@callboard/plugin-itsm-react';
import { lazy } from 'react';
import { FileChangeButton } from '../FileChangeButton';
import { ChangeFilters } from './ChangeFilters';
import { CHANGE_EXPORT, isInChangeRows } from './changeList';
import { ChangeTable } from './ChangeTable';
import { ChangeViews } from './ChangeViews';
import { changeListTranslationRef } from './translation';
import { useDesk } from './useDesk';
import { useChangeList } from './useChangeList';

// What opens only when somebody asks for it loads then, so that the list is there at once.
const ChangePanel = lazy(async () => ({
  default: (await import('./ChangePanel')).ChangePanel,
}));
const ChangeBulk = lazy(async () => ({
  default: (await import('./ChangeBulk')).ChangeBulk,
}));

/** All changes that the viewer may read, in views, to be worked on. */
export function ChangeListPage() {
  const { t } = useTranslationRef(changeListTranslationRef);
  const list = useChangeList();
  const room = useDeskRoom();
  const desk = useDesk(list, room.container, room.beside);
  return (
    <DeskPage
      title={t('title')}
      actions={<FileChangeButton />}
      list={list}
      room={room}
      desk={desk}
      views={<ChangeViews list={list} />}
      filters={tools => <ChangeFilters list={list} tools={tools} />}
      exported={{ route: CHANGE_EXPORT }}
      isInRows={isInChangeRows}
      keysLabel={t('keys')}
      table={
        <ChangeTable
          list={list}
          isDesk={room.isDesk}
          onOpen={room.beside ? desk.open : undefined}
        />
      }
      Panel={ChangePanel}
      Bulk={ChangeBulk}
    />
  );
}
