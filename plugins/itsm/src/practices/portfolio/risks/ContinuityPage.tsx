import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, useBreakpoint } from '@backstage/ui';
import {
  CONTINUITY_GAPS,
  continuityRoutes,
  normalizeRef,
  TIER_LABELS,
  TIERS,
  type ContinuityItem,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  ExportButton,
  FilterBar,
  ListAndPanel,
  Message,
  PageBody,
  RecordTable,
  RefLabel,
  refTitle,
  RelativeTime,
  SearchBox,
  SidePanel,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
  type RecordColumn,
  type Refs,
} from '@callboard/plugin-itsm-react';
import { lazy, Suspense, useMemo } from 'react';
import { useServiceHref } from '../catalogue/ServiceTitle';
import styles from './continuity/Continuity.module.css';
import { GapPill, minutesOr, ResultPill } from './continuity/words';
import { continuityTranslationRef } from './translation';

// What opens only when somebody asks for it loads then.
const ServiceContinuityView = lazy(async () => ({
  default: (await import('./continuity/ServiceContinuityView'))
    .ServiceContinuityView,
}));

type Row = ContinuityItem & { id: string };

const FILTERS = ['q', 'tier', 'gap', 'owner', 'all'] as const;
const NO_COLUMNS: readonly string[] = [];
const TIER_CHOICES = TIERS.map(value => ({ value, label: TIER_LABELS[value] }));
/** Before the point of `Tier 1, mission critical`. */
const shortTier = (tier: Tier | undefined) =>
  tier ? TIER_LABELS[tier].split(',')[0] : '–';

/** The first of what is missing, and how much more is. */
function Gap({ row }: { row: ContinuityItem }) {
  const { gaps } = row;
  const { t } = useTranslationRef(continuityTranslationRef);
  if (gaps.length === 0)
    return <span className={styles.quiet}>{t('noGap')}</span>;
  return (
    <span
      className={styles.gap}
      title={gaps.map(({ words }) => words).join(' ')}
    >
      <GapPill kind={gaps[0].kind} />
      {gaps.length > 1 && ` +${gaps.length - 1}`}
    </span>
  );
}

function LastTest({ row }: { row: ContinuityItem }) {
  const { lastTest, plan } = row;
  const { t } = useTranslationRef(continuityTranslationRef);
  if (!plan) return <>–</>;
  if (!lastTest) return <>{t('never')}</>;
  return (
    <>
      <RelativeTime instant={lastTest.at} />
      {lastTest.result !== 'passed' && (
        <>
          {' '}
          <ResultPill result={lastTest.result} />
        </>
      )}
    </>
  );
}

function useColumns(refs: Refs | undefined): RecordColumn<Row>[] {
  const { t } = useTranslationRef(continuityTranslationRef);
  return useMemo(
    () => [
      {
        id: 'service',
        label: t('column.service'),
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: ({ ref }) => <span title={ref}>{refTitle(ref, refs)}</span>,
      },
      {
        id: 'tier',
        label: t('column.tier'),
        width: 72,
        render: ({ tier }) => shortTier(tier),
      },
      {
        id: 'rto',
        label: t('column.rto'),
        width: 120,
        align: 'right',
        render: ({ plan }) => minutesOr(plan?.rtoMinutes),
      },
      {
        id: 'rpo',
        label: t('column.rpo'),
        width: 120,
        align: 'right',
        render: ({ plan }) => minutesOr(plan?.rpoMinutes),
      },
      {
        id: 'test',
        label: t('column.test'),
        width: 270,
        render: row => <LastTest row={row} />,
      },
      {
        id: 'gap',
        label: t('column.gap'),
        width: 240,
        keepsWhenNarrow: true,
        render: row => <Gap row={row} />,
      },
      {
        id: 'owner',
        label: t('column.owner'),
        width: 150,
        render: ({ ownerRef }) => (
          <RefLabel entityRef={ownerRef} refs={refs} plain />
        ),
      },
    ],
    [t, refs],
  );
}

/** The list that the address asks for. */
function useContinuity() {
  const url = useUrlValues();
  const listed = (name: string) => {
    const values = url.list(name);
    return values.length > 0 ? values : undefined;
  };
  const question = {
    q: url.get('q') || undefined,
    tier: listed('tier'),
    gap: listed('gap'),
    owner: listed('owner'),
    all: url.get('all') === 'true' ? 'true' : undefined,
  };
  const pageSize = Number(url.get('size')) || 50;
  const query = useItsmQuery(continuityRoutes.list, {
    query: {
      ...question,
      limit: pageSize,
      cursor: url.get('cursor') || undefined,
    } as never,
    keepPrevious: true,
    live: true,
  });
  return {
    url,
    question,
    query,
    pageSize,
    isFiltered: FILTERS.some(name => url.get(name) !== ''),
    /** Changes filters, and begins with the first page. */
    change: (changes: Record<string, string | readonly string[] | undefined>) =>
      url.set({ cursor: undefined, ...changes } as never),
  };
}

function Filters(props: { list: ReturnType<typeof useContinuity> }) {
  const { url, question, isFiltered, change } = props.list;
  const { t } = useTranslationRef(continuityTranslationRef);
  return (
    <FilterBar
      tools={
        <ExportButton
          route={continuityRoutes.export}
          question={question as never}
          columns={NO_COLUMNS}
        />
      }
    >
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      <ChoiceFilter
        label={t('filter.gap')}
        choices={CONTINUITY_GAPS}
        values={url.list('gap')}
        onChange={gap => change({ gap })}
      />
      <ChoiceFilter
        label={t('filter.tier')}
        choices={TIER_CHOICES}
        values={url.list('tier')}
        onChange={tier => change({ tier })}
      />
      <EntityFilter
        label={t('filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
      />
      <Button
        variant="tertiary"
        aria-pressed={question.all === 'true'}
        onPress={() =>
          change({ all: question.all === 'true' ? undefined : 'true' })
        }
      >
        {t(question.all === 'true' ? 'filter.planned' : 'filter.all')}
      </Button>
      {isFiltered && (
        <Button
          variant="tertiary"
          onPress={() =>
            change(Object.fromEntries(FILTERS.map(f => [f, undefined])))
          }
        >
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}

/** How services come back, and when that was tried: those with the worst gap first. */
export function ContinuityPage() {
  const { t } = useTranslationRef(continuityTranslationRef);
  const list = useContinuity();
  const { url, query, isFiltered, change } = list;
  const beside = useBreakpoint().up('lg');
  const serviceHref = useServiceHref();
  usePageTitle(t('title'));
  const open = normalizeRef(url.get('service'));
  const { data } = query;
  const refs = data?.refs;
  const columns = useColumns(refs);
  const page = useMemo(
    () =>
      data && {
        ...data,
        items: data.items.map((item): Row => ({ ...item, id: item.ref })),
      },
    [data],
  );
  const rows = page?.items ?? [];
  const at = rows.findIndex(({ id }) => id === open);
  const show = (ref: string | undefined) => url.set({ service: ref });
  const panel = open && (
    <SidePanel
      name={t('panel', { service: refTitle(open, refs) })}
      href={serviceHref(open)}
      onClose={() => show(undefined)}
      onLeave={() => {}}
      onStep={by => rows[at + by] && show(rows[at + by].id)}
      canStep={by => at >= 0 && rows[at + by] !== undefined}
    >
      <Suspense fallback={null}>
        <ServiceContinuityView key={open} entityRef={open} />
      </Suspense>
    </SidePanel>
  );
  const table = (
    <RecordTable<Row>
      label={t('list')}
      columns={columns}
      page={page}
      error={query.error}
      onRetry={() => query.refetch()}
      isStale={query.isPlaceholderData}
      hrefOf={({ ref }) => `?service=${encodeURIComponent(ref)}`}
      nameOf={({ ref }) => refTitle(ref, refs)}
      renderCard={row => (
        <>
          <div className={styles.title}>{refTitle(row.ref, refs)}</div>
          <Gap row={row} />
          <div className={styles.quiet}>
            {row.tier && `${shortTier(row.tier)} · `}
            {row.plan
              ? `RTO ${minutesOr(row.plan.rtoMinutes)}, RPO ${minutesOr(
                  row.plan.rpoMinutes,
                )}`
              : t('noPlan')}
          </div>
        </>
      )}
      empty={
        <Message title={t('empty')}>
          {isFiltered ? t('filtered') : t('emptyNext')}
        </Message>
      }
      onOpen={({ ref }) => show(open === ref ? undefined : ref)}
      openId={open}
      isNarrow={beside && Boolean(open)}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => url.set({ cursor })}
    />
  );
  return (
    <PageBody title={t('title')}>
      <p className={styles.lead}>{t('lead')}</p>
      {data && (
        <p className={styles.summary}>
          {t('summary', {
            gaps: String(data.withGaps),
            total: String(data.total),
          })}
        </p>
      )}
      <Filters list={list} />
      {beside || !panel ? <ListAndPanel list={table} panel={panel} /> : panel}
    </PageBody>
  );
}
