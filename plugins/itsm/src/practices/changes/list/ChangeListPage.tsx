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
import { FileChangeButton } from '../FileChangeButton';
import { ChangeFilters } from './ChangeFilters';
import { CHANGE_EXPORT, CHANGE_LIST, isInChangeRows } from './changeList';
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
      <ChangePanel
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
      <PageBody title={t('title')} actions={<FileChangeButton />}>
        <ChangeViews list={list} />
        <ChangeFilters
          list={list}
          tools={
            <>
              <LiveToggle onTurnedOn={() => list.result.refetch()} />
              <ExportButton
                route={CHANGE_EXPORT}
                question={list.question}
                columns={list.columns}
              />
              {isDesk && (
                <>
                  <ColumnsButton
                    type={CHANGE_LIST.type}
                    columns={list.columns}
                    isInRows={isInChangeRows}
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
              <ChangeTable
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
              {isDesk && list.selection.items.length > 0 && (
                <Suspense fallback={null}>
                  <ChangeBulk list={list} />
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
