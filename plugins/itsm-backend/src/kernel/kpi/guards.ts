import type { KpiDefinition, KpiFormula } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';
import type { CountedBook } from './CountedBook';
import { termsOf } from './formulas';

/** What is told of few people to nobody, or of a team to the team alone. */
export type Guard = Pick<KpiDefinition, 'fewest' | 'forTeamItself'>;

/**
 * What numbers of practices promise of the facts that formulas count holds whoever counts them: a number
 * of one's own tells no more of what single people said, or of a team, than the practice does.
 */
export function guardOf(
  formulas: readonly KpiFormula[],
  book: Pick<CountedBook, 'kpis'>,
): Guard {
  const placesOf = (formula: KpiFormula) =>
    termsOf(formula).map(({ facts }) => `${facts.kind} ${facts.stage}`);
  const counted = new Set(formulas.flatMap(placesOf));
  const guards = book
    .kpis()
    .filter(
      kpi =>
        (kpi.fewest !== undefined || kpi.forTeamItself) &&
        placesOf(kpi.formula).some(place => counted.has(place)),
    );
  const fewest = Math.max(0, ...guards.map(kpi => kpi.fewest ?? 0));
  return {
    ...(fewest > 0 && { fewest }),
    ...(guards.some(kpi => kpi.forTeamItself) && { forTeamItself: true }),
  };
}

/** Whether a formula says of how many it is, and nothing of them beside. */
function saysOfHowMany(formula: KpiFormula): boolean {
  if (formula.of === 'count') return formula.facts.mark === undefined;
  if (formula.of === 'share') return formula.among === undefined;
  return formula.of === 'value';
}

/** Why what is told of few people to nobody cannot be counted by a formula: how many there are is told. */
export function guardFaults(
  formula: KpiFormula,
  book: Pick<CountedBook, 'kpis'>,
): DefinitionFault[] {
  const { fewest } = guardOf([formula], book);
  if (fewest === undefined || saysOfHowMany(formula)) return [];
  return [
    {
      path: [],
      message: `what single people said is told of ${fewest} and more only; count it as a share or a value of all of it`,
    },
  ];
}
