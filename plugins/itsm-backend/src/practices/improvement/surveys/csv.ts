import type {
  SurveyFigures,
  SurveyResults,
} from '@callboard/plugin-itsm-common';
import type { AnswerPlace, AnswerRow } from './ResultStore';

const BATCH = 500;

export const ANSWERS_HEADER = [
  'Number',
  'Title',
  'Service',
  'Team',
  'Channel',
  'Asked',
  'Answered',
  'Score',
  'Comment',
] as const;

export const RESULTS_HEADER = [
  'Of',
  'Month or service',
  'Invitations',
  'Answered of them',
  'Response rate',
  'Response rate, low',
  'Response rate, high',
  'Answers',
  'Satisfied',
  'Satisfied, low',
  'Satisfied, high',
  'Mean score',
  'Mean score, low',
  'Mean score, high',
] as const;

const iso = (instant: number) => new Date(instant).toISOString();
const told = (value: number | undefined) =>
  value === undefined ? '' : String(Number(value.toFixed(4)));

/** One row for each answer, read in batches. Who answered is nobody's to export. */
export async function* answerRows(
  read: (
    after: AnswerPlace | undefined,
    limit: number,
  ) => Promise<readonly AnswerRow[]>,
): AsyncGenerator<string[]> {
  let after: AnswerPlace | undefined;
  for (;;) {
    const rows = await read(after, BATCH);
    for (const row of rows) {
      yield [
        row.number ?? '',
        row.title ?? '',
        row.serviceRef ?? '',
        row.ownerRef ?? '',
        row.channel ?? '',
        iso(row.sentAt),
        iso(row.answeredAt),
        String(row.score),
        row.words ?? '',
      ];
    }
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1];
  }
}

function cellsOf(figures: SurveyFigures): string[] {
  const { sent, returned, responseRate, answers, satisfied, meanScore } =
    figures;
  return [
    String(sent),
    String(returned),
    ...[responseRate?.value, responseRate?.low, responseRate?.high].map(told),
    String(answers),
    ...[satisfied?.value, satisfied?.low, satisfied?.high].map(told),
    ...[meanScore?.value, meanScore?.low, meanScore?.high].map(told),
  ];
}

/** The total, months and services, as the page has them. */
export async function* resultRows(
  results: SurveyResults,
): AsyncGenerator<string[]> {
  yield ['total', '', ...cellsOf(results.total)];
  for (const month of results.series)
    yield ['month', month.month, ...cellsOf(month)];
  for (const service of results.services)
    yield ['service', service.serviceRef ?? 'other', ...cellsOf(service)];
}
