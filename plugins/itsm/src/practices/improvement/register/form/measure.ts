import { beginAfter, beginOf, reaches } from '@callboard/plugin-itsm-common';
import type {
  Initiative,
  InitiativeDirection,
  InitiativePreview,
  InitiativePreviewed,
  KpiInfo,
  KpiStatistic,
  KpiWhere,
  MeasureEvery,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { readTarget, unitLike, writeTarget } from './targetUnits';
import type { TargetUnit } from './targetUnits';

/** Times that are offered to compare with, whole months each. */
export const BASELINES = ['m1', 'm3', 'm6', 'm12', 'own', 'none'] as const;
export type BaselineWord = (typeof BASELINES)[number];
const MONTHS: Readonly<Partial<Record<BaselineWord, number>>> = {
  m1: 1,
  m3: 3,
  m6: 6,
  m12: 12,
};

/** Of what is measured. */
export type MeasuredOf = 'all' | 'service' | 'team' | 'kept';

/** What is measured, as it is being written. */
export interface MeasureForm {
  kpi?: string;
  statistic?: KpiStatistic;
  of: MeasuredOf;
  /** What was said elsewhere, e.g. by the page of a number. */
  kept?: KpiWhere;
  every: MeasureEvery;
  direction?: InitiativeDirection;
  baseline: BaselineWord;
  /** Days, the last one with it. */
  from: string;
  to: string;
  target: string;
  targetIn?: TargetUnit;
}

/** What it is measured of can name. */
export interface MeasureContext {
  serviceRef?: string;
  ownerRef?: string;
  zone: string;
  now: number;
}

/** What is measured before anything is said. */
export const emptyMeasure = (
  known: Partial<MeasureForm> = {},
): MeasureForm => ({
  of: known.kept ? 'kept' : 'all',
  every: 'month',
  baseline: 'm3',
  from: '',
  to: '',
  target: '',
  ...known,
});

/** Which facts are kept. */
export function whereOf(
  { of, kept }: MeasureForm,
  { serviceRef, ownerRef }: MeasureContext,
): KpiWhere | undefined {
  if (of === 'service' && serviceRef) return { serviceRef: [serviceRef] };
  if (of === 'team' && ownerRef) return { ownerRef: [ownerRef] };
  return of === 'kept' ? kept : undefined;
}

/** The time that is compared with; undefined while it is not said, or cannot be. */
export function baselineOf(
  form: MeasureForm,
  { zone, now }: MeasureContext,
): { from: string; to: string } | undefined {
  const months = MONTHS[form.baseline];
  const iso = (at: number) => new Date(at).toISOString();
  if (months !== undefined) {
    const to = beginOf(now, 'month', zone);
    return { from: iso(beginAfter(to, 'month', zone, -months)), to: iso(to) };
  }
  if (form.baseline !== 'own') return undefined;
  const from = DateTime.fromISO(form.from, { zone });
  const to = DateTime.fromISO(form.to, { zone }).plus({ days: 1 });
  if (!from.isValid || !to.isValid || from >= to) return undefined;
  return { from: iso(from.toMillis()), to: iso(to.toMillis()) };
}

/** The target in the unit of the KPI. */
export const targetOf = (
  form: MeasureForm,
  info: Pick<KpiInfo, 'unit'> | undefined,
): number | undefined =>
  readTarget(form.target, form.targetIn ?? unitLike(undefined, info?.unit));

/** Whether the target is no better than the baseline: it would be reached before anything is done. */
export function isWeakTarget(
  form: MeasureForm,
  info: KpiInfo | undefined,
  found: InitiativePreviewed | undefined,
): boolean {
  const target = targetOf(form, info);
  const baseline = found?.baseline?.value;
  const direction =
    info?.direction === 'neutral' ? form.direction : info?.direction;
  return (
    target !== undefined &&
    baseline !== undefined &&
    direction !== undefined &&
    reaches(baseline, target, direction)
  );
}

/** What is asked to be measured while it is being written; undefined without a KPI. */
export function previewOf(
  form: MeasureForm,
  context: MeasureContext,
): InitiativePreview | undefined {
  if (!form.kpi) return undefined;
  const baseline = baselineOf(form, context);
  return {
    kpi: form.kpi,
    kpiWhere: whereOf(form, context),
    statistic: form.statistic,
    measureEvery: form.every,
    baselineFrom: baseline?.from,
    baselineTo: baseline?.to,
  };
}

/** What is said of what is measured, as the API takes it. */
export function measureToSend(
  form: MeasureForm,
  context: MeasureContext,
  info: KpiInfo | undefined,
) {
  const preview = previewOf(form, context);
  if (!preview) return { measureEvery: form.every };
  return {
    ...preview,
    target: targetOf(form, info),
    // Where the number says it itself nothing is said.
    direction: info?.direction === 'neutral' ? form.direction : undefined,
  };
}

/** What an initiative measures, to be edited. */
export function measureFormOf(
  initiative: Initiative,
  zone: string,
): MeasureForm {
  const { kpiUnit, target, baselineValue, kpiWhere } = initiative;
  const targetIn = unitLike(target ?? baselineValue, kpiUnit);
  const day = (instant: string | undefined, days = 0) =>
    instant
      ? DateTime.fromISO(instant, { zone }).minus({ days }).toISODate()!
      : '';
  return {
    kpi: initiative.kpi,
    statistic: initiative.statistic,
    of: kpiWhere ? 'kept' : 'all',
    kept: kpiWhere,
    every: initiative.measureEvery ?? 'month',
    direction: initiative.direction,
    baseline: initiative.baselineFrom ? 'own' : 'm3',
    from: day(initiative.baselineFrom),
    to: day(initiative.baselineTo, 1),
    target: target === undefined ? '' : writeTarget(target, targetIn),
    targetIn,
  };
}
