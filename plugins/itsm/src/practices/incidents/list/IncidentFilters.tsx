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
  FieldFilters,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { INCIDENT_LIST } from './incidentList';
import { incidentListTranslationRef } from './translation';
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
  /** What stands at the end of the row. */
  tools?: ReactNode;
}) {
  const { list, withoutService, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(incidentListTranslationRef);
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      {!withoutService && (
        <EntityFilter
          label={t('filter.service')}
          kinds={['component', 'system', 'api', 'resource']}
          value={url.get('service')}
          onChange={service => change({ service })}
        />
      )}
      <ChoiceFilter
        label={t('filter.status')}
        choices={STATUSES}
        values={url.list('status')}
        onChange={status => change({ status })}
      />
      <ChoiceFilter
        label={t('filter.priority')}
        choices={PRIORITY_CHOICES}
        values={url.list('priority')}
        onChange={priority => change({ priority })}
      />
      <EntityFilter
        label={t('filter.assignee')}
        kinds={['user']}
        value={url.get('assignee')}
        onChange={assignee => change({ assignee })}
        words={[
          { value: 'me', label: t('filter.me') },
          { value: 'none', label: t('filter.nobody') },
        ]}
      />
      <EntityFilter
        label={t('filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
        words={[{ value: 'mine', label: t('filter.mine') }]}
      />
      <FieldFilters
        type={INCIDENT_LIST.type}
        value={url.get('filter')}
        onChange={filter => change({ filter })}
        refs={list.page?.refs}
      />
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
