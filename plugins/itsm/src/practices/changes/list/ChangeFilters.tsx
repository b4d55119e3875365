import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FieldFilters,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { changeField } from '../fields';
import { CHANGE_LIST } from './changeList';
import { chosenIn, othersIn, withChosen, withOthers } from './fieldChoices';
import { changeListTranslationRef } from './translation';
import type { ChangeList } from './useChangeList';

const STATUSES = Object.entries(changeLifecycle.states).map(
  ([value, state]) => ({ value, label: state.label }),
);

const choicesOf = (key: string) =>
  (changeField(key).choices ?? []).map(({ value, label }) => ({
    value: String(value),
    label,
  }));

/** Search and filters of the list, written into the address. */
export function ChangeFilters(props: {
  list: ChangeList;
  /** The list is of one service already. */
  withoutService?: boolean;
  /** What stands at the end of the row. */
  tools?: ReactNode;
}) {
  const { list, withoutService, tools } = props;
  const { url } = list;
  const { t } = useTranslationRef(changeListTranslationRef);
  const filter = url.get('filter');
  const byChoice = (key: 'changeType' | 'risk', label: string) => (
    <ChoiceFilter
      label={label}
      choices={choicesOf(key)}
      values={chosenIn(filter, key)}
      onChange={values =>
        list.change({ filter: withChosen(filter, key, values) })
      }
    />
  );
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('search')}
        value={url.get('q')}
        onChange={q => list.change({ q })}
      />
      {!withoutService && (
        <EntityFilter
          label={t('filter.service')}
          kinds={['component', 'system', 'api', 'resource']}
          value={url.get('service')}
          onChange={service => list.change({ service })}
        />
      )}
      <ChoiceFilter
        label={t('filter.status')}
        choices={STATUSES}
        values={url.list('status')}
        onChange={status => list.change({ status })}
      />
      {byChoice('changeType', t('filter.type'))}
      {byChoice('risk', t('filter.risk'))}
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
        type={CHANGE_LIST.type}
        value={othersIn(filter)}
        onChange={others => list.change({ filter: withOthers(filter, others) })}
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
