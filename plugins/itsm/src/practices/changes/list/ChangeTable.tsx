import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import { DeskTable } from '@callboard/plugin-itsm-react';
import { FileChangeButton } from '../FileChangeButton';
import { changeRouteRef } from '../routes';
import { ChangeCard } from './ChangeCard';
import type { ChangeQueue } from './changeList';
import { changeListTranslationRef } from './translation';
import { useChangeColumns } from './useChangeColumns';
import type { ChangeList } from './useChangeList';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
export function ChangeTable(props: {
  list: ChangeList;
  /** What a change that is filed from here touches. */
  entity?: string;
  /** Opens a change beside the list; without it a row leads to the page. */
  onOpen?: (change: ChangeSummary) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, entity, onOpen, isDesk } = props;
  const { t } = useTranslationRef(changeListTranslationRef);
  const changeHref = useRouteRef(changeRouteRef);
  const refs = list.page?.refs;
  const columns = useChangeColumns(list.columns, refs);
  return (
    <DeskTable<ChangeSummary>
      list={list}
      columns={columns}
      hrefOf={number => changeHref?.({ number })}
      renderCard={(change, added) => (
        <ChangeCard change={change} refs={refs} added={added} />
      )}
      fileButton={<FileChangeButton entity={entity} />}
      words={{
        title: t('title'),
        emptyTitle: t('empty.title'),
        empty: list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as ChangeQueue}`),
        resetFilter: t('filter.reset'),
        sortUsually: t('sortUsually'),
      }}
      onOpen={onOpen}
      isDesk={isDesk}
    />
  );
}
