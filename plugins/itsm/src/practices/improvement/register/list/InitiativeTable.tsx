import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { InitiativeSummary } from '@callboard/plugin-itsm-common';
import { DeskTable } from '@callboard/plugin-itsm-react';
import { initiativeRouteRef } from '../../routes';
import { FileInitiativeButton } from '../FileInitiativeButton';
import { registerTranslationRef } from '../translation';
import { InitiativeCard } from './InitiativeCard';
import type { InitiativeQueue } from './initiativeList';
import { useInitiativeColumns } from './useInitiativeColumns';
import type { InitiativeList } from './useInitiativeList';

/** The rows of the register with their states: loading, empty, failed, not allowed. */
export function InitiativeTable(props: {
  list: InitiativeList;
  /** Opens an initiative beside the list; without it a row leads to the page. */
  onOpen?: (initiative: InitiativeSummary) => void;
  /** Rows can be selected. */
  isDesk?: boolean;
}) {
  const { list, onOpen, isDesk } = props;
  const { t } = useTranslationRef(registerTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const refs = list.page?.refs;
  const columns = useInitiativeColumns(list.columns, refs);
  return (
    <DeskTable<InitiativeSummary>
      list={list}
      columns={columns}
      hrefOf={number => hrefOf?.({ number })}
      renderCard={(initiative, added) => (
        <InitiativeCard initiative={initiative} refs={refs} added={added} />
      )}
      fileButton={<FileInitiativeButton />}
      words={{
        title: t('title'),
        emptyTitle: t('empty.title'),
        empty: list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as InitiativeQueue}`),
        resetFilter: t('filter.reset'),
        sortUsually: t('sortUsually'),
      }}
      onOpen={onOpen}
      isDesk={isDesk}
    />
  );
}
