import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  CALENDAR_KINDS,
  CHANGE_STATES,
  CHANGE_TYPES,
  changeLifecycle,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  LiveToggle,
} from '@callboard/plugin-itsm-react';
import { changeCalendarTranslationRef } from './translation';
import type { CalendarOnPage } from './useCalendar';

const STATES = CHANGE_STATES.map(value => ({
  value,
  label: changeLifecycle.states[value].label,
}));

/** What the calendar is narrowed by, written into the address. */
export function CalendarFilters(props: { calendar: CalendarOnPage }) {
  const { calendar } = props;
  const { url, filter } = calendar;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return (
    <FilterBar tools={<LiveToggle result={calendar.result} />}>
      <EntityFilter
        label={t('filter.team')}
        kinds={['group']}
        value={url.get('team')}
        onChange={team => filter({ team })}
        words={[{ value: 'mine', label: t('filter.mine') }]}
      />
      <EntityFilter
        label={t('filter.service')}
        kinds={['component', 'system', 'api', 'resource']}
        value={url.get('service')}
        onChange={service => filter({ service })}
      />
      <ChoiceFilter
        label={t('filter.type')}
        choices={CHANGE_TYPES}
        values={url.list('type')}
        onChange={type => filter({ type })}
      />
      <ChoiceFilter
        label={t('filter.status')}
        choices={STATES}
        values={url.list('status')}
        onChange={status => filter({ status })}
      />
      <ChoiceFilter
        label={t('filter.show')}
        choices={CALENDAR_KINDS.map(value => ({
          value,
          label: t(`show.${value}`),
        }))}
        values={url.list('show')}
        onChange={show => filter({ show })}
      />
      {calendar.isFiltered && (
        <Button variant="tertiary" onPress={calendar.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
