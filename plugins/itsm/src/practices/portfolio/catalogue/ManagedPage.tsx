import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Skeleton, useBreakpoint } from '@backstage/ui';
import {
  catalogueRoutes,
  MANAGED_COLUMNS,
  type ManagedService,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ListAndPanel,
  ListKeysHelp,
  ListTools,
  Message,
  PageBody,
  RecordTable,
  RefLabel,
  RefusalAlert,
  useGo,
  useItsmMutation,
  useItsmQuery,
  usePageTitle,
  useRowsBeside,
  useAnchor,
  ViewBar,
  type Refs,
} from '@callboard/plugin-itsm-react';
import { lazy, Suspense, useRef } from 'react';
import styles from './Catalogue.module.css';
import { ManagedFilters } from './ManagedFilters';
import { isManagedColumn, MANAGED_LIST, type ManagedView } from './managedList';
import { ManagedScore } from './ManagedScore';
import { ManagedSummary, SummaryLoading } from './ManagedSummary';
import { useServiceHref } from './ServiceTitle';
import { catalogueTranslationRef } from './translation';
import {
  useAllManagedColumns,
  useManagedColumns,
  useMissingWords,
} from './useManagedColumns';
import { useManagedList, type ManagedList } from './useManagedList';

// What opens only when somebody asks for it loads then, so that the list is there at once.
const ManagedPanel = lazy(async () => ({
  default: (await import('./ManagedPanel')).ManagedPanel,
}));

/** Looks at all services again. */
function LookAgain() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(
    catalogueRoutes.recompute,
  );
  const done = () =>
    toast.post({ title: t('managed.looking'), status: 'success' });
  return (
    <>
      <RefusalAlert error={error} />
      <Button
        variant="secondary"
        isPending={isPending}
        onPress={() => mutate({ body: {} }, { onSuccess: done })}
      >
        {t('managed.look')}
      </Button>
    </>
  );
}

/** A row of the list on a phone. */
function Card(props: { item: ManagedService; refs: Refs | undefined }) {
  const { item, refs } = props;
  const missingWords = useMissingWords();
  return (
    <>
      <div className={styles.cardTitle}>{item.title}</div>
      <ManagedScore score={item.score} level={item.level} />
      <div className={styles.quiet}>{missingWords(item)}</div>
      <div className={styles.quiet}>
        <RefLabel entityRef={item.ownerRef} refs={refs} plain />
      </div>
    </>
  );
}

function Table(props: {
  list: ManagedList;
  isDesk: boolean;
  onOpen?: (item: ManagedService) => void;
}) {
  const { list, isDesk, onOpen } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const hrefOf = useServiceHref();
  const columns = useManagedColumns(list.columns, page?.refs);
  return (
    <RecordTable<ManagedService>
      label={t('managed.list')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      hrefOf={({ ref }) => hrefOf(ref)}
      nameOf={({ title }) => title}
      renderCard={item => <Card item={item} refs={page?.refs} />}
      empty={
        <Message
          title={t('managed.empty.title')}
          actions={
            list.isFiltered && (
              <Button variant="secondary" onPress={list.reset}>
                {t('managed.filter.reset')}
              </Button>
            )
          }
        >
          {list.isFiltered
            ? t('managed.empty.filtered')
            : t('managed.empty.next')}
        </Message>
      }
      onOpen={isDesk ? onOpen : undefined}
      openId={list.open}
      isNarrow={Boolean(onOpen && list.open)}
      sort={list.sort}
      onSort={sort => change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}

/** How well services are managed: the answer, what is missing most, and all services by score. */
export function ManagedPage() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const list = useManagedList();
  const breakpoint = useBreakpoint();
  const beside = breakpoint.up('lg');
  const isDesk = breakpoint.up('sm');
  const container = useRef<HTMLDivElement>(null);
  const go = useGo();
  const hrefOf = useServiceHref();
  const desk = useRowsBeside(list, container, beside, ref => {
    const href = hrefOf(ref);
    if (href) go(href);
  });
  const choices = useAllManagedColumns(undefined);
  const { data, error, refetch } = useItsmQuery(
    catalogueRoutes.managedSummary,
    { live: true },
  );
  usePageTitle(t('managed.title'));
  // A bar or a tile above filters the list below, which may be out of sight.
  useAnchor(data !== undefined);
  const { open } = list;
  return (
    <div ref={container}>
      <PageBody
        title={t('managed.title')}
        actions={data?.viewer.canRecompute && <LookAgain />}
      >
        <p className={styles.lead}>{t('managed.lead')}</p>
        {!data && error && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {!data && !error && <SummaryLoading />}
        {data && data.services > 0 && <ManagedSummary summary={data} />}
        <div id="services" className={styles.stack}>
          <ViewBar
            list={list}
            label={t('managed.views')}
            labelOf={view => t(`managed.view.${view as ManagedView}`)}
            useCountsOf={() => undefined}
          />
          <ManagedFilters
            list={list}
            checks={data?.checks ?? []}
            tools={
              <ListTools
                type={MANAGED_LIST.type}
                list={list}
                exported={{
                  route: catalogueRoutes.exportManaged,
                  question: list.question,
                  columns: list.columns.filter(isManagedColumn),
                }}
                isInRows={isManagedColumn}
                choices={MANAGED_COLUMNS.map(key => ({
                  key,
                  label: choices[key].label,
                }))}
                isDesk={isDesk}
                keysLabel={t('managed.keys')}
                onKeys={() => desk.setHelp(true)}
              />
            }
          />
          <ListAndPanel
            list={
              <Table
                list={list}
                isDesk={isDesk}
                onOpen={beside ? desk.open : undefined}
              />
            }
            panel={
              beside &&
              open && (
                <Suspense fallback={<Skeleton height={480} />}>
                  <ManagedPanel
                    entityRef={open}
                    item={list.page?.items.find(({ id }) => id === open)}
                    focusKey={desk.focusKey}
                    onClose={() => list.setOpen(undefined)}
                    onLeave={desk.leave}
                    onStep={desk.step}
                    canStep={desk.canStep}
                  />
                </Suspense>
              )
            }
          />
        </div>
      </PageBody>
      <ListKeysHelp
        isOpen={desk.help}
        onOpenChange={desk.setHelp}
        desk
        without={['assignToMe', 'create', 'select']}
      />
    </div>
  );
}
