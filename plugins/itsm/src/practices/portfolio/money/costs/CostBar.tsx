import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { COST_KINDS, costRoutes } from '@callboard/plugin-itsm-common';
import {
  EntityFilter,
  ExportButton,
  SearchBox,
} from '@callboard/plugin-itsm-react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { PERIODS } from './useCosts';
import type { CostQuestion } from './useCosts';

const NO_COLUMNS: readonly string[] = [];

/** Which months are looked at. */
export function PeriodFields(props: {
  question: Pick<CostQuestion, 'url' | 'period' | 'months'>;
  shown?: { from: string; to: string };
}) {
  const { url, period, months } = props.question;
  const { t } = useTranslationRef(moneyTranslationRef);
  const month = (name: 'from' | 'to') => (
    <span className={styles.month}>
      <TextField
        label={t(`costs.${name}`)}
        size="small"
        // The field passes the type on; the browser's own control knows months.
        type={'month' as 'text'}
        value={months[name] ?? props.shown?.[name] ?? ''}
        onChange={value =>
          /^\d{4}-\d\d$/.test(value) &&
          url.set({ [name]: value, period: 'own', cursor: undefined })
        }
      />
    </span>
  );
  return (
    <>
      <span className={styles.choice}>
        <Select
          label={t('costs.period')}
          size="small"
          options={PERIODS.map(value => ({
            value,
            label: t(`costs.${value}`),
          }))}
          value={period}
          onChange={value =>
            url.set({
              period: value === 'year' ? undefined : String(value),
              from: undefined,
              to: undefined,
              cursor: undefined,
            })
          }
        />
      </span>
      {period === 'own' && month('from')}
      {period === 'own' && month('to')}
    </>
  );
}

/** Which months and services are looked at, and the same as a file. */
export function CostBar(props: {
  question: CostQuestion;
  shown?: { from: string; to: string };
}) {
  const { question, shown } = props;
  const { url, filters } = question;
  const { t } = useTranslationRef(moneyTranslationRef);
  const change = (values: Record<string, string | undefined>) =>
    url.set({ ...values, cursor: undefined });
  return (
    <div className={styles.bar}>
      <PeriodFields question={question} shown={shown} />
      <span className={styles.choice}>
        <Select
          label={t('costs.kind')}
          size="small"
          options={[
            { value: 'all', label: t('costs.allKinds') },
            ...COST_KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
          ]}
          value={filters.kind ?? 'all'}
          onChange={value =>
            change({ kind: value === 'all' ? undefined : String(value) })
          }
        />
      </span>
      <EntityFilter
        kinds={['group']}
        label={t('costs.owner')}
        value={filters.owner ?? ''}
        onChange={owner => change({ owner: owner || undefined })}
      />
      <SearchBox
        label={t('costs.search')}
        value={filters.q ?? ''}
        onChange={q => change({ q: q || undefined })}
      />
      <span className={styles.end}>
        <ExportButton
          route={costRoutes.export}
          question={filters}
          columns={NO_COLUMNS}
        />
      </span>
    </div>
  );
}
