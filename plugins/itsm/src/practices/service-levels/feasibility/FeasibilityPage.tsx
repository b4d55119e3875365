import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Skeleton } from '@backstage/ui';
import { FEASIBILITY_VERDICTS } from '@callboard/plugin-itsm-common';
import type { FeasibilityPage as Page } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  usePageTitle,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Feasibility.module.css';
import { PromiseTable } from './PromiseTable';
import { feasibilityTranslationRef } from './translation';
import { usePromises } from './useFeasibility';

const ALL = 'all';

function Answer({ page }: { page: Page }) {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const { infeasible, unknown, feasible } = page.counts;
  const all = String(infeasible + unknown + feasible);
  return (
    <p className={styles.answer}>
      {infeasible === 0
        ? t('answer.none', { all })
        : t('answer.some', { count: infeasible, all } as never)}
    </p>
  );
}

function Promises(props: { chosen: string }) {
  const { chosen } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const verdict = FEASIBILITY_VERDICTS.find(known => known === chosen);
  const query = usePromises({ verdict });
  const { data, error } = query;
  if (error && !data)
    return <FailureMessage error={error} onRetry={() => query.refetch()} />;
  if (!data) {
    return (
      <div aria-busy="true">
        <Skeleton height={220} />
      </div>
    );
  }
  const { pages } = data;
  const [first] = pages;
  const { counts } = first;
  const total = counts.infeasible + counts.unknown + counts.feasible;
  if (total === 0)
    return <Message title={t('empty.title')}>{t('empty.next')}</Message>;
  const items = pages.flatMap(page => page.items);
  const hints = [
    first.truncated && t('truncated'),
    !first.wholeCatalog && t('partial'),
  ].filter(Boolean);
  return (
    <>
      <Answer page={first} />
      <p className={styles.intro}>{t('intro')}</p>
      <ViewTabs
        label={t('tabs.label')}
        current={verdict ?? ALL}
        views={[
          { id: ALL, label: t('tabs.all'), count: total },
          ...FEASIBILITY_VERDICTS.map(id => ({
            id,
            label: t(`tabs.${id}`),
            count: counts[id],
          })),
        ]}
        hrefOf={({ id }) => (id === ALL ? '?' : `?verdict=${id}`)}
      />
      {items.length === 0 ? (
        <Message title={t('empty.filtered')}>{t('empty.filteredNext')}</Message>
      ) : (
        <PromiseTable
          label={t('title')}
          items={items}
          refs={Object.assign({}, ...pages.map(page => page.refs))}
        />
      )}
      {query.hasNextPage && (
        <div>
          <Button
            variant="secondary"
            isPending={query.isFetchingNextPage}
            onPress={() => query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </div>
      )}
      {hints.length > 0 && <p className={styles.hint}>{hints.join(' ')}</p>}
    </>
  );
}

/** All promises that can be checked, and whether they can be kept; the worst first. */
export function FeasibilityPage() {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const { t: words } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const chosen = useUrlValues().get('verdict');
  usePageTitle(t('title'));
  return (
    <PageBody
      title={t('title')}
      actions={
        <ButtonLink
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          href={addresses.home ?? ''}
        >
          {words('calendar.all')}
        </ButtonLink>
      }
    >
      <Promises chosen={chosen} />
    </PageBody>
  );
}
