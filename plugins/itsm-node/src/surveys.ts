import type { Knex } from 'knex';
import { createTypedServiceRef } from './services';

/** How satisfied somebody said that they are with what was done for them. */
export interface RecordAnswer {
  recordId: string;
  /** Who was asked. */
  personRef: string;
  /** 1 to 5. */
  score: number;
  /** What they wrote beside. */
  words?: string;
  /** When they last said so, milliseconds since the epoch. */
  at: number;
}

/** Answers to surveys about records, for what keeps the same elsewhere. */
export interface SurveyAnswers {
  /** What an invitation about a record was answered with; undefined if it was not, or is of nobody any more. */
  answerOf(invitationId: string): Promise<RecordAnswer | undefined>;
  /** Those of the records that somebody was asked about. */
  askedAbout(
    recordIds: readonly string[],
    executor?: Knex,
  ): Promise<ReadonlySet<string>>;
  /**
   * Makes an answer that was given elsewhere that of the invitation about the record, unless another
   * person was asked, or they answered since. Nothing but the commit may follow in the transaction.
   */
  take(tx: Knex.Transaction, answer: RecordAnswer): Promise<void>;
}

/** What people answer to surveys of the practice `improvement`. */
export const surveyAnswersRef = createTypedServiceRef<SurveyAnswers>(
  'improvement.survey-answers',
);
