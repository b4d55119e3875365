import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { KPI_PARTS, kpiRoutes, kpiWords } from '@callboard/plugin-itsm-common';
import type {
  KpiCounted,
  KpiInfo,
  KpiPoint,
} from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  pointTime,
  RecordSection,
  RefLabel,
  RelativeTime,
  RouterLink,
  useItsmQuery,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { useEffect, useRef } from 'react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import styles from './KpiPage.module.css';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

const PAGE = 25;
const NO_COLUMNS: readonly string[] = [];

function RecordLink({ record }: Pick<KpiCounted, 'record'>) {
  const href = useRecordHref()(record);
  return href ? (
    <RouterLink to={href}>{record.number}</RouterLink>
  ) : (
    <>{record.number}</>
  );
}

/** The records that a number counts: of the whole time, or of the point that was chosen in the chart. */
export function RecordsBehind(props: {
  info: KpiInfo;
  asked: AskedOfKpi;
  series: readonly KpiPoint[];
  zone: string;
}) {
  const { info, asked, series, zone } = props;
  const { url } = asked;
  const { t } = useTranslationRef(kpisTranslationRef);
  const at = url.get('at');
  const point = series.find(({ from }) => from === at);
  const part = KPI_PARTS.find(each => each === url.get('part'));
  const cursor = url.get('cursor') || undefined;
  const question = {
    ...asked.query,
    ...(point ? { from: point.from, to: point.to } : {}),
    part,
  };
  const query = useItsmQuery(kpiRoutes.records, {
    params: { key: info.key },
    query: { ...question, cursor, limit: PAGE },
    keepPrevious: true,
  });
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    // Whoever chose a point wants to see what is behind it.
    if (at && at !== shown.current)
      top.current?.scrollIntoView?.({ block: 'nearest' });
    shown.current = at;
  }, [at]);
  const isShare = info.shape === 'share';
  const hasValue = query.data?.items.some(({ value }) => value !== undefined);
  return (
    <div ref={top}>
      <RecordSection
        title={`${t('page.records.title')}${
          point ? `: ${pointTime(point, asked.grain, zone)}` : ''
        }`}
        actions={
          <span className={styles.tools}>
            {point && (
              <Button
                variant="tertiary"
                onPress={() => url.set({ at: undefined, cursor: undefined })}
              >
                {t('page.records.whole')}
              </Button>
            )}
            {isShare && (
              <Select
                className={styles.choice}
                aria-label={t('page.records.part')}
                options={KPI_PARTS.map(id => ({
                  id,
                  label: t(`page.records.${id}`),
                }))}
                value={part ?? 'all'}
                onChange={id =>
                  url.set({
                    part: id === 'all' ? undefined : String(id),
                    cursor: undefined,
                  })
                }
              />
            )}
            <ExportButton
              route={{
                ...kpiRoutes.exportRecords,
                path: kpiRoutes.exportRecords.path.replace(':key', info.key),
              }}
              question={question}
              columns={NO_COLUMNS}
            />
          </span>
        }
      >
        <AdminStates
          query={query}
          isEmpty={({ items, total }) => items.length === 0 && total === 0}
          empty={{ title: t('page.records.none') }}
        >
          {({ items, total, hidden, refs, pageInfo }) => (
            <div
              className={styles.explained}
              aria-busy={query.isPlaceholderData || undefined}
            >
              <p className={styles.quiet}>
                {t('page.records.total', { count: total } as never)}
                {hidden > 0 &&
                  ` ${t('page.records.hidden', { count: hidden } as never)}`}
              </p>
              {items.length > 0 && (
                <AdminTable
                  label={t('page.records.title')}
                  items={items}
                  idOf={({ record, at: when }) => `${record.id} ${when}`}
                  columns={[
                    {
                      id: 'number',
                      label: t('page.records.number'),
                      render: ({ record }) => <RecordLink record={record} />,
                    },
                    {
                      id: 'title',
                      label: t('page.records.name'),
                      render: ({ record }) => record.title,
                    },
                    {
                      id: 'at',
                      label: t('page.records.at'),
                      render: ({ at: when }) => <RelativeTime instant={when} />,
                    },
                    ...(hasValue
                      ? [
                          {
                            id: 'value',
                            label: t('page.records.value'),
                            align: 'right' as const,
                            render: ({ value }: KpiCounted) =>
                              kpiWords(
                                value,
                                info.shape === 'level' ? 'duration' : info.unit,
                              ),
                          },
                        ]
                      : []),
                    ...(isShare
                      ? [
                          {
                            id: 'counts',
                            label: t('page.records.counts'),
                            render: ({ counts }: KpiCounted) =>
                              t(
                                counts ? 'page.records.yes' : 'page.records.no',
                              ),
                          },
                        ]
                      : []),
                    {
                      id: 'team',
                      label: t('page.records.team'),
                      render: ({ record }) => (
                        <RefLabel entityRef={record.ownerRef} refs={refs} />
                      ),
                    },
                  ]}
                />
              )}
              {(pageInfo.nextCursor || cursor) && (
                <span className={styles.tools}>
                  {cursor && (
                    <Button
                      variant="tertiary"
                      onPress={() => url.set({ cursor: undefined })}
                    >
                      {t('page.records.first')}
                    </Button>
                  )}
                  <Button
                    variant="secondary"
                    isDisabled={!pageInfo.nextCursor}
                    onPress={() => url.set({ cursor: pageInfo.nextCursor })}
                  >
                    {t('page.records.next')}
                  </Button>
                </span>
              )}
            </div>
          )}
        </AdminStates>
      </RecordSection>
    </div>
  );
}
