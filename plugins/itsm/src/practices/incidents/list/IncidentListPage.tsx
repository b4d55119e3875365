import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Skeleton, useBreakpoint } from '@backstage/ui';
import {
  ColumnsButton,
  ExportButton,
  ListAndPanel,
  ListKeysHelp,
  LiveToggle,
  PageBody,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiKeyboardLine } from '@remixicon/react';
import { lazy, Suspense, useRef } from 'react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { IncidentFilters } from './IncidentFilters';
import {
  INCIDENT_EXPORT,
  INCIDENT_LIST,
  isInIncidentRows,
} from './incidentList';
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
  const breakpoint = useBreakpoint();
  // Where rows are cards there is no room beside them, and hardly a keyboard.
  const beside = breakpoint.up('lg');
  const isDesk = breakpoint.up('sm');
  const container = useRef<HTMLDivElement>(null);
  const desk = useDesk(list, container, beside);
  usePageTitle(t('title'));
  const { open } = list;

  const panel = beside && open && (
    <Suspense fallback={<Skeleton height={480} />}>
      <IncidentPanel
        number={open}
        focusKey={desk.focusKey}
        onClose={() => list.setOpen(undefined)}
        onLeave={desk.leave}
        onStep={desk.step}
        canStep={desk.canStep}
      />
    </Suspense>
  );
  return (
    <div ref={container}>
      <PageBody
        title={t('title')}
        actions={
          <>
            <TakeNextButton onTaken={number => desk.open({ number })} />
            <FileIncidentButton />
          </>
        }
      >
        <IncidentViews list={list} />
        <IncidentFilters
          list={list}
          tools={
            <>
              <LiveToggle onTurnedOn={() => list.result.refetch()} />
              <ExportButton
                route={INCIDENT_EXPORT}
                question={list.question}
                columns={list.columns}
              />
              {isDesk && (
                <>
                  <ColumnsButton
                    type={INCIDENT_LIST.type}
                    columns={list.columns}
                    isInRows={isInIncidentRows}
                    onApply={list.setColumns}
                  />
                  <ButtonIcon
                    variant="tertiary"
                    icon={<RiKeyboardLine />}
                    aria-label={t('keys')}
                    onPress={() => desk.setHelp(true)}
                  />
                </>
              )}
            </>
          }
        />
        <ListAndPanel
          list={
            <>
              <IncidentTable
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
              {isDesk && list.selection.items.length > 0 && (
                <Suspense fallback={null}>
                  <IncidentBulk list={list} />
                </Suspense>
              )}
            </>
          }
          panel={panel}
        />
      </PageBody>
      <ListKeysHelp isOpen={desk.help} onOpenChange={desk.setHelp} desk />
    </div>
  );
}
