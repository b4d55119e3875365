import { meanScore, wilson, type Interval } from './intervals';
import { FEWEST_ANSWERS, SATISFIED_FROM, SURVEY_SCORES } from './model';

/** What is counted of invitations and answers. */
export interface SurveyCounts {
  /** Invitations of the time. */
  sent: number;
  /** Those of them that were answered, whenever that was. */
  returned: number;
  /** Those of them that can still be answered and were not. */
  open: number;
  /** Answers of the time by score, the lowest first. */
  scores: readonly number[];
}

/** What is told of them. */
export interface SurveyFigures {
  sent: number;
  returned: number;
  open: number;
  /** Answers of the time. */
  answers: number;
  /** Which part of the invitations was answered. */
  responseRate?: Interval;
  /** Which part of the answers is one of the two best. */
  satisfied?: Interval;
  meanScore?: Interval;
  /** How many gave each score, the lowest first. */
  scores?: number[];
  /** Whether there are too few answers to tell what they say. */
  tooFew: boolean;
}

/** Nothing. */
export const NO_COUNTS: SurveyCounts = {
  sent: 0,
  returned: 0,
  open: 0,
  scores: SURVEY_SCORES.map(() => 0),
};

/** The counts of two that have nothing in common. */
export function addCounts(a: SurveyCounts, b: SurveyCounts): SurveyCounts {
  return {
    sent: a.sent + b.sent,
    returned: a.returned + b.returned,
    open: a.open + b.open,
    scores: a.scores.map((count, i) => count + b.scores[i]),
  };
}

/** How many answers there are. */
export const answersOf = ({ scores }: SurveyCounts): number =>
  scores.reduce((sum, count) => sum + count, 0);

/**
 * What is told of counts.
 *
 * @param hidden - keeps what the answers say to itself, also where there are enough of them
 */
export function figuresOf(counts: SurveyCounts, hidden = false): SurveyFigures {
  const { sent, returned, open, scores } = counts;
  const answers = answersOf(counts);
  const told = {
    sent,
    returned,
    open,
    answers,
    responseRate: wilson(returned, sent),
  };
  if (hidden || answers < FEWEST_ANSWERS)
    return { ...told, tooFew: answers > 0 };
  const satisfied = scores
    .slice(SATISFIED_FROM - 1)
    .reduce((sum, count) => sum + count, 0);
  return {
    ...told,
    satisfied: wilson(satisfied, answers),
    meanScore: meanScore(scores),
    scores: [...scores],
    tooFew: false,
  };
}

/**
 * Which of the parts of a whole must not be told, if the whole is: those with too few answers, and of the
 * others so many, the smallest first, that what is left out has enough answers together. Else whoever
 * takes what is told from the whole knows what was not.
 *
 * @returns for each part whether it is kept back
 */
export function keptBack(answers: readonly number[]): boolean[] {
  const kept = answers.map(n => n > 0 && n < FEWEST_ANSWERS);
  let together = answers.reduce((sum, n, i) => sum + (kept[i] ? n : 0), 0);
  const others = answers
    .map((n, i) => ({ n, i }))
    .filter(({ n }) => n >= FEWEST_ANSWERS)
    .sort((a, b) => a.n - b.n || a.i - b.i);
  for (const { n, i } of others) {
    if (together === 0 || together >= FEWEST_ANSWERS) break;
    kept[i] = true;
    together += n;
  }
  return kept;
}
