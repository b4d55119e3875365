import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, useBreakpoint } from '@backstage/ui';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import {
  ListAndPanel,
  ListKeysHelp,
  ListTools,
  PageBody,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { lazy, Suspense, useRef } from 'react';
import { CiFilters } from './CiFilters';
import { CI_LIST, isCiColumn } from './ciList';
import { CiTable } from './CiTable';
import { CiViews } from './CiViews';
import { SelectedItems } from './SelectedItems';
import { ciListTranslationRef } from './translation';
import { useCiColumnChoices } from './useCiColumns';
import { useCiDesk } from './useCiDesk';
import { useCiList } from './useCiList';

// What opens only when somebody asks for it loads then, so that the list is there at once.
const CiPanel = lazy(async () => ({
  default: (await import('./CiPanel')).CiPanel,
}));

/** All configuration items that the viewer may see, in views, to be found and looked at. */
export function CiListPage() {
  const { t } = useTranslationRef(ciListTranslationRef);
  const list = useCiList();
  const breakpoint = useBreakpoint();
  // Where rows are cards there is no room beside them, and hardly a keyboard.
  const beside = breakpoint.up('lg');
  const isDesk = breakpoint.up('sm');
  const container = useRef<HTMLDivElement>(null);
  const desk = useCiDesk(list, container, beside);
  const choices = useCiColumnChoices();
  usePageTitle(t('title'));
  const { open } = list;
  const panel = beside && open && (
    <Suspense fallback={<Skeleton height={480} />}>
      <CiPanel
        entityRef={open}
        item={list.page?.items.find(item => item.ref === open)}
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
      <PageBody title={t('title')}>
        <CiViews list={list} />
        <CiFilters
          list={list}
          tools={
            <ListTools
              type={CI_LIST.type}
              list={list}
              exported={{
                route: cmdbItemRoutes.export,
                question: list.question,
                columns: list.columns.filter(isCiColumn),
              }}
              isInRows={isCiColumn}
              choices={choices}
              isDesk={isDesk}
              keysLabel={t('keys')}
              onKeys={() => desk.setHelp(true)}
            />
          }
        />
        <ListAndPanel
          list={
            <>
              <CiTable
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
              {isDesk && list.selection.items.length > 0 && (
                <SelectedItems list={list} />
              )}
            </>
          }
          panel={panel}
        />
      </PageBody>
      <ListKeysHelp
        isOpen={desk.help}
        onOpenChange={desk.setHelp}
        desk
        without={['assignToMe', 'create']}
      />
    </div>
  );
}
