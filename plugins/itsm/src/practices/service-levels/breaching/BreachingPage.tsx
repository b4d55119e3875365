import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, useBreakpoint } from '@backstage/ui';
import type { Breaching } from '@callboard/plugin-itsm-common';
import {
  ListKeysHelp,
  LiveToggle,
  Message,
  PageBody,
  RecordTable,
  useGo,
  useListKeys,
  usePageTitle,
  useRecordHref,
  ViewBar,
} from '@callboard/plugin-itsm-react';
import { RiKeyboardLine } from '@remixicon/react';
import { useMemo, useRef, useState } from 'react';
import { BreachingCard } from './BreachingCard';
import { BreachingFilters } from './BreachingFilters';
import { useBreachingList } from './breachingList';
import type { BreachingList, BreachingView } from './breachingList';
import { breachingTranslationRef } from './translation';
import { useBreachingColumns } from './useBreachingColumns';
import { useBreachingCounts } from './useBreachingCounts';

/** There is nothing to search here. */
const NO_KEYS = ['search'] as const;

/** The rows of the queue with their states: loading, empty, failed. */
function BreachingTable(props: { list: BreachingList }) {
  const { list } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(breachingTranslationRef);
  const hrefOf = useRecordHref();
  const { dataUpdatedAt: receivedAt } = result;
  const at = page?.at;
  const answered = useMemo(() => at && { at, receivedAt }, [at, receivedAt]);
  const columns = useBreachingColumns(answered || undefined, page?.refs);
  return (
    <RecordTable<Breaching>
      label={t('title')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      hrefOf={({ record }) => hrefOf(record)}
      nameOf={({ record }) => `${record.number} ${record.title}`}
      renderCard={item => (
        <BreachingCard
          item={item}
          answered={answered || undefined}
          refs={page?.refs}
        />
      )}
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
            : t(`empty.${list.queue as BreachingView}`)}
        </Message>
      }
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}

/** The queue of what is late, or will be soon: late first, then what is due first. */
export function BreachingPage() {
  const { t } = useTranslationRef(breachingTranslationRef);
  const list = useBreachingList();
  const isDesk = useBreakpoint().up('sm');
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const hrefOf = useRecordHref();
  const go = useGo();
  usePageTitle(t('title'));
  useListKeys(container, {
    onHelp: () => setHelp(true),
    onOpenFull: id => {
      const row = list.page?.items.find(item => item.id === id);
      const href = row && hrefOf(row.record);
      if (href) go(href);
    },
  });
  return (
    <div ref={container}>
      <PageBody title={t('title')}>
        <ViewBar
          list={list}
          label={t('views')}
          labelOf={view => t(`view.${view as BreachingView}`)}
          useCountsOf={useBreachingCounts}
        />
        <BreachingFilters
          list={list}
          tools={
            <>
              <LiveToggle result={list.result} />
              {isDesk && (
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiKeyboardLine />}
                  aria-label={t('keys')}
                  onPress={() => setHelp(true)}
                />
              )}
            </>
          }
        />
        <BreachingTable list={list} />
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} without={NO_KEYS} />
    </div>
  );
}
