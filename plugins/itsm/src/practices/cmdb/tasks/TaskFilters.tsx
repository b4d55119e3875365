import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import type { TaskList } from './taskList';
import { ciTaskTranslationRef } from './translation';

const STATUSES = Object.entries(ciTaskLifecycle.states).map(
  ([value, state]) => ({ value, label: state.label }),
);
const ITEM_KINDS = ['component', 'system', 'api', 'resource', 'domain'];

/** Search and filters of the list, written into the address. */
export function TaskFilters(props: { list: TaskList; tools?: ReactNode }) {
  const { list, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(ciTaskTranslationRef);
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      <ChoiceFilter
        label={t('filter.status')}
        choices={STATUSES}
        values={url.list('status')}
        onChange={status => change({ status })}
      />
      <EntityFilter
        label={t('filter.item')}
        kinds={ITEM_KINDS}
        value={url.get('entity')}
        onChange={entity => change({ entity })}
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
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
