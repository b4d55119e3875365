import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, useBreakpoint } from '@backstage/ui';
import { attainmentRoutes } from '@callboard/plugin-itsm-common';
import type { Breach } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  ExportButton,
  FilterBar,
  ListKeysHelp,
  Message,
  PageBody,
  RecordTable,
  refTitle,
  useItsmQuery,
  useListKeys,
  usePageTitle,
  useRecordHref,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo, useRef, useState } from 'react';
import { dayTime, exactTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements } from '../useServiceLevels';
import styles from './Attainment.module.css';
import { HeldWords } from './HeldWords';
import { attainmentTranslationRef } from './translation';
import { periodOf, PERIODS, useLastDays } from './useAttainment';

const FILTERS = ['service', 'team', 'agreement', 'metric', 'type'] as const;
const NO_COLUMNS: readonly string[] = [];
const NO_KEYS = ['search'] as const;
const SIZES = [25, 50, 100];

function useColumns(refs: Refs | undefined): RecordColumn<Breach>[] {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  return useMemo(
    (): RecordColumn<Breach>[] => [
      {
        id: 'number',
        label: t('breaches.number'),
        width: 96,
        isLink: true,
        render: ({ record }) => record.number,
      },
      {
        id: 'title',
        label: t('breaches.name'),
        width: '1fr',
        render: ({ record }) => (
          <span title={record.title}>{record.title}</span>
        ),
      },
      {
        id: 'promise',
        label: t('breaches.promise'),
        width: 180,
        render: ({ metric, agreement }) => (
          <span title={agreement.name}>
            {ts(`metric.${metric}`)} · {agreement.name}
          </span>
        ),
      },
      {
        id: 'over',
        label: t('breaches.over'),
        width: 190,
        align: 'right',
        render: ({ overBy, goal }) => (
          <>
            {hoursWords(overBy)}{' '}
            <span className={styles.share}>
              {t('breaches.goal', { goal: hoursWords(goal) })}
            </span>
          </>
        ),
      },
      {
        id: 'lateAt',
        label: t('breaches.lateAt'),
        width: 150,
        render: ({ lateAt, stoppedAt }) => (
          <span title={exactTime(lateAt)}>
            {dayTime(lateAt, Date.now())}
            {!stoppedAt && ` · ${t('breaches.still')}`}
          </span>
        ),
      },
      {
        id: 'team',
        label: t('breaches.team'),
        width: 120,
        render: ({ teamRef }) => (teamRef ? refTitle(teamRef, refs) : '–'),
      },
      {
        id: 'held',
        label: t('breaches.held'),
        width: 210,
        render: ({ heldBy }) => <HeldWords heldBy={heldBy} refs={refs} />,
      },
    ],
    [t, ts, refs],
  );
}

function BreachCard(props: { breach: Breach; refs: Refs | undefined }) {
  const { breach, refs } = props;
  const { record, metric, agreement, overBy } = breach;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return (
    <>
      <div className={styles.cardTop}>
        <strong>{record.number}</strong>
        <span>{t('standing.missed', { time: hoursWords(overBy) })}</span>
      </div>
      <div className={styles.cardTitle}>{record.title}</div>
      <span className={styles.small}>
        {t(`metric.${metric}`)} · {agreement.name}
      </span>
      <span className={styles.small}>
        <HeldWords heldBy={breach.heldBy} refs={refs} />
      </span>
    </>
  );
}

/** Promises that were not kept, the latest first. */
export function BreachesPage() {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const url = useUrlValues();
  const days = periodOf(url.get('days'));
  const period = useLastDays(days);
  const agreements = useAgreements().data?.items ?? [];
  const isDesk = useBreakpoint().up('sm');
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  useListKeys(container, { onHelp: () => setHelp(true) });
  usePageTitle(t('breaches.title'));
  const size = SIZES.find(one => String(one) === url.get('size')) ?? SIZES[0];
  const question = {
    ...period,
    ...Object.fromEntries(
      FILTERS.map(name => [name, url.get(name) || undefined]),
    ),
  };
  const result = useItsmQuery(attainmentRoutes.breaches, {
    query: {
      ...question,
      limit: String(size),
      cursor: url.get('cursor') || undefined,
    },
    keepPrevious: true,
    live: true,
  });
  const change = (values: Parameters<typeof url.set>[0]) =>
    url.set({ cursor: undefined, ...values });
  const isFiltered = FILTERS.some(name => url.get(name));
  const reset = () =>
    change(Object.fromEntries(FILTERS.map(name => [name, undefined])));
  const refs = result.data?.refs;
  const hrefOf = useRecordHref();
  const columns = useColumns(refs);
  const hrefOfDays = (id: string) => {
    const kept = FILTERS.flatMap(name =>
      url.get(name) ? [[name, url.get(name)]] : [],
    );
    return `?${new URLSearchParams([...kept, ['days', id]])}`;
  };
  return (
    <div ref={container}>
      <PageBody title={t('breaches.title')}>
        <ViewTabs
          label={t('breaches.period')}
          current={days}
          views={PERIODS.map(id => ({
            id,
            label: t('period.days', { days: id }),
          }))}
          hrefOf={({ id }) => hrefOfDays(id)}
        />
        <FilterBar
          tools={
            <ExportButton
              route={attainmentRoutes.exportBreaches}
              question={question}
              columns={NO_COLUMNS}
            />
          }
        >
          <EntityFilter
            label={t('breaches.service')}
            kinds={['component', 'system', 'api', 'resource']}
            value={url.get('service')}
            onChange={service => change({ service })}
            words={[{ value: 'none', label: t('noService') }]}
          />
          <EntityFilter
            label={t('breaches.team')}
            kinds={['group']}
            value={url.get('team')}
            onChange={team => change({ team })}
            words={[{ value: 'none', label: t('noTeam') }]}
          />
          {agreements.length > 0 && (
            <ChoiceFilter
              label={t('column.agreement')}
              choices={agreements.map(({ key, name }) => ({
                value: key,
                label: name,
              }))}
              values={url.list('agreement')}
              onChange={agreement => change({ agreement })}
            />
          )}
          <ChoiceFilter
            label={t('breaches.promise')}
            choices={(['response', 'resolution', 'update'] as const).map(
              value => ({ value, label: ts(`metric.${value}`) }),
            )}
            values={url.list('metric')}
            onChange={metric => change({ metric })}
          />
          {isFiltered && (
            <Button variant="tertiary" onPress={reset}>
              {t('breaches.reset')}
            </Button>
          )}
        </FilterBar>
        <RecordTable<Breach>
          label={t('breaches.title')}
          columns={columns}
          page={result.data}
          error={result.error}
          onRetry={() => result.refetch()}
          isStale={result.isPlaceholderData}
          hrefOf={({ record }) => hrefOf(record)}
          nameOf={({ record }) => `${record.number} ${record.title}`}
          renderCard={breach => <BreachCard breach={breach} refs={refs} />}
          empty={
            <Message title={t('breaches.none')}>
              {isFiltered ? t('breaches.filtered') : t('breaches.noneNext')}
            </Message>
          }
          pageSize={size}
          onPageSize={next => change({ size: String(next) })}
          onCursor={cursor => change({ cursor })}
        />
      </PageBody>
      {isDesk && (
        <ListKeysHelp isOpen={help} onOpenChange={setHelp} without={NO_KEYS} />
      )}
    </div>
  );
}
