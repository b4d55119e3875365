import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  surveyCommentPageSchema,
  surveyCommentsQuerySchema,
  surveyExportQuerySchema,
  surveyLinkParamsSchema,
  surveyLinkQuerySchema,
  surveyListSchema,
  surveyParamsSchema,
  surveyResultsQuerySchema,
  surveyResultsSchema,
} from './schema';

const permission = 'itsm.survey.read';

/** Surveys, what they came to, and the page on which people answer. */
export const surveyRoutes = {
  list: defineRoute({
    name: 'improvement.surveys.list',
    method: 'get',
    path: '/improvement/surveys',
    permission,
    summary:
      'Surveys, with satisfaction and response rate of the last twelve months. They are written as definitions of the kind `survey`.',
    response: surveyListSchema,
  }),
  results: defineRoute({
    name: 'improvement.surveys.results',
    method: 'get',
    path: '/improvement/surveys/:key/results',
    permission,
    summary:
      'What a survey came to: response rate, satisfaction and mean score with 95 % intervals, by month and by service. Of fewer than 5 answers nothing is told but how many; services that the caller may not see in the catalog are told together. What is restricted is not counted.',
    params: surveyParamsSchema,
    query: surveyResultsQuerySchema,
    response: surveyResultsSchema,
  }),
  comments: defineRoute({
    name: 'improvement.surveys.comments',
    method: 'get',
    path: '/improvement/surveys/:key/comments',
    permission,
    summary:
      'What people wrote, the newest first: about records that the caller may read; who it was for those who work on the record. Of surveys on a rhythm, words alone, from 5 answers on.',
    params: surveyParamsSchema,
    query: surveyCommentsQuerySchema,
    response: surveyCommentPageSchema,
  }),
  export: defineRoute({
    name: 'improvement.surveys.export',
    method: 'get',
    path: '/improvement/surveys/:key/export',
    permission,
    summary:
      'Answers about records that the caller may read, or the results by month and service, as a CSV file.',
    params: surveyParamsSchema,
    query: surveyExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  answerPage: defineRoute({
    name: 'improvement.surveys.answer-page',
    method: 'get',
    path: '/improvement/answers/:token',
    summary:
      'The page on which somebody answers a survey, by the signed link that they got: no credentials. It answers nothing by itself, as programs look at links in mails. 404 for a link that is none, 410 for one that has expired.',
    params: surveyLinkParamsSchema,
    query: surveyLinkQuerySchema,
    answers: 'text/html',
    open: true,
    response: z.string(),
  }),
  answer: defineRoute({
    name: 'improvement.surveys.answer',
    method: 'post',
    path: '/improvement/answers/:token',
    summary:
      'Answers a survey, from its page: `score` 1 to 5, `comment`, and `seen`, how often it was answered before. 409 for a link that was used already, unless the answer that was seen is changed.',
    params: surveyLinkParamsSchema,
    streams: 'application/x-www-form-urlencoded',
    answers: 'text/html',
    open: true,
    takesKey: false,
    response: z.string(),
  }),
};
