import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  incidentLifecycle,
  PRIORITIES,
  PRIORITY_LABELS,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import { incidentsTranslationRef } from '../translation';
import type { IncidentList } from './useIncidentList';

const STATUSES = Object.entries(incidentLifecycle.states).map(
  ([value, state]) => ({ value, label: state.label }),
);
const PRIORITY_CHOICES = PRIORITIES.map(p => ({
  value: String(p),
  label: `P${p} ${PRIORITY_LABELS[p]}`,
}));

/** Search and filters of the list, written into the address. */
export function IncidentFilters(props: {
  list: IncidentList;
  /** The list is of one service already. */
  withoutService?: boolean;
}) {
  const { list, withoutService } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <FilterBar>
      <SearchBox
        label={t('list.search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      {!withoutService && (
        <EntityFilter
          label={t('list.filter.service')}
          kinds={['component', 'system', 'api', 'resource']}
          value={url.get('service')}
          onChange={service => change({ service })}
        />
      )}
      <ChoiceFilter
        label={t('list.filter.status')}
        choices={STATUSES}
        values={url.list('status')}
        onChange={status => change({ status })}
      />
      <ChoiceFilter
        label={t('list.filter.priority')}
        choices={PRIORITY_CHOICES}
        values={url.list('priority')}
        onChange={priority => change({ priority })}
      />
      <EntityFilter
        label={t('list.filter.assignee')}
        kinds={['user']}
        value={url.get('assignee')}
        onChange={assignee => change({ assignee })}
        words={[
          { value: 'me', label: t('list.filter.me') },
          { value: 'none', label: t('list.filter.nobody') },
        ]}
      />
      <EntityFilter
        label={t('list.filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
        words={[{ value: 'mine', label: t('list.filter.mine') }]}
      />
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('list.filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
