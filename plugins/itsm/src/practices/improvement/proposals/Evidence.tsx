import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Proposal } from '@callboard/plugin-itsm-common';
import {
  BarTable,
  RefLabel,
  RouterLink,
  Sparkline,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useImprovementAddresses } from '../addresses';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';
import { dayWords, figureWords, recordsHref } from './words';

/** The numbers that a proposal rests on, each with what it was before. */
export function Figures({ evidence }: Pick<Proposal, 'evidence'>) {
  const { t } = useTranslationRef(proposalsTranslationRef);
  return (
    <dl className={styles.figures}>
      {evidence.figures.map(({ label, value, unit, before }) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>
            <b>{figureWords(value, unit)}</b>
            {before !== undefined && (
              <span>
                {before === 0
                  ? t('noBefore')
                  : t('before', { value: figureWords(before, unit) })}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How it went, small; the table behind it is among the evidence. */
export function Course({ evidence }: Pick<Proposal, 'evidence'>) {
  const { series } = evidence;
  if (!series) return null;
  return (
    <div className={styles.course}>
      <Sparkline
        points={series.points.map(({ value }) => ({ value, complete: true }))}
        judged={{
          verdict: 'noise',
          xmr: series.limits && {
            ...series.limits,
            movingRange: { mean: 0, upper: 0 },
            baseline: 0,
            signals: [],
          },
        }}
      />
    </div>
  );
}

/** How it went, and what it is made of, with every number. */
export function Evidence(props: { proposal: Proposal; refs: Refs }) {
  const { proposal, refs } = props;
  const { series, rows, records, kpi } = proposal.evidence;
  const { t } = useTranslationRef(proposalsTranslationRef);
  const addresses = useImprovementAddresses();
  const base = addresses.home.replace(/\/improvement$/, '');
  const most = (values: readonly number[]) => Math.max(...values, 0);
  return (
    <div className={styles.evidence}>
      {series && (
        <div>
          <BarTable
            label={series.label}
            head={t('part')}
            columns={[series.label]}
            rows={series.points.map(({ from, value }) => ({
              key: from,
              label: dayWords(from),
              length: value / (most(series.points.map(p => p.value)) || 1),
              numbers: [figureWords(value, series.unit)],
            }))}
          />
          {series.limits && (
            <p className={styles.hint}>
              {t('usual', {
                lower: figureWords(series.limits.lower, 'number'),
                upper: figureWords(series.limits.upper, 'number'),
                centre: figureWords(series.limits.centre, 'number'),
              })}
            </p>
          )}
        </div>
      )}
      {rows && rows.items.length > 0 && (
        <BarTable
          label={rows.label}
          head={rows.label}
          columns={[rows.valueLabel]}
          rows={rows.items.map(({ label, ref, value }) => ({
            key: ref ?? label,
            label: ref ? <RefLabel entityRef={ref} refs={refs} /> : label,
            length: value / (most(rows.items.map(i => i.value)) || 1),
            numbers: [figureWords(value, rows.unit)],
          }))}
        />
      )}
      <p className={styles.links}>
        {records && (
          <RouterLink to={recordsHref(base, records)}>
            {t(`records.${records.type}`)}
          </RouterLink>
        )}
        {kpi && (
          <RouterLink to={addresses.kpi(kpi.key, kpi.where)}>
            {t('number')}
          </RouterLink>
        )}
      </p>
    </div>
  );
}
