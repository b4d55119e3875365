import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { METRICS } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements } from '../useServiceLevels';
import { WITHIN } from './breachingList';
import type { BreachingList } from './breachingList';
import styles from './Breaching.module.css';
import { breachingTranslationRef } from './translation';

/** What the queue looks ahead if nobody says. */
const USUAL = 'P1D';

/** The filters of the queue, written into the address. */
export function BreachingFilters(props: {
  list: BreachingList;
  tools?: ReactNode;
}) {
  const { list, tools } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(breachingTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const agreements = useAgreements().data?.items ?? [];
  const isLate = list.queue === 'late';
  return (
    <FilterBar tools={tools}>
      {!isLate && (
        <Select
          className={styles.within}
          aria-label={t('filter.within')}
          options={WITHIN.map(id => ({
            id,
            label: `${t('filter.within')} ${t(`within.${id}`)}`,
          }))}
          value={url.get('within') || USUAL}
          onChange={within =>
            change({ within: within === USUAL ? undefined : String(within) })
          }
        />
      )}
      <EntityFilter
        label={t('filter.service')}
        kinds={['component', 'system', 'api', 'resource']}
        value={url.get('service')}
        onChange={service => change({ service })}
      />
      {list.queue !== 'team' && (
        <EntityFilter
          label={t('filter.team')}
          kinds={['group']}
          value={url.get('team')}
          onChange={team => change({ team })}
          words={[{ value: 'mine', label: t('filter.mine') }]}
        />
      )}
      {agreements.length > 0 && (
        <ChoiceFilter
          label={t('filter.agreement')}
          choices={agreements.map(({ key, name }) => ({
            value: key,
            label: name,
          }))}
          values={url.list('agreement')}
          onChange={agreement => change({ agreement })}
        />
      )}
      <ChoiceFilter
        label={t('filter.metric')}
        choices={METRICS.map(value => ({
          value,
          label: ts(`metric.${value}`),
        }))}
        values={url.list('metric')}
        onChange={metric => change({ metric })}
      />
      {list.isFiltered && (
        <Button variant="tertiary" onPress={list.reset}>
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
