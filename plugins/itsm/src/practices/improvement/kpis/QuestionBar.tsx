import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import type { KpiDimension, KpiInfo } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  EntityFilter,
  FilterBar,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './KpiPage.module.css';
import { PeriodPicker } from './PeriodPicker';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

const KINDS_OF_SERVICES = ['component', 'system', 'api', 'resource'];
const NONE = 'none';

function kindsOf({ key }: KpiDimension): readonly string[] {
  return key === 'ownerRef' || key === 'holder' ? ['group'] : KINDS_OF_SERVICES;
}

/** A filter by a dimension whose values are known: entities, or a few words. */
function DimensionFilter(props: {
  dimension: KpiDimension;
  asked: AskedOfKpi;
}) {
  const { dimension, asked } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const values = asked.kept[dimension.key] ?? [];
  if (dimension.entity) {
    return (
      <EntityFilter
        label={dimension.label}
        kinds={kindsOf(dimension)}
        value={values[0] ?? ''}
        onChange={value => asked.keep(dimension.key, value ? [value] : [])}
        words={[{ value: NONE, label: t('page.none') }]}
      />
    );
  }
  const known = Object.entries(dimension.labels ?? {}).map(
    ([value, label]) => ({ value, label }),
  );
  // One that was chosen below is let go here.
  const chosen = values
    .filter(value => !known.some(each => each.value === value))
    .map(value => ({ value, label: value === NONE ? t('page.none') : value }));
  if (known.length + chosen.length === 0) return <></>;
  return (
    <ChoiceFilter
      label={dimension.label}
      choices={[...known, ...chosen]}
      values={values}
      onChange={next => asked.keep(dimension.key, next)}
    />
  );
}

/** What is asked of the number, all of it in the address. */
export function QuestionBar(props: {
  info: KpiInfo;
  zone: string;
  asked: AskedOfKpi;
  tools?: ReactNode;
}) {
  const { info, zone, asked, tools } = props;
  const { url } = asked;
  const { t } = useTranslationRef(kpisTranslationRef);
  const set = (changes: Record<string, string | undefined>) =>
    url.set({ ...changes, at: undefined, cursor: undefined });
  const statistics = info.statistics ?? [];
  const kept = Object.keys(asked.kept);
  return (
    <FilterBar tools={tools}>
      <PeriodPicker
        period={asked.period}
        zone={zone}
        onChange={({ period, from, to }) =>
          set({ period, from, to, grain: undefined })
        }
      />
      <Select
        className={styles.choice}
        aria-label={t('page.grain.label')}
        options={info.grains.map(id => ({ id, label: t(`page.grain.${id}`) }))}
        value={asked.grain}
        onChange={grain => set({ grain: String(grain) })}
      />
      {statistics.length > 1 && asked.statistic && (
        <Select
          className={styles.choice}
          aria-label={t('page.statistic.label')}
          options={statistics.map(id => ({
            id,
            label: t(`page.statistic.${id}`),
          }))}
          value={asked.statistic}
          onChange={id =>
            set({ statistic: id === info.statistic ? undefined : String(id) })
          }
        />
      )}
      {info.bases.length > 1 && (
        <Select
          className={`${styles.choice} ${styles.wide}`}
          aria-label={t('page.basis.label')}
          options={info.bases.map(id => ({
            id,
            label: t(`page.basis.${id}`),
          }))}
          value={asked.basis}
          onChange={id =>
            set({ basis: id === info.basis ? undefined : String(id) })
          }
        />
      )}
      <Select
        className={`${styles.choice} ${styles.wide}`}
        aria-label={t('page.compare.label')}
        options={(['none', 'before', 'year'] as const).map(id => ({
          id,
          label: t(`page.compare.${id}`),
        }))}
        value={asked.compare ?? 'none'}
        onChange={id =>
          set({ compare: id === 'none' ? undefined : String(id) })
        }
      />
      {info.dimensions.map(dimension => (
        <DimensionFilter
          key={dimension.key}
          dimension={dimension}
          asked={asked}
        />
      ))}
      {kept.length > 0 && (
        <Button
          variant="tertiary"
          onPress={() =>
            set(Object.fromEntries(kept.map(key => [`f.${key}`, undefined])))
          }
        >
          {t('page.reset')}
        </Button>
      )}
    </FilterBar>
  );
}
