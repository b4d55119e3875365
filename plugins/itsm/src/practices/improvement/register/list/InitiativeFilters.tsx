import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FieldFilters,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { useKpiList } from '../../kpis/useKpis';
import { registerTranslationRef } from '../translation';
import { INITIATIVE_LIST } from './initiativeList';
import type { InitiativeList } from './useInitiativeList';

const STATUSES = Object.entries(initiativeLifecycle.states).map(
  ([value, state]) => ({ value, label: state.label }),
);

/** Search and filters of the register, written into the address. */
export function InitiativeFilters(props: {
  list: InitiativeList;
  /** What stands at the end of the row. */
  tools?: ReactNode;
}) {
  const { list, tools } = props;
  const { url } = list;
  const { t } = useTranslationRef(registerTranslationRef);
  const kpis = useKpiList().data?.items.filter(({ awaits }) => !awaits) ?? [];
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => list.change({ q })}
      />
      <EntityFilter
        label={t('filter.service')}
        kinds={['component', 'system', 'api', 'resource']}
        value={url.get('service')}
        onChange={service => list.change({ service })}
      />
      <ChoiceFilter
        label={t('filter.status')}
        choices={STATUSES}
        values={url.list('status')}
        onChange={status => list.change({ status })}
      />
      {kpis.length > 0 && (
        <ChoiceFilter
          label={t('filter.kpi')}
          choices={kpis.map(({ key, name }) => ({ value: key, label: name }))}
          values={url.get('kpi') ? [url.get('kpi')] : []}
          // One at a time: the last that was chosen.
          onChange={values => list.change({ kpi: values[values.length - 1] })}
        />
      )}
      <EntityFilter
        label={t('filter.assignee')}
        kinds={['user']}
        value={url.get('assignee')}
        onChange={assignee => list.change({ assignee })}
        words={[
          { value: 'me', label: t('filter.me') },
          { value: 'none', label: t('filter.nobody') },
        ]}
      />
      <EntityFilter
        label={t('filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => list.change({ owner })}
        words={[{ value: 'mine', label: t('filter.mine') }]}
      />
      <FieldFilters
        type={INITIATIVE_LIST.type}
        value={url.get('filter')}
        onChange={filter => list.change({ filter })}
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
