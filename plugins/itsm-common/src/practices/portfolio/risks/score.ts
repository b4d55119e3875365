/**
 * How likely it is that a risk comes true within a year. Five levels as in NIST SP 800-30, appendix G;
 * how often is ours, so that two people mean the same by a number.
 */
export const LIKELIHOODS = [
  { value: 1, label: 'Rare', means: 'Less than once in ten years' },
  { value: 2, label: 'Unlikely', means: 'Once in three to ten years' },
  { value: 3, label: 'Possible', means: 'Once in one to three years' },
  { value: 4, label: 'Likely', means: 'Once or twice a year' },
  { value: 5, label: 'Almost certain', means: 'Several times a year' },
] as const;
export type Likelihood = (typeof LIKELIHOODS)[number]['value'];

/** How much it hurts if it does. Five levels as in NIST SP 800-30, appendix H. */
export const RISK_IMPACTS = [
  { value: 1, label: 'Negligible', means: 'Nobody outside the team notices' },
  { value: 2, label: 'Minor', means: 'Some users are hindered for hours' },
  {
    value: 3,
    label: 'Moderate',
    means: 'A service is down for hours, or a promise is missed',
  },
  {
    value: 4,
    label: 'Major',
    means: 'A critical service is down for a day, or data are lost',
  },
  {
    value: 5,
    label: 'Severe',
    means: 'The business is in danger, or people are harmed',
  },
] as const;
export type RiskImpact = (typeof RISK_IMPACTS)[number]['value'];

/** How high a risk is, lowest first. `from` is the least score of it. */
export const RISK_SCORE_LEVELS = [
  { value: 'low', label: 'Low', from: 1 },
  { value: 'medium', label: 'Medium', from: 5 },
  { value: 'high', label: 'High', from: 10 },
  { value: 'critical', label: 'Critical', from: 16 },
] as const;
export type RiskScoreLevel = (typeof RISK_SCORE_LEVELS)[number]['value'];
export const RISK_SCORE_LEVEL_VALUES = RISK_SCORE_LEVELS.map(l => l.value) as [
  RiskScoreLevel,
  ...RiskScoreLevel[],
];

/** Likelihood times impact, from 1 to 25; undefined as long as one of them is not said. */
export const riskScore = (
  likelihood: number | undefined,
  impact: number | undefined,
): number | undefined =>
  likelihood === undefined || impact === undefined
    ? undefined
    : likelihood * impact;

/** How high a score is. */
export const riskLevel = (score: number): RiskScoreLevel =>
  [...RISK_SCORE_LEVELS].reverse().find(({ from }) => score >= from)?.value ??
  'low';

/** Words for a level. */
export const riskLevelLabel = (level: RiskScoreLevel): string =>
  RISK_SCORE_LEVELS.find(({ value }) => value === level)!.label;

/** What a risk is without and with its treatment. */
export interface RiskNumbers {
  likelihood?: number;
  impact?: number;
  residualLikelihood?: number;
  residualImpact?: number;
}

/** What a risk is now, and what it would be without treatment. */
export interface RiskScores {
  /** Before treatment. */
  score?: number;
  /** After treatment, where that was said. */
  residualScore?: number;
  /** What counts now: what is left once it was treated, and all of it until then. */
  currentScore?: number;
}

/**
 * The scores of a risk.
 *
 * @param treated - whether its treatment is in place: what is left counts only then
 */
export function riskScores(risk: RiskNumbers, treated: boolean): RiskScores {
  const score = riskScore(risk.likelihood, risk.impact);
  const residualScore = riskScore(risk.residualLikelihood, risk.residualImpact);
  return {
    score,
    residualScore,
    currentScore: treated ? residualScore ?? score : score,
  };
}

/** Why what is left cannot be; undefined if it can. A treatment that makes a risk worse is none. */
export function residualRefusal(risk: RiskNumbers): string | undefined {
  const { likelihood, impact, residualLikelihood, residualImpact } = risk;
  if ((residualLikelihood === undefined) !== (residualImpact === undefined))
    return 'residualImpact: say both how likely it is and how much it hurts with the treatment, or neither';
  if (residualLikelihood === undefined || residualImpact === undefined)
    return undefined;
  const score = riskScore(likelihood, impact);
  if (score === undefined)
    return 'likelihood: say first what the risk is without the treatment';
  return residualLikelihood * residualImpact > score
    ? `residualImpact: with its treatment the risk would be higher (${
        residualLikelihood * residualImpact
      }) than without it (${score}); correct one of the two`
    : undefined;
}
