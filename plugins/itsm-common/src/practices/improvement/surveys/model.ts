import { SATISFACTION } from '../../incidents/model';

/** The kind of definition that says who is asked what. */
export const SURVEY_KIND = 'survey';

/** The answers to choose from: the usual scale of satisfaction questions (CSAT). */
export const SURVEY_SCORES = SATISFACTION;
export type SurveyScore = (typeof SURVEY_SCORES)[number]['value'];

/** The scores that count as satisfied: the two on top. */
export const SATISFIED_FROM = 4;

/** When people are asked. */
export const SURVEY_OCCASIONS = [
  'after-resolve',
  'monthly',
  'quarterly',
] as const;
export type SurveyOccasion = (typeof SURVEY_OCCASIONS)[number];

/**
 * Of fewer answers nothing is told but how many they are: it could be told who answered what. The usual
 * smallest size of a cell in statistics about people.
 */
export const FEWEST_ANSWERS = 5;

/** How far back results are told at most, in months. */
export const LONGEST_RESULTS_MONTHS = 36;
