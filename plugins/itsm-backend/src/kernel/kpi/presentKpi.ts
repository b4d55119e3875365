import type {
  KpiFormula,
  KpiInfo,
  KpiStatistic,
} from '@callboard/plugin-itsm-common';
import { hourlyTerm, termsOf } from './formulas';
import type { KpiEntry } from './KpiBook';
import type { KpiLabels } from './KpiLabels';
import { grainsOf } from './readQuestion';

const iso = (instant: number) => new Date(instant).toISOString();

/** Whether hours are kept of what it counts: all that reaches a stage, not a part of it. */
function hasHeatMap(formula: KpiFormula): boolean {
  const term = hourlyTerm(formula);
  return term !== undefined && term.facts.mark === undefined;
}

const isLevel = ({ of }: KpiFormula) => of === 'level' || of === 'level-age';

/** A number with all that a page shows beside it. */
export function presentKpi(entry: KpiEntry, labels: KpiLabels): KpiInfo {
  const { definition, dimensions } = entry;
  const { formula } = definition;
  const told = definition.awaits === undefined;
  const kinds = [...new Set(termsOf(formula).map(t => t.facts.kind))];
  return {
    key: definition.key,
    practice: definition.practice,
    name: definition.name,
    purpose: definition.purpose,
    formulaWords: definition.formulaWords,
    source: definition.source,
    unit: definition.unit,
    direction: definition.direction,
    basis: definition.basis,
    bases: [
      definition.basis,
      ...(definition.stated && definition.basis !== 'stated'
        ? (['stated'] as const)
        : []),
    ],
    shape: formula.of,
    ...(formula.of === 'value' && {
      statistics: [...formula.statistics] as KpiStatistic[],
      statistic: formula.statistic,
    }),
    dimensions: dimensions.map(dimension => {
      const fixed = labels.fixed(dimension, kinds);
      return {
        key: dimension.key,
        label: dimension.label,
        entity: dimension.entity === true,
        ...(fixed && { labels: { ...fixed } }),
        ...(dimension.hourly && { hourly: true }),
      };
    }),
    grains: [...grainsOf(formula)],
    ownerRef: definition.ownerRef,
    target: definition.target,
    forTeamItself: definition.forTeamItself === true,
    version: definition.version,
    ...(entry.since !== undefined && { since: iso(entry.since) }),
    versions: entry.versions.map(({ version, at, what, askable }) => ({
      version,
      ...(at !== undefined && { at: iso(at) }),
      what,
      askable,
    })),
    awaits: definition.awaits,
    definition: entry.definitionKey,
    of: entry.of,
    ...(entry.where && {
      where: Object.fromEntries(
        Object.entries(entry.where).map(([key, values]) => [key, [...values]]),
      ),
    }),
    has: {
      records:
        told && formula.of !== 'gauge' && definition.fewest === undefined,
      heatMap: told && hasHeatMap(formula),
      ages: told && isLevel(formula),
    },
  };
}
