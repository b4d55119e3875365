import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Skeleton, useBreakpoint } from '@backstage/ui';
import { exportRoutes } from '@callboard/plugin-itsm-common';
import {
  ColumnsButton,
  ExportButton,
  ListAndPanel,
  ListKeysHelp,
  LiveToggle,
  PageBody,
  usePageTitle,
  ViewBar,
} from '@callboard/plugin-itsm-react';
import { RiKeyboardLine } from '@remixicon/react';
import { lazy, Suspense, useMemo, useRef } from 'react';
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
  const breakpoint = useBreakpoint();
  // Where rows are cards there is no room beside them, and hardly a keyboard.
  const beside = breakpoint.up('lg');
  const isDesk = breakpoint.up('sm');
  const container = useRef<HTMLDivElement>(null);
  const desk = useDesk(list, container, beside);
  usePageTitle(t('title'));
  const { open, question } = list;
  // Records of all types have one export: it is asked for those of this one.
  const exported = useMemo(
    () => ({ ...question, type: INITIATIVE_LIST.type }),
    [question],
  );
  const panel = beside && open && (
    <Suspense fallback={<Skeleton height={480} />}>
      <InitiativePanel
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
      <PageBody title={t('title')} actions={<FileInitiativeButton />}>
        <ViewBar
          list={list}
          label={t('views')}
          labelOf={queue => t(`queue.${queue as InitiativeQueue}`)}
        />
        <InitiativeFilters
          list={list}
          tools={
            <>
              <LiveToggle onTurnedOn={() => list.result.refetch()} />
              <ExportButton
                route={exportRoutes.exportRecords}
                question={exported}
                columns={list.columns}
              />
              {isDesk && (
                <>
                  <ColumnsButton
                    type={INITIATIVE_LIST.type}
                    columns={list.columns}
                    isInRows={isInInitiativeRows}
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
              <InitiativeTable
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
              {isDesk && list.selection.items.length > 0 && (
                <Suspense fallback={null}>
                  <InitiativeBulk list={list} />
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
