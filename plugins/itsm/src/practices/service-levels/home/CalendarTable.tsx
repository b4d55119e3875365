import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import { useCalendars } from '../useServiceLevels';
import { OpenNow } from '../words/OpenNow';
import styles from './Home.module.css';

/** Calendars, and whether people work by them now. */
export function CalendarTable() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useCalendars();
  const write = addresses.newDefinition('calendar');
  return (
    <AdminStates
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        title: t('home.noCalendars'),
        next: t('home.noCalendarsNext'),
        actions: write && (
          <ButtonLink variant="primary" iconStart={<RiAddLine />} href={write}>
            {t('home.writeCalendar')}
          </ButtonLink>
        ),
      }}
    >
      {({ items }) => (
        <AdminTable
          label={t('home.calendars')}
          items={items}
          idOf={({ key }) => key}
          columns={[
            {
              id: 'calendar',
              label: t('home.column.calendar'),
              render: calendar => (
                <>
                  <RouterLink
                    className={styles.strong}
                    to={addresses.calendar(calendar.key) ?? ''}
                  >
                    {calendar.name}
                  </RouterLink>
                  <span className={styles.about}>{calendar.timeZone}</span>
                </>
              ),
            },
            {
              id: 'week',
              label: t('home.column.week'),
              align: 'right',
              render: ({ weekly }) => hoursWords(weekly),
            },
            {
              id: 'now',
              label: t('home.column.now'),
              render: calendar => <OpenNow calendar={calendar} />,
            },
          ]}
        />
      )}
    </AdminStates>
  );
}
