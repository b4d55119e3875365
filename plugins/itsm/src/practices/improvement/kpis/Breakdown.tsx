import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Skeleton } from '@backstage/ui';
import { KPI_NONE } from '@callboard/plugin-itsm-common';
import type {
  KpiAnswer,
  KpiInfo,
  KpiPoint,
} from '@callboard/plugin-itsm-common';
import {
  ParetoChart,
  RecordSection,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { useLocation } from 'react-router-dom';
import { keptParam, writeKept } from '../addresses';
import styles from './KpiPage.module.css';
import { isAdditive } from './told';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

/** The number by a dimension: what makes up most of it, or where it is most. */
export function Breakdown(props: {
  info: KpiInfo;
  asked: AskedOfKpi;
  total: KpiPoint;
  answer: KpiAnswer | undefined;
}) {
  const { info, asked, total, answer } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const { search } = useLocation();
  const by = asked.by!;
  const adds = isAdditive(info, asked.statistic);
  const title = t(adds ? 'page.by.title' : 'page.by.titleCompare');
  // The page of what is left when one looks at one of them only.
  const narrowed = (value: string) => {
    const next = new URLSearchParams(search);
    next.set(keptParam(by.key), writeKept([value]));
    for (const name of ['by', 'at', 'cursor']) next.delete(name);
    return `?${next}`;
  };
  return (
    <RecordSection
      title={title}
      actions={
        info.dimensions.length > 1 && (
          <Select
            className={styles.choice}
            aria-label={t('page.by.label')}
            options={info.dimensions.map(({ key, label }) => ({
              id: key,
              label: `${t('page.by.label')} ${label.toLocaleLowerCase(
                'en-US',
              )}`,
            }))}
            value={by.key}
            onChange={key => asked.url.set({ by: String(key) })}
          />
        )
      }
    >
      {!answer && <Skeleton height={160} />}
      {answer && (
        <ParetoChart
          hideTitle
          title={`${title} ${info.name}`}
          unit={answer.unit}
          dimension={by.label}
          groups={answer.groups ?? []}
          whole={adds ? total.value ?? 0 : undefined}
          moreGroups={answer.moreGroups}
          nameOf={({ value, label }) => (
            <RouterLink
              to={narrowed(value ?? KPI_NONE)}
              title={t('page.by.narrow', { name: label })}
            >
              {label}
            </RouterLink>
          )}
        />
      )}
    </RecordSection>
  );
}
