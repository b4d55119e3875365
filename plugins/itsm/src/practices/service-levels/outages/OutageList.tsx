import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  OUTAGE_KINDS,
  OUTAGE_WEIGHTS,
  outageRoutes,
  serviceLevelsUpdatePermission,
} from '@callboard/plugin-itsm-common';
import type { Outage } from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  RecordSection,
  RouterLink,
  useItsmQuery,
  useNow,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { exactTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import { KindPill } from './KindPill';
import { OutageActions } from './OutageActions';
import { OutageDialog } from './OutageDialog';
import styles from './Outages.module.css';
import { lengthWords, percentWords, spanWords } from './outageWords';
import { outagesTranslationRef } from './translation';
import { MOST_OUTAGES, useOutages } from './useOutages';

const DAY_MS = 86_400_000;
const FIRST = 10;
const DAYS = 90;
/** Kinds that count. */
const COUNTED = OUTAGE_KINDS.filter(kind => OUTAGE_WEIGHTS[kind] > 0).join(',');

/** How much of the last days it was there, in one sentence. */
function Answer(props: { entityRef: string; from: string; to: string }) {
  const { entityRef: entity, from, to } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const { data } = useItsmQuery(outageRoutes.availability, {
    query: { entity, from, to },
    live: true,
  });
  if (!data) return <></>;
  return (
    <p className={styles.answer}>
      {t('list.answer', {
        count: data.outages,
        days: String(DAYS),
        time: hoursWords(data.down),
        percent: percentWords(data.availability),
      } as never)}
      {data.degraded > 0 &&
        ` ${t('list.degraded', { time: hoursWords(data.degraded) })}`}
    </p>
  );
}

/** The instants of the last days, to the hour: a question that changes each second is never answered. */
function useLastDays() {
  return useMemo(() => {
    const to = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
    return {
      from: new Date(to - DAYS * DAY_MS).toISOString(),
      to: new Date(to).toISOString(),
    };
  }, []);
}

function OutageTable(props: {
  items: readonly Outage[];
  withActions: boolean;
}) {
  const { t } = useTranslationRef(outagesTranslationRef);
  const now = useNow();
  const hrefOf = useRecordHref();
  const linkOf = ({ record }: Outage) => {
    if (!record) return '–';
    const href = hrefOf({ type: 'incident', number: record.number });
    return href ? (
      <RouterLink className={styles.nowrap} to={href}>
        {record.number}
      </RouterLink>
    ) : (
      record.number
    );
  };
  return (
    <AdminTable
      label={t('list.title')}
      items={props.items}
      idOf={({ id }) => id}
      columns={[
        {
          id: 'when',
          label: t('list.column.when'),
          render: outage => (
            <span
              className={styles.span}
              title={[outage.begin, outage.end]
                .flatMap(at => (at ? exactTime(at) : []))
                .join(' – ')}
            >
              {spanWords(outage, now, t)}
            </span>
          ),
        },
        {
          id: 'long',
          label: t('list.column.long'),
          align: 'right',
          render: outage => (
            <span className={styles.nowrap}>{lengthWords(outage, now, t)}</span>
          ),
        },
        {
          id: 'kind',
          label: t('list.column.kind'),
          render: outage => <KindPill outage={outage} />,
        },
        { id: 'record', label: t('list.column.record'), render: linkOf },
        {
          id: 'note',
          label: t('list.column.note'),
          render: ({ note }) => note ?? '–',
        },
      ]}
      actions={
        props.withActions && props.items.some(({ mayChange }) => mayChange)
          ? outage => <OutageActions outage={outage} asMenu />
          : undefined
      }
    />
  );
}

/**
 * When an entity was not there: the answer for the last 90 days and all outages, the newest first; or
 * what counts of a period, to look at.
 */
export function OutageList(props: {
  entityRef: string;
  /** Instead of all: what counts of a period. */
  period?: { from: string; to: string };
  title?: string;
}) {
  const { entityRef, period, title } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const { allowed } = usePermission({
    permission: serviceLevelsUpdatePermission,
  });
  const [limit, setLimit] = useState(FIRST);
  const [recording, setRecording] = useState(false);
  const lastDays = useLastDays();
  const question = {
    entity: entityRef,
    ...(period && { ...period, kind: COUNTED }),
  };
  const query = useOutages(question, limit);
  const record = allowed && !period && (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiAddLine />}
      onPress={() => setRecording(true)}
    >
      {t('section.record')}
    </Button>
  );
  return (
    <RecordSection
      title={title ?? t('list.title')}
      actions={
        <span className={styles.actions}>
          {record}
          {Boolean(query.data?.items.length) && (
            <ExportButton
              route={outageRoutes.export}
              question={question}
              columns={[]}
            />
          )}
        </span>
      }
    >
      {!period && <Answer entityRef={entityRef} {...lastDays} />}
      {period && query.data?.items.length === 0 ? (
        <p className={styles.none}>{t('list.nonePeriod')}</p>
      ) : (
        <AdminStates
          query={query}
          isEmpty={({ items }) => items.length === 0}
          empty={{ title: t('list.none'), next: t('list.noneNext') }}
        >
          {({ items, pageInfo }) => (
            <>
              <OutageTable items={items} withActions={!period} />
              {pageInfo.nextCursor && limit < MOST_OUTAGES && (
                <div>
                  <Button
                    size="small"
                    variant="secondary"
                    onPress={() => setLimit(MOST_OUTAGES)}
                  >
                    {t('list.more')}
                  </Button>
                </div>
              )}
            </>
          )}
        </AdminStates>
      )}
      {recording && (
        <OutageDialog
          defaults={{ entityRef }}
          onClose={() => setRecording(false)}
        />
      )}
    </RecordSection>
  );
}
