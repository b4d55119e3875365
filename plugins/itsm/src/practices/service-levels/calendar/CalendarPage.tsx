import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, ButtonLink, Skeleton } from '@backstage/ui';
import { calendarRoutes } from '@callboard/plugin-itsm-common';
import type { CalendarYear } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  PageBody,
  RecordSection,
  RouterLink,
  useItsmQuery,
  useNow,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftLine,
  RiArrowLeftSLine,
  RiArrowRightSLine,
} from '@remixicon/react';
import { useParams, useSearchParams } from 'react-router-dom';
import { useServiceLevelAddresses } from '../addresses';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements } from '../useServiceLevels';
import { OpenNow } from '../words/OpenNow';
import { timeThere } from '../words/zoneTimes';
import styles from './Calendar.module.css';
import { MonthTable, SpecialDays } from './YearTables';
import { YearView } from './YearView';

/** The years that the server answers. */
const YEARS = { first: 1970, last: 2100 };

/** The year of the address; this one if it names none. */
function useYear(): [number, (year: number) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('year'));
  const known =
    Number.isInteger(asked) && asked >= YEARS.first && asked <= YEARS.last;
  return [
    known ? asked : new Date().getFullYear(),
    year => setSearch({ year: String(year) }, { replace: true }),
  ];
}

/** The agreements that count time by a calendar. */
function UsedBy(props: { calendar: string }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const { data } = useAgreements();
  if (!data) return <></>;
  const using = data.items.filter(({ targets }) =>
    targets.some(({ goals }) =>
      goals.some(({ calendar }) => calendar === props.calendar),
    ),
  );
  return (
    <RecordSection title={t('calendar.usedBy')}>
      {using.length === 0 && t('calendar.unused')}
      <ul className={styles.list}>
        {using.map(({ key, name }) => (
          <li key={key}>
            <RouterLink to={addresses.agreement(key) ?? ''}>{name}</RouterLink>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}

function Facts(props: { calendar: CalendarYear }) {
  const { calendar } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const there = timeThere(useNow(), calendar.timeZone);
  return (
    <p className={styles.facts}>
      <OpenNow calendar={calendar} />
      <span>
        {there
          ? t('calendar.zoneNow', { zone: calendar.timeZone, time: there })
          : t('calendar.zone', { zone: calendar.timeZone })}
      </span>
      <span>{t('calendar.week', { hours: hoursWords(calendar.weekly) })}</span>
    </p>
  );
}

function YearSection(props: {
  calendar: CalendarYear;
  onYear: (year: number) => void;
  busy: boolean;
}) {
  const { calendar, onYear, busy } = props;
  const { year, days } = calendar;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const working = days.filter(day => day.working > 0);
  return (
    <RecordSection
      title={t('calendar.year', { year: String(year) })}
      actions={
        <div className={styles.turn}>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowLeftSLine />}
            aria-label={t('calendar.previous')}
            isDisabled={year <= YEARS.first}
            onPress={() => onYear(year - 1)}
          />
          <span>{year}</span>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowRightSLine />}
            aria-label={t('calendar.next')}
            isDisabled={year >= YEARS.last}
            onPress={() => onYear(year + 1)}
          />
        </div>
      }
    >
      <div className={styles.year} aria-busy={busy}>
        <p className={styles.sum}>
          {t('calendar.sum', {
            days: String(working.length),
            hours: hoursWords(working.reduce((sum, d) => sum + d.working, 0)),
          })}
        </p>
        <YearView key={year} year={calendar} />
        <MonthTable year={calendar} />
      </div>
    </RecordSection>
  );
}

/** One calendar: a year of it, the days that are not usual, and who counts by it. */
export function CalendarPage() {
  const { key = '' } = useParams();
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const [year, setYear] = useYear();
  const query = useItsmQuery(calendarRoutes.year, {
    params: { key },
    query: { year: String(year) },
    keepPrevious: true,
  });
  const { data: calendar, error } = query;
  const name = calendar?.name ?? key;
  const edit = addresses.definition('calendar', key);
  usePageTitle(name);
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={addresses.home ?? ''}
    >
      {t('calendar.all')}
    </ButtonLink>
  );
  return (
    <BreadcrumbEntry
      entry={{ label: name, href: addresses.calendar(key) ?? '' }}
    >
      <PageBody
        title={name}
        actions={
          <>
            {back}
            {calendar && edit && (
              <ButtonLink variant="secondary" href={edit}>
                {t('calendar.edit')}
              </ButtonLink>
            )}
          </>
        }
      >
        {error && !calendar && (
          <FailureMessage
            error={error}
            onRetry={() => query.refetch()}
            actions={back}
          />
        )}
        {!error && !calendar && (
          <div aria-busy="true">
            <Skeleton height={420} />
          </div>
        )}
        {calendar && (
          <>
            <Facts calendar={calendar} />
            <YearSection
              calendar={calendar}
              onYear={setYear}
              busy={query.isPlaceholderData}
            />
            <SpecialDays year={calendar} />
            <UsedBy calendar={key} />
          </>
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
