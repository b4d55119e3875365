import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import {
  serviceLifecycle,
  transitionRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  TransitionPage as Page,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  ExportButton,
  FilterBar,
  PageBody,
  Pill,
  RefLabel,
  RouterLink,
  SearchBox,
  StatusChip,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAlertLine } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { transitionRouteRef } from '../routes';
import { dayWords, daysOf } from './dates';
import { PlanChart, PlanLegend } from './PlanChart';
import { PlanTable } from './PlanTable';
import { designTranslationRef } from './translation';
import styles from './Plan.module.css';

const PAGE = 20;

type Plan = Page['items'][number];

/** One service with its plan: what is next, and whether it holds. */
function PlanCard(props: { plan: Plan; now: string; refs: Refs }) {
  const { plan, now, refs } = props;
  const { number, title, milestones, end, plannedEnd } = plan;
  const { t } = useTranslationRef(designTranslationRef);
  const href = useRouteRef(transitionRouteRef)?.({ number });
  const next = milestones.find(
    ({ state }) => state === 'planned' || state === 'active',
  );
  const late = end && plannedEnd ? Date.parse(end) - Date.parse(plannedEnd) : 0;
  return (
    <Box as="section" bg="neutral" className={styles.card} aria-label={title}>
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>
          {href ? (
            <RouterLink to={href}>
              {number} {title}
            </RouterLink>
          ) : (
            `${number} ${title}`
          )}
        </h2>
        <StatusChip
          status={plan.status}
          category={plan.statusCategory}
          lifecycle={serviceLifecycle as Lifecycle}
        />
        {late > 0 && (
          <Pill tone="warning" icon={<RiAlertLine aria-hidden />}>
            {t('plan.late', { days: t('plan.days', { count: daysOf(late) }) })}
          </Pill>
        )}
        <span className={styles.cardFacts}>
          {plan.ownerRef && <RefLabel entityRef={plan.ownerRef} refs={refs} />}
          <span>
            {next
              ? t('all.next', {
                  title: next.title ?? t('plan.erased'),
                  date: dayWords(next.forecast?.to ?? next.plannedTo),
                })
              : t('all.allDone')}
          </span>
          {end && <span>{t('all.ends', { date: dayWords(end) })}</span>}
        </span>
      </div>
      <PlanChart milestones={milestones} now={now} />
      <PlanTable title={title} milestones={milestones} refs={refs} />
    </Box>
  );
}

/** All transition plans, what begins next first. */
export function TransitionsPage() {
  const { t } = useTranslationRef(designTranslationRef);
  const url = useUrlValues();
  usePageTitle(t('all.title'));
  const cursor = url.get('cursor');
  const question = {
    show: url.get('show') === 'all' ? 'all' : undefined,
    owner: url.get('owner') === 'mine' ? 'mine' : undefined,
    q: url.get('q') || undefined,
  };
  const query = useItsmQuery(transitionRoutes.list, {
    query: { ...question, limit: PAGE, cursor: cursor || undefined },
    keepPrevious: true,
    live: true,
  });
  const isFiltered = Boolean(question.owner ?? question.q);
  return (
    <PageBody title={t('all.title')}>
      <p className={styles.lead}>{t('all.lead')}</p>
      <FilterBar
        tools={
          <ExportButton
            route={transitionRoutes.export}
            question={question}
            columns={[]}
          />
        }
      >
        <SearchBox
          label={t('all.search')}
          value={url.get('q')}
          onChange={q => url.set({ q, cursor: undefined }, { replace: true })}
        />
        <ChoiceFilter
          label={t('all.show')}
          choices={[
            { value: 'all', label: t('all.done') },
            { value: 'mine', label: t('all.mine') },
          ]}
          values={[
            ...(question.show ? ['all'] : []),
            ...(question.owner ? ['mine'] : []),
          ]}
          onChange={values =>
            url.set({
              show: values.includes('all') ? 'all' : undefined,
              owner: values.includes('mine') ? 'mine' : undefined,
              cursor: undefined,
            })
          }
        />
      </FilterBar>
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={
          isFiltered
            ? { title: t('all.filtered'), next: t('all.filteredNext') }
            : { title: t('all.none'), next: t('all.noneNext') }
        }
      >
        {({ items, refs, now, pageInfo }) => (
          <>
            <PlanLegend />
            <div className={styles.list} role="list" aria-label={t('all.list')}>
              {items.map(plan => (
                <div role="listitem" key={plan.id}>
                  <PlanCard plan={plan} now={now} refs={refs} />
                </div>
              ))}
            </div>
            {(cursor || pageInfo.nextCursor) && (
              <div className={styles.turn}>
                {cursor && (
                  <Button
                    variant="secondary"
                    onPress={() => url.set({ cursor: undefined })}
                  >
                    {t('all.first')}
                  </Button>
                )}
                {pageInfo.nextCursor && (
                  <Button
                    variant="secondary"
                    onPress={() => url.set({ cursor: pageInfo.nextCursor })}
                  >
                    {t('all.more')}
                  </Button>
                )}
              </div>
            )}
          </>
        )}
      </AdminStates>
    </PageBody>
  );
}
