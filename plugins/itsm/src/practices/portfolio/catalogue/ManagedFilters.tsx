import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  MANAGED_LEVEL_VALUES,
  SERVICE_KINDS,
  TIER_LABELS,
  TIERS,
  type ManagedSummary,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { catalogueTranslationRef } from './translation';
import type { ManagedList } from './useManagedList';

/** Search and filters of the list, written into the address. */
export function ManagedFilters(props: {
  list: ManagedList;
  checks: ManagedSummary['checks'];
  tools?: ReactNode;
}) {
  const { list, checks, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(catalogueTranslationRef);
  const choice = (
    name: 'kind' | 'tier' | 'level' | 'missing',
    choices: readonly { value: string; label: string }[],
  ) => (
    <ChoiceFilter
      label={t(`managed.filter.${name}`)}
      choices={choices}
      values={url.list(name)}
      onChange={values => change({ [name]: values })}
    />
  );
  return (
    <FilterBar tools={tools}>
      <SearchBox
        label={t('managed.search')}
        value={url.get('q')}
        onChange={q => change({ q })}
      />
      {choice(
        'missing',
        checks.map(({ key, label }) => ({ value: key, label })),
      )}
      <EntityFilter
        label={t('managed.filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
        words={[
          { value: 'mine', label: t('managed.filter.mine') },
          { value: 'none', label: t('managed.filter.nobody') },
        ]}
      />
      {choice(
        'level',
        MANAGED_LEVEL_VALUES.map(value => ({
          value,
          label: t(`managed.level.${value}`),
        })),
      )}
      {choice('tier', [
        ...TIERS.map(value => ({
          value: value as string,
          label: TIER_LABELS[value],
        })),
        { value: 'none', label: t('managed.filter.tierNone') },
      ])}
      {choice(
        'kind',
        SERVICE_KINDS.map(value => ({
          value,
          label: t(`managed.kind.${value}`),
        })),
      )}
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('managed.filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
