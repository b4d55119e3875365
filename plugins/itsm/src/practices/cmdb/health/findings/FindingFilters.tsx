import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  cmdbHealthRoutes,
  FINDING_SEVERITIES,
  HEALTH_DIMENSIONS,
  nameOf,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { useClasses } from '../../classes/useClasses';
import { ciHealthTranslationRef } from '../translation';
import type { FindingList } from './findingList';
import { ciFindingTranslationRef } from './translation';

const FRESH_MS = 300_000;
const ITEM_KINDS = ['component', 'system', 'api', 'resource', 'domain'];

interface Choice {
  value: string;
  label: string;
}

/** What there is, and what the address names though it is there no more. */
function withChosen(choices: readonly Choice[], chosen: readonly string[]) {
  const known = new Set(choices.map(c => c.value));
  const others = chosen.filter(value => !known.has(value));
  return [
    ...choices,
    ...others.map(value => ({ value, label: nameOf(value) })),
  ];
}

/** The filters of the list, written into the address. */
export function FindingFilters(props: {
  list: FindingList;
  tools?: ReactNode;
}) {
  const { list, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { t: th } = useTranslationRef(ciHealthTranslationRef);
  const classes = useClasses();
  const rules = useItsmQuery(cmdbHealthRoutes.rules, { staleTime: FRESH_MS });
  const dimensions = url.list('dimension');
  const offered = (rules.data?.items ?? [])
    .filter(r => dimensions.length === 0 || dimensions.includes(r.dimension))
    .map(({ key, label }) => ({ value: key, label }));
  return (
    <FilterBar tools={tools}>
      <ChoiceFilter
        label={t('filter.dimension')}
        choices={HEALTH_DIMENSIONS.map(value => ({
          value,
          label: th(`score.${value}`),
        }))}
        values={dimensions}
        onChange={dimension => change({ dimension })}
      />
      <ChoiceFilter
        label={t('filter.rule')}
        choices={withChosen(offered, url.list('rule'))}
        values={url.list('rule')}
        onChange={rule => change({ rule })}
      />
      <ChoiceFilter
        label={t('filter.severity')}
        choices={FINDING_SEVERITIES.map(value => ({
          value,
          label: th(`severity.${value}`),
        }))}
        values={url.list('severity')}
        onChange={severity => change({ severity })}
      />
      <ChoiceFilter
        label={t('filter.class')}
        choices={withChosen(
          [
            ...classes.map(({ key, name }) => ({ value: key, label: name })),
            { value: 'none', label: t('filter.noClass') },
          ],
          url.list('class'),
        )}
        values={url.list('class')}
        onChange={chosen => change({ class: chosen })}
      />
      <EntityFilter
        label={t('filter.owner')}
        kinds={['group']}
        value={url.get('owner')}
        onChange={owner => change({ owner })}
        words={[
          { value: 'mine', label: t('filter.mine') },
          { value: 'none', label: t('filter.nobody') },
        ]}
      />
      <EntityFilter
        label={t('filter.system')}
        kinds={['system']}
        value={url.get('system')}
        onChange={system => change({ system })}
        words={[{ value: 'none', label: t('filter.noSystem') }]}
      />
      <ChoiceFilter
        label={t('filter.task')}
        choices={(['yes', 'no'] as const).map(value => ({
          value,
          label: t(`filter.tasks.${value}`),
        }))}
        values={url.list('task')}
        // Both is the same as neither.
        onChange={chosen =>
          change({ task: chosen.length === 2 ? undefined : chosen })
        }
      />
      {url.get('ref') && (
        <EntityFilter
          label={t('filter.item')}
          kinds={ITEM_KINDS}
          value={url.get('ref')}
          onChange={ref => change({ ref })}
        />
      )}
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
