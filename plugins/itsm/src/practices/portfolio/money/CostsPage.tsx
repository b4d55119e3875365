import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, ButtonLink, Skeleton } from '@backstage/ui';
import { costUpdatePermission } from '@callboard/plugin-itsm-common';
import type { CostSum, ServiceCost } from '@callboard/plugin-itsm-common';
import {
  Message,
  PageBody,
  Pill,
  RecordTable,
  RefLabel,
  refTitle,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { RiUpload2Line } from '@remixicon/react';
import { useMemo } from 'react';
import type { MouseEvent } from 'react';
import { costImportRouteRef, serviceCostsRouteRef } from '../routes';
import { addressOf } from './costs/addressOf';
import { CostBar } from './costs/CostBar';
import { Kinds, Months } from './costs/CostCharts';
import { Tiles, Variance } from './costs/Figure';
import { Notices } from './costs/Notices';
import { SharingRules } from './costs/SharingRules';
import { useCostQuestion, useCosts } from './costs/useCosts';
import styles from './Money.module.css';
import { moneyTranslationRef } from './translation';
import { Sum, sumWords } from './words';

/** The section is on this page: its address stays, and what is read on is there. */
function toSharing(event: MouseEvent<HTMLAnchorElement>) {
  const section = document.getElementById('sharing');
  if (!section) return;
  event.preventDefault();
  section.scrollIntoView({ block: 'start' });
  section.focus({ preventScroll: true });
}

type Row = ServiceCost & { id: string };

/** The variance of a row: not spread, as React would take the row's `ref` for its own. */
function VarianceOf({ row }: { row: Row }) {
  const { variance, varianceShare, actual, budget } = row;
  // All of it is borne by others.
  if (actual.amounts.length + budget.amounts.length === 0) return <>–</>;
  return (
    <Variance
      variance={variance}
      varianceShare={varianceShare}
      hasBudget={budget.amounts.length > 0}
    />
  );
}

/** What a service bears itself, and below it what a system costs with its parts. */
function OwnAndWhole({ own, whole }: { own: CostSum; whole?: CostSum }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <>
      <Sum sum={own} />
      {whole && whole.amounts.length > 0 && (
        <span className={styles.whole}>
          {t('costs.withParts', { sum: sumWords(whole) })}
        </span>
      )}
    </>
  );
}

/** Whether a service is shared, or bears what is. */
function Marks({ receives, gives }: Pick<Row, 'receives' | 'gives'>) {
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <span className={styles.marks}>
      {receives && <Pill tone="neutral">{t('costs.receives')}</Pill>}
      {gives && <Pill tone="info">{t('costs.gives')}</Pill>}
    </span>
  );
}

function useColumns(refs: Refs | undefined): RecordColumn<Row>[] {
  const { t } = useTranslationRef(moneyTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('costs.service'),
        sortsBy: 'name',
        width: '1fr',
        isLink: true,
        keepsWhenNarrow: true,
        render: ({ ref }) => <span title={ref}>{refTitle(ref, refs)}</span>,
      },
      {
        id: 'owner',
        label: t('costs.owner'),
        width: 150,
        render: ({ ownerRef }) => (
          <RefLabel entityRef={ownerRef} refs={refs} plain />
        ),
      },
      {
        id: 'actual',
        label: t('figure.actual'),
        sortsBy: 'actual',
        width: 150,
        align: 'right',
        keepsWhenNarrow: true,
        render: ({ actual, withParts }) => (
          <OwnAndWhole own={actual} whole={withParts?.actual} />
        ),
      },
      {
        id: 'budget',
        label: t('figure.budget'),
        sortsBy: 'budget',
        width: 150,
        align: 'right',
        render: ({ budget, withParts }) => (
          <OwnAndWhole own={budget} whole={withParts?.budget} />
        ),
      },
      {
        id: 'variance',
        label: t('figure.variance'),
        sortsBy: 'variance',
        width: 240,
        render: row => <VarianceOf row={row} />,
      },
      {
        id: 'shared',
        label: t('costs.shared'),
        width: 170,
        render: ({ receives, gives }) => (
          <Marks receives={receives} gives={gives} />
        ),
      },
    ],
    [t, refs],
  );
}

/** What services cost against their budgets. */
export function CostsPage() {
  const { t } = useTranslationRef(moneyTranslationRef);
  usePageTitle(t('costs.title'));
  const hrefOf = useRouteRef(serviceCostsRouteRef);
  const importHref = useRouteRef(costImportRouteRef)?.();
  const { allowed } = usePermission({ permission: costUpdatePermission });
  const question = useCostQuestion();
  const { url, sort, size, isFiltered } = question;
  const result = useCosts(question);
  const { data } = result;
  const columns = useColumns(data?.refs);
  const page = useMemo(
    () =>
      data && {
        items: data.items.map(item => ({ ...item, id: item.ref })),
        pageInfo: data.pageInfo,
      },
    [data],
  );
  const total = data?.total;
  const varying =
    total?.actual.converted &&
    total.budget.converted &&
    total.budget.amounts.length > 0
      ? {
          variance: {
            minor: total.actual.converted.minor - total.budget.converted.minor,
            currency: data!.currency,
          },
          varianceShare:
            total.budget.converted.minor > 0
              ? Math.round(
                  ((total.actual.converted.minor -
                    total.budget.converted.minor) *
                    10_000) /
                    total.budget.converted.minor,
                )
              : undefined,
        }
      : {};
  return (
    <PageBody
      title={t('costs.title')}
      actions={
        allowed &&
        importHref && (
          <ButtonLink
            variant="secondary"
            iconStart={<RiUpload2Line />}
            href={importHref}
          >
            {t('costs.import')}
          </ButtonLink>
        )
      }
    >
      <p className={styles.about}>
        {t('costs.about')}{' '}
        {data && (
          <a className={styles.link} href="#sharing" onClick={toSharing}>
            {t('costs.rules')}
          </a>
        )}
      </p>
      {/* Who may not see costs has nothing to choose from. */}
      {(data || !result.error) && <CostBar question={question} shown={data} />}
      {!data && !result.error && (
        // As high as what comes, so that the list below stays where it is.
        <>
          <Skeleton height={112} />
          <div className={styles.charts}>
            <Skeleton height={518} />
            <Skeleton height={252} />
          </div>
        </>
      )}
      {data && (
        <>
          <Notices
            missingRates={data.missingRates}
            circles={data.circles}
            refs={data.refs}
          />
          {data.services > 0 && (
            <>
              <Tiles
                figure={data.total}
                varying={varying}
                below={t('figure.services', { count: data.services })}
              />
              <div className={styles.charts}>
                <Months months={data.months} />
                <Kinds kinds={data.kinds} />
              </div>
            </>
          )}
        </>
      )}
      <RecordTable<Row>
        label={t('costs.list')}
        columns={columns}
        page={page}
        error={result.error}
        onRetry={() => result.refetch()}
        isStale={result.isPlaceholderData}
        hrefOf={({ ref }) => hrefOf?.(addressOf(ref))}
        nameOf={({ ref }) => refTitle(ref, data?.refs)}
        renderCard={row => (
          <>
            <strong>{refTitle(row.ref, data?.refs)}</strong>
            <div>
              <OwnAndWhole own={row.actual} whole={row.withParts?.actual} />
            </div>
            <VarianceOf row={row} />
          </>
        )}
        empty={
          <Message
            title={t('costs.empty')}
            actions={
              isFiltered && (
                <Button
                  variant="secondary"
                  onPress={() =>
                    url.set({ owner: undefined, kind: undefined, q: undefined })
                  }
                >
                  {t('costs.reset')}
                </Button>
              )
            }
          >
            {t(isFiltered ? 'costs.emptyFiltered' : 'costs.emptyWords')}
          </Message>
        }
        sort={sort}
        onSort={next =>
          url.set({ sort: next.by, order: next.order, cursor: undefined })
        }
        pageSize={size}
        onPageSize={next => url.set({ size: String(next), cursor: undefined })}
        onCursor={cursor => url.set({ cursor })}
      />
      {data && <SharingRules month={data.to} />}
    </PageBody>
  );
}
