import { z } from 'zod';
import { defineRoute } from '../contract';
import { kpiExplanationSchema } from './explain';
import { kpiInfoSchema, kpiListSchema } from './info';
import {
  kpiAgesQuerySchema,
  kpiAgesSchema,
  kpiExportQuerySchema,
  kpiHeatMapQuerySchema,
  kpiHeatMapSchema,
  kpiListQuerySchema,
  kpiParamsSchema,
  kpiQuerySchema,
  kpiQuestionsSchema,
  kpiRecordsExportQuerySchema,
  kpiRecordsQuerySchema,
  kpiRecordsSchema,
} from './questions';
import { kpiAnswerSchema } from './schema';

const permission = 'itsm.kpi.read';
const params = kpiParamsSchema;
const CSV =
  'Texts that a spreadsheet would run as a formula begin with an apostrophe.';

/** Key performance indicators: which there are, what they are, and how they came to be. */
export const kpiRoutes = {
  list: defineRoute({
    name: 'kpis.list',
    method: 'get',
    permission,
    path: '/kpis',
    summary:
      'All key performance indicators: what each tells, how it is counted and after which source, what it can be asked by, who owns it, its target, and what those wait for that cannot be told yet.',
    query: kpiListQuerySchema,
    response: kpiListSchema,
  }),
  query: defineRoute({
    name: 'kpis.query',
    method: 'post',
    permission,
    path: '/kpis/query',
    summary:
      'Answers up to 40 questions at once, in their order: the total of a period, and if asked a series, the largest values of a dimension, and another period to compare with. Reads only.',
    body: kpiQuestionsSchema,
    takesKey: false,
    response: z.object({ answers: z.array(kpiAnswerSchema) }),
  }),
  get: defineRoute({
    name: 'kpis.get',
    method: 'get',
    permission,
    path: '/kpis/:key',
    summary: 'One key performance indicator.',
    params,
    response: kpiInfoSchema,
  }),
  answer: defineRoute({
    name: 'kpis.answer',
    method: 'get',
    permission,
    path: '/kpis/:key/answer',
    summary:
      'A number of a period (a year up to now if none is named), with `grain` as a series, with `by` by the values of a dimension. `filter=priority:1,2` keeps some values; `none` stands for having none, `mine` for the caller’s teams.',
    params,
    query: kpiQuerySchema,
    response: kpiAnswerSchema,
  }),
  explain: defineRoute({
    name: 'kpis.explain',
    method: 'get',
    permission,
    path: '/kpis/:key/explain',
    summary:
      'How a number came to be: its formula in words and as data, what was counted, what was read, the same counted again from the facts, and how exact it is.',
    params,
    query: kpiQuerySchema.omit({
      grain: true,
      by: true,
      top: true,
      compare: true,
    }),
    response: kpiExplanationSchema,
  }),
  records: defineRoute({
    name: 'kpis.records',
    method: 'get',
    permission,
    path: '/kpis/:key/records',
    summary:
      'The records behind a number that the caller may read, the latest first, as a keyset page.',
    params,
    query: kpiRecordsQuerySchema,
    response: kpiRecordsSchema,
  }),
  export: defineRoute({
    name: 'kpis.export',
    method: 'get',
    permission,
    path: '/kpis/:key/export',
    summary: `The series, the groups or the total of an answer as CSV. ${CSV}`,
    params,
    query: kpiExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  exportRecords: defineRoute({
    name: 'kpis.records.export',
    method: 'get',
    permission,
    path: '/kpis/:key/records/export',
    summary: `The records behind a number that the caller may read as CSV. ${CSV}`,
    params,
    query: kpiRecordsExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  heatMap: defineRoute({
    name: 'kpis.heat-map',
    method: 'get',
    permission,
    path: '/kpis/:key/heat-map',
    summary:
      'How much there was in each hour of each weekday, in the time zone of the portal’s numbers.',
    params,
    query: kpiHeatMapQuerySchema,
    response: kpiHeatMapSchema,
  }),
  ages: defineRoute({
    name: 'kpis.ages',
    method: 'get',
    permission,
    path: '/kpis/:key/ages',
    summary:
      'How old the open ones behind a level were at any instant, in bands, and by the values of a dimension.',
    params,
    query: kpiAgesQuerySchema,
    response: kpiAgesSchema,
  }),
} as const;
