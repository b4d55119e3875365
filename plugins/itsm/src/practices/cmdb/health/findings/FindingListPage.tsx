import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, useBreakpoint } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { Finding } from '@callboard/plugin-itsm-common';
import {
  ListAndPanel,
  ListKeysHelp,
  ListTools,
  Message,
  PageBody,
  RecordTable,
  useEntityHref,
  usePageTitle,
  ViewBar,
} from '@callboard/plugin-itsm-react';
import { useRef } from 'react';
import { HealthTabs } from '../HealthTabs';
import { FindingBulk } from './FindingBulk';
import { FindingCard } from './FindingCard';
import { FindingFilters } from './FindingFilters';
import { FINDING_LIST, isFindingColumn, useFindingList } from './findingList';
import type { FindingList, FindingView } from './findingList';
import { FindingPanel } from './FindingPanel';
import { ciFindingTranslationRef } from './translation';
import {
  useFindingColumnChoices,
  useFindingColumns,
} from './useFindingColumns';
import { useFindingCounts } from './useFindingCounts';
import { useFindingDesk } from './useFindingDesk';

const NO_COLUMNS: readonly string[] = [];

/** The rows of the list with their states: loading, empty, failed, not allowed. */
function FindingTable(props: {
  list: FindingList;
  onOpen?: (finding: Finding) => void;
  isDesk: boolean;
}) {
  const { list, onOpen, isDesk } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const hrefOf = useEntityHref();
  // When an excuse ends is what one wants to know of excused findings.
  const shown =
    list.queue === 'excused' && !list.columns.includes('until')
      ? [...list.columns, 'until']
      : list.columns;
  const columns = useFindingColumns(shown, page?.refs);
  return (
    <RecordTable<Finding>
      label={t('title')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      hrefOf={({ ref }) => hrefOf(ref)}
      nameOf={({ title, message }) => `${title}: ${message}`}
      renderCard={finding => <FindingCard finding={finding} />}
      empty={
        <Message
          title={t('empty.title')}
          actions={
            list.isFiltered && (
              <Button variant="secondary" onPress={list.reset}>
                {t('filter.reset')}
              </Button>
            )
          }
        >
          {list.isFiltered
            ? t('empty.filtered')
            : t(`empty.${list.queue as FindingView}`)}
        </Message>
      }
      selection={isDesk ? list.selection : undefined}
      onOpen={onOpen}
      openId={list.open}
      isNarrow={Boolean(onOpen && list.open)}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}

/** What is wrong with data of configuration items, in views, to be found and put right. */
export function FindingListPage() {
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const list = useFindingList();
  const breakpoint = useBreakpoint();
  const beside = breakpoint.up('lg');
  const isDesk = breakpoint.up('sm');
  const container = useRef<HTMLDivElement>(null);
  const desk = useFindingDesk(list, container, beside);
  const choices = useFindingColumnChoices();
  usePageTitle(t('title'));
  return (
    <div ref={container}>
      <PageBody title={t('title')}>
        <HealthTabs page="findings" />
        <ViewBar
          list={list}
          label={t('views')}
          labelOf={view => t(`view.${view as FindingView}`)}
          useCountsOf={useFindingCounts}
        />
        <FindingFilters
          list={list}
          tools={
            <ListTools
              type={FINDING_LIST.type}
              list={list}
              exported={{
                route: cmdbHealthRoutes.exportFindings,
                question: list.question,
                columns: NO_COLUMNS,
              }}
              isInRows={isFindingColumn}
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
              <FindingTable
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
              {isDesk && list.selection.items.length > 0 && (
                <FindingBulk list={list} />
              )}
            </>
          }
          panel={
            beside &&
            list.open && (
              <FindingPanel
                finding={desk.openRow}
                refs={list.page?.refs}
                focusKey={desk.focusKey}
                onClose={() => list.setOpen(undefined)}
                onLeave={desk.leave}
                onStep={desk.step}
                canStep={desk.canStep}
              />
            )
          }
        />
      </PageBody>
      <ListKeysHelp
        isOpen={desk.help}
        onOpenChange={desk.setHelp}
        desk
        without={['assignToMe', 'create', 'search']}
      />
    </div>
  );
}
