import { InputError } from '@backstage/errors';
import {
  residualRefusal,
  riskLevel,
  riskScores,
  TREATED_RISK_STATES,
  type RiskNumbers,
} from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const KEYS = [
  'likelihood',
  'impact',
  'residualLikelihood',
  'residualImpact',
] as const;

/** The scores of a risk follow from its numbers, and from whether its treatment is in place. */
export const worksOutItsScores: RecordRule = ({ before, after }) => {
  const numbers: RiskNumbers = Object.fromEntries(
    KEYS.flatMap(key =>
      typeof after[key] === 'number' ? [[key, after[key]]] : [],
    ),
  );
  // What is left of a treatment that is not there any more is not told, and need not fit.
  const changed = KEYS.some(key => before?.[key] !== after[key]);
  const refused = changed ? residualRefusal(numbers) : undefined;
  if (refused) throw new InputError(refused);
  const treated = (TREATED_RISK_STATES as readonly string[]).includes(
    String(after.status),
  );
  const { score, residualScore, currentScore } = riskScores(numbers, treated);
  return {
    score,
    residualScore,
    currentScore,
    level: currentScore === undefined ? undefined : riskLevel(currentScore),
  };
};
