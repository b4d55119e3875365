import { DEMAND_CRITERIA, type DemandCriterion } from './model';

/** How much each thing counts, whole numbers; what is 0 counts nothing. */
export interface DemandWeights {
  value: number;
  cost: number;
  risk: number;
  fit: number;
  votes: number;
  /** As many points as this are full marks for votes. */
  fullVotes: number;
}

/** What holds if no definition says otherwise. */
export const USUAL_DEMAND_WEIGHTS: DemandWeights = {
  value: 4,
  cost: 2,
  risk: 2,
  fit: 3,
  votes: 1,
  fullVotes: 30,
};

/** The assessment of a need, each from 1 to 5. */
export type DemandAssessment = Readonly<
  Partial<Record<DemandCriterion, number>>
>;

/** One thing that makes the score. */
export interface DemandScorePart {
  key: DemandCriterion | 'votes';
  label: string;
  weight: number;
  /** What was said of it: 1 to 5, or the points that it was given. Absent if nobody said it yet. */
  given?: number;
  /** From 0 to 100, where 100 speaks for doing it. */
  mark?: number;
  /** What it adds to the score at most, and does; rounded to one decimal each. */
  most: number;
  adds?: number;
}

/** A score with how it came to be. */
export interface DemandScore {
  /** From 0 to 100, with one decimal. Absent as long as a criterion that counts has no value. */
  score?: number;
  parts: DemandScorePart[];
  /** Labels of the criteria that count and have no value. */
  missing: string[];
}

/** What a criterion makes, from 0 to 100: much value speaks for it, much cost against it. */
export function demandMark(
  criterion: Pick<(typeof DEMAND_CRITERIA)[number], 'speaksFor'>,
  given: number,
): number {
  return 25 * (criterion.speaksFor ? given - 1 : 5 - given);
}

/** What votes make, from 0 to 100: none makes 0, and beyond full marks more makes no more. */
export const votesMark = (points: number, fullVotes: number): number =>
  Math.min(100, Math.floor((100 * points) / fullVotes));

const tenth = (weight: number, mark: number, sum: number) =>
  Math.round((10 * weight * mark) / sum) / 10;

/**
 * The score of a need: the weighted mean of its marks (a weighted scoring model, as in Robert Cooper,
 * Portfolio Management for New Products, 2001, chapter 4). In whole numbers until it is divided once, so that
 * the database, which orders by it, comes to the same.
 */
export function demandScore(
  assessment: DemandAssessment,
  points: number,
  weights: DemandWeights,
): DemandScore {
  const sum =
    DEMAND_CRITERIA.reduce((s, { key }) => s + weights[key], 0) + weights.votes;
  const partOf = (
    key: DemandScorePart['key'],
    label: string,
    given: number | undefined,
    mark: number | undefined,
  ): DemandScorePart => ({
    key,
    label,
    weight: weights[key],
    given,
    mark,
    most: tenth(weights[key], 100, sum),
    adds: mark === undefined ? undefined : tenth(weights[key], mark, sum),
  });
  const parts = [
    ...DEMAND_CRITERIA.map(criterion => {
      const given = assessment[criterion.key];
      const mark =
        given === undefined ? undefined : demandMark(criterion, given);
      return partOf(criterion.key, criterion.label, given, mark);
    }),
    partOf('votes', 'Votes', points, votesMark(points, weights.fullVotes)),
  ];
  const missing = parts
    .filter(part => part.weight > 0 && part.mark === undefined)
    .map(part => part.label);
  if (missing.length > 0) return { parts, missing };
  const marks = parts.reduce((s, { weight, mark = 0 }) => s + weight * mark, 0);
  return { score: scoreOf(marks, sum), parts, missing };
}

/** Half a tenth goes up. */
function scoreOf(marks: number, sum: number): number {
  return Math.floor((20 * marks + sum) / (2 * sum)) / 10;
}
