import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CalendarYear } from '@callboard/plugin-itsm-common';
import { RecordSection } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { AdminTable } from '../../../core/admin/AdminTable';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import { spansWords } from './useDayWords';
import { monthsOf } from './yearDays';
import styles from './Calendar.module.css';

/** The days that are not as their weekday says: holidays and exceptions, with their names. */
export function SpecialDays(props: { year: CalendarYear }) {
  const { days, year } = props.year;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const special = days.filter(({ name }) => name !== undefined);
  return (
    <RecordSection title={t('calendar.special')}>
      {special.length === 0 ? (
        <Text as="p" color="secondary">
          {t('calendar.noSpecial', { year: String(year) })}
        </Text>
      ) : (
        <AdminTable
          label={t('calendar.special')}
          items={special}
          idOf={({ date }) => date}
          columns={[
            {
              id: 'date',
              label: t('calendar.column.date'),
              render: ({ date }) =>
                DateTime.fromISO(date).toFormat('ccc d LLL'),
            },
            {
              id: 'name',
              label: t('calendar.column.name'),
              render: ({ name }) => name,
            },
            {
              id: 'kind',
              label: t('calendar.column.kind'),
              render: ({ holiday }) =>
                holiday ? t('calendar.holiday') : t('calendar.exception'),
            },
            {
              id: 'hours',
              label: t('calendar.column.hours'),
              render: day =>
                day.working > 0 ? spansWords(day) : t('calendar.off'),
            },
          ]}
        />
      )}
    </RecordSection>
  );
}

/** The months with their working days and hours: the year in numbers. */
export function MonthTable(props: { year: CalendarYear }) {
  const { days, year } = props.year;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return (
    <details className={styles.details}>
      <summary>{t('calendar.list')}</summary>
      <AdminTable
        label={t('calendar.list')}
        items={monthsOf(days)}
        idOf={({ month }) => String(month)}
        columns={[
          {
            id: 'month',
            label: t('calendar.month'),
            render: ({ month }) =>
              DateTime.local(year, month).toLocaleString({ month: 'long' }),
          },
          {
            id: 'days',
            label: t('calendar.days'),
            align: 'right',
            render: ({ workingDays }) => workingDays,
          },
          {
            id: 'hours',
            label: t('calendar.hours'),
            align: 'right',
            render: ({ working }) => hoursWords(working),
          },
        ]}
      />
    </details>
  );
}
