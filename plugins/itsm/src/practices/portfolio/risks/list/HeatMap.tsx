import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  LIKELIHOODS,
  RISK_IMPACTS,
  riskLevel,
  riskLevelLabel,
  riskRoutes,
  type QueryValues,
  type RiskHeat,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { risksTranslationRef } from '../translation';
import styles from './HeatMap.module.css';

const STAGES = ['now', 'before'] as const;
type Stage = (typeof STAGES)[number];
const FROM_HIGHEST = [...LIKELIHOODS].reverse();

const countAt = (
  heat: RiskHeat,
  stage: Stage,
  likelihood: number,
  impact: number,
) =>
  heat[stage].find(c => c.likelihood === likelihood && c.impact === impact)
    ?.count ?? 0;

/** The list with the risks of one field; what is left of a risk is another field of it. */
function hrefOf(
  question: QueryValues,
  stage: Stage,
  likelihood: number,
  impact: number,
): string {
  const before = { likelihood, impact };
  const treated = { status: { $in: ['watching', 'closed'] } };
  const after = {
    residualLikelihood: likelihood,
    residualImpact: impact,
  };
  const known = { residualImpact: { $exists: true } };
  const filter =
    stage === 'before'
      ? before
      : {
          $any: [
            { $all: [treated, after] },
            { $all: [before, { $not: { $all: [treated, known] } }] },
          ],
        };
  const params = new URLSearchParams({ filter: JSON.stringify(filter) });
  for (const key of ['service', 'owner'] as const) {
    const value = [question[key] ?? []].flat().join(',');
    if (value) params.set(key, value);
  }
  return `?${params}`;
}

function Grid(props: { heat: RiskHeat; stage: Stage; question: QueryValues }) {
  const { heat, stage, question } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  return (
    <table className={styles.grid}>
      <caption className={styles.caption}>{t('heat.title')}</caption>
      <thead>
        <tr>
          <td className={styles.corner}>
            <span>{t('heat.likelihood')} ↓</span>
            <span>{t('heat.impact')} →</span>
          </td>
          {RISK_IMPACTS.map(({ value, label, means }) => (
            <th key={value} scope="col" title={means}>
              <span>
                {label} <span className={styles.digit}>{value}</span>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {FROM_HIGHEST.map(({ value: likelihood, label, means }) => (
          <tr key={likelihood}>
            <th scope="row" title={means}>
              {label} <span className={styles.digit}>{likelihood}</span>
            </th>
            {RISK_IMPACTS.map(({ value: impact, label: how }) => {
              const count = countAt(heat, stage, likelihood, impact);
              const score = likelihood * impact;
              const level = riskLevel(score);
              const cell = t('heat.cell', {
                likelihood: label,
                impact: how,
                level: riskLevelLabel(level),
                score: String(score),
              });
              const counted = t('heat.count', { count });
              return (
                <td
                  key={impact}
                  className={`${styles.cell} ${styles[level]}`}
                  title={cell}
                >
                  {count > 0 ? (
                    <RouterLink
                      to={hrefOf(question, stage, likelihood, impact)}
                      aria-label={t('heat.cellOf', { risks: counted, cell })}
                    >
                      {count}
                    </RouterLink>
                  ) : (
                    <span className={styles.none} aria-label={cell}>
                      ·
                    </span>
                  )}
                  <span className={styles.level} aria-hidden>
                    {riskLevelLabel(level)}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The fields that have any risks, the highest first. */
function Rows(props: { heat: RiskHeat; stage: Stage }) {
  const { heat, stage } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const rows = [...heat[stage]].sort(
    (a, b) => b.likelihood * b.impact - a.likelihood * a.impact,
  );
  const of = (
    choices: readonly { value: number; label: string }[],
    value: number,
  ) => choices.find(one => one.value === value)?.label;
  return (
    <details className={styles.details}>
      <summary>{t('heat.table')}</summary>
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">{t('heat.likelihood')}</th>
            <th scope="col">{t('heat.impact')}</th>
            <th scope="col">{t('scores.score')}</th>
            <th scope="col">{t('heat.counts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ likelihood, impact, count }) => (
            <tr key={`${likelihood} ${impact}`}>
              <td>{of(LIKELIHOODS, likelihood)}</td>
              <td>{of(RISK_IMPACTS, impact)}</td>
              <td>
                {likelihood * impact},{' '}
                {riskLevelLabel(riskLevel(likelihood * impact))}
              </td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** How many risks are how likely and how bad, before treatment and now: each field leads to its risks. */
export function HeatMap(props: { question: QueryValues }) {
  const { question } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const [stage, setStage] = useState<Stage>('now');
  const { service, owner } = question;
  const { data, error, refetch } = useItsmQuery(riskRoutes.heat, {
    query: { service, owner } as never,
    live: true,
    keepPrevious: true,
  });
  if (!data)
    return error ? (
      <FailureMessage error={error} onRetry={() => refetch()} />
    ) : (
      <Skeleton height={380} />
    );
  const notes = [
    ...(data.unknown > 0 ? [t('heat.unknown', { count: data.unknown })] : []),
    ...(data.overdue > 0 ? [t('heat.overdue', { count: data.overdue })] : []),
  ];
  return (
    <section className={styles.map} aria-label={t('heat.title')}>
      <div className={styles.head}>
        <ToggleButtonGroup
          aria-label={t('heat.stage')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[stage]}
          onSelectionChange={keys => setStage([...keys][0] as Stage)}
        >
          {STAGES.map(one => (
            <ToggleButton key={one} id={one}>
              {t(`heat.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <p className={styles.note}>
          {data.before.length === 0 ? t('heat.empty') : t('heat.choose')}
          {notes.map(note => ` ${note}`)}
        </p>
      </div>
      <div className={styles.scroll}>
        <Grid heat={data} stage={stage} question={question} />
      </div>
      <Rows heat={data} stage={stage} />
    </section>
  );
}
