import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import { kpiWords } from '@callboard/plugin-itsm-common';
import type {
  InitiativePreviewed,
  KpiInfo,
} from '@callboard/plugin-itsm-common';
import { problemProps } from '@callboard/plugin-itsm-react';
import { WhereWords } from '../words/WhereWords';
import styles from './Form.module.css';
import { BASELINES, isWeakTarget } from './measure';
import type { MeasureContext, MeasureForm } from './measure';
import { unitLike, unitsFor } from './targetUnits';
import { initiativeFormTranslationRef } from './translation';

/** What is wrong with what is measured, by field. */
export interface MeasureProblems {
  target?: string;
  days?: string;
}

/** Chooses the KPI, of what it is measured, the time that it is compared with and the target. */
export function MeasureInputs(props: {
  form: MeasureForm;
  onChange: (form: MeasureForm) => void;
  context: MeasureContext;
  kpis: readonly KpiInfo[];
  /** What was found, so that the target stands beside it. */
  found: InitiativePreviewed | undefined;
  problems: MeasureProblems;
}) {
  const { form, onChange, context, kpis, found, problems } = props;
  const { t } = useTranslationRef(initiativeFormTranslationRef);
  const change = (changes: Partial<MeasureForm>) =>
    onChange({ ...form, ...changes });
  const info = kpis.find(({ key }) => key === form.kpi);
  const select = (
    label: string,
    options: readonly { value: string; label: string }[],
    value: string,
    onSelect: (value: string) => void,
  ) => (
    <Select
      label={label}
      options={[...options]}
      value={value}
      onChange={chosen => onSelect(String(chosen))}
    />
  );
  const has = (dimension: string) =>
    info?.dimensions.some(({ key }) => key === dimension) ?? false;
  const ways = [
    { value: 'all', label: t('ofAll') },
    ...(context.serviceRef && has('serviceRef')
      ? [{ value: 'service', label: t('ofService') }]
      : []),
    ...(context.ownerRef && has('ownerRef')
      ? [{ value: 'team', label: t('ofTeam') }]
      : []),
    ...(form.kept
      ? [{ value: 'kept', label: t('ofKept', { what: '' }).replace(': ', '') }]
      : []),
  ];
  const baseline = found?.baseline?.value;
  const units = unitsFor(info?.unit);
  const unit = form.targetIn ?? unitLike(baseline, info?.unit);
  const isWeak = isWeakTarget({ ...form, targetIn: unit }, info, found);
  return (
    <>
      {select(
        t('kpi'),
        [
          { value: '', label: t('kpiNone') },
          ...kpis.map(({ key, name }) => ({ value: key, label: name })),
        ],
        form.kpi ?? '',
        kpi =>
          change({
            kpi: kpi || undefined,
            statistic: undefined,
            target: '',
            targetIn: undefined,
            direction: undefined,
            of: 'all',
            kept: undefined,
          }),
      )}
      {info && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {info.purpose} {info.formulaWords}
          </Text>
          <div className={styles.beside}>
            {info.statistics &&
              select(
                t('statistic'),
                info.statistics.map(value => ({
                  value,
                  label: t(`statistics.${value}`),
                })),
                form.statistic ?? info.statistic ?? '',
                statistic => change({ statistic: statistic as never }),
              )}
            {select(t('of'), ways, form.of, of =>
              change({ of: of as MeasureForm['of'] }),
            )}
            {select(
              t('every'),
              [
                { value: 'month', label: t('month') },
                { value: 'week', label: t('week') },
              ],
              form.every,
              every => change({ every: every as MeasureForm['every'] }),
            )}
            {info.direction === 'neutral' &&
              select(
                t('direction'),
                [
                  { value: 'down', label: t('down') },
                  { value: 'up', label: t('up') },
                ],
                form.direction ?? '',
                way => change({ direction: way as never }),
              )}
          </div>
          {form.of === 'kept' && form.kept && (
            <Text as="p" variant="body-small" color="secondary">
              {t('ofKept', { what: '' })}
              <WhereWords where={form.kept} info={info} />
            </Text>
          )}
          <div className={styles.beside}>
            {select(
              t('baseline'),
              BASELINES.map(value => ({
                value,
                label: t(`baselines.${value}`),
              })),
              form.baseline,
              word => change({ baseline: word as never }),
            )}
            {form.baseline === 'own' &&
              (['from', 'to'] as const).map(end => (
                <TextField
                  key={end}
                  label={t(end)}
                  type={'date' as 'text'}
                  value={form[end]}
                  onChange={day => change({ [end]: day })}
                  {...problemProps(end === 'to' ? problems.days : undefined)}
                />
              ))}
          </div>
          <div className={styles.beside}>
            <TextField
              label={t('target')}
              description={
                baseline === undefined
                  ? undefined
                  : t('targetHint', { baseline: kpiWords(baseline, info.unit) })
              }
              inputMode="decimal"
              value={form.target}
              onChange={text => change({ target: text, targetIn: unit })}
              {...problemProps(
                problems.target ?? (isWeak ? t('targetWeak') : undefined),
              )}
            />
            {units.length > 1 &&
              select(
                t('targetIn'),
                units.map(value => ({ value, label: t(`units.${value}`) })),
                unit,
                chosen => change({ targetIn: chosen as never }),
              )}
          </div>
        </>
      )}
    </>
  );
}
