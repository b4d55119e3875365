import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, useBreakpoint } from '@backstage/ui';
import {
  ListKeysHelp,
  PageBody,
  useListKeys,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiKeyboardLine, RiRefreshLine } from '@remixicon/react';
import { useCallback, useRef, useState } from 'react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { incidentsTranslationRef } from '../translation';
import { IncidentFilters } from './IncidentFilters';
import { IncidentTable } from './IncidentTable';
import { IncidentViews } from './IncidentViews';
import { useIncidentList } from './useIncidentList';

/** The list of all incidents that the viewer may read. */
export function IncidentListPage() {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const list = useIncidentList();
  const [help, setHelp] = useState(false);
  // Where rows are cards there is hardly a keyboard to explain.
  const narrow = useBreakpoint().down('sm');
  const container = useRef<HTMLDivElement>(null);
  useListKeys(
    container,
    useCallback(() => setHelp(true), []),
  );
  usePageTitle(t('list.title'));
  return (
    <div ref={container}>
      <PageBody
        title={t('list.title')}
        actions={
          <>
            {!narrow && (
              <ButtonIcon
                variant="tertiary"
                icon={<RiKeyboardLine />}
                aria-label={t('list.keys')}
                onPress={() => setHelp(true)}
              />
            )}
            <ButtonIcon
              variant="tertiary"
              icon={<RiRefreshLine />}
              aria-label={t('list.refresh')}
              isPending={list.result.isRefetching}
              onPress={() => list.result.refetch()}
            />
            <FileIncidentButton />
          </>
        }
      >
        <IncidentViews list={list} />
        <IncidentFilters list={list} />
        <IncidentTable list={list} />
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} />
    </div>
  );
}
