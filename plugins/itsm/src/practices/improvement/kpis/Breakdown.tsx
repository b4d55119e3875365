import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Skeleton } from '@backstage/ui';
import { KPI_NONE } from '@callboard/plugin-itsm-common';
import type { KpiInfo, KpiPoint } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ParetoChart,
  RecordSection,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { useLocation } from 'react-router-dom';
import { keptParam, writeKept } from '../addresses';
import styles from './KpiPage.module.css';
import { isAdditive, worstFirst } from './told';
import { kpisTranslationRef } from './translation';
import type { useKpiAnswers } from './useKpis';
import type { AskedOfKpi } from './useKpiQuestion';

/** So many parts are shown. */
const SHOWN = 20;
/** The number by a dimension: what makes up most of it, or where it is most. */
export function Breakdown(props: {
  info: KpiInfo;
  asked: AskedOfKpi;
  total: KpiPoint;
  /** The groups. */
  result: ReturnType<typeof useKpiAnswers>;
}) {
  const { info, asked, total, result } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const { search } = useLocation();
  const by = asked.by!;
  const answer = result.data?.[0];
  const adds = isAdditive(info, asked.statistic);
  const compared = info.direction === 'neutral' ? 'titleCompare' : 'titleWorst';
  const title = t(`page.by.${adds ? 'title' : compared}`);
  const groups = answer?.groups ?? [];
  const ordered = adds ? groups : worstFirst(groups, info.direction);
  const shown = ordered.slice(0, SHOWN);
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
      {!answer && result.error && (
        <FailureMessage
          small
          error={result.error}
          onRetry={() => result.refetch()}
        />
      )}
      {!answer && !result.error && <Skeleton height={160} />}
      {answer && (
        <ParetoChart
          hideTitle
          title={`${title} ${info.name}`}
          unit={answer.unit}
          dimension={by.label}
          groups={shown}
          whole={adds ? total.value ?? 0 : undefined}
          moreGroups={(answer.moreGroups ?? 0) + ordered.length - shown.length}
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
