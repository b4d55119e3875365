import type { Knex } from 'knex';
import { isPostgres } from '../database';
import type { CellQuestion } from './model';
import type { StageShape } from './shape';
import type { ZoneCalendar } from './ZoneCalendar';

/** A question with what its rows are read by. */
export interface CellRead {
  question: CellQuestion;
  stage: StageShape;
  /** Its bounds, each the beginning of a day; the last one the end of the day that it is within. */
  bounds: readonly number[];
  /** The month that the first bound is in, and the one after the last bound. */
  first: number;
  end: number;
  /** Months of which days are needed: those that a bound is within. */
  within: readonly number[];
  /** The place of the value whose percentiles are asked, from 0 on. */
  value?: number;
}

/** How a question is read. @throws Error for a value that its stage does not add up */
export function toRead(
  question: CellQuestion,
  stage: StageShape,
  calendar: ZoneCalendar,
): CellRead {
  const { percentiles } = question;
  const bounds = question.bounds.map((bound, i) => {
    const { month, day } = calendar.place(bound);
    const begin = calendar.dayOf(month, day);
    const isLast = i === question.bounds.length - 1;
    return isLast && begin < bound ? calendar.dayOf(month, day + 1) : begin;
  });
  const places = bounds.map(bound => calendar.place(bound));
  const value = stage.values.findIndex(({ key }) => key === percentiles?.value);
  if (percentiles && value < 0)
    throw new Error(
      `Facts of the kind ${question.kind} have no ${percentiles.value} at ${question.stage}`,
    );
  const first = places[0].month;
  const last = places[places.length - 1];
  return {
    question,
    stage,
    bounds,
    first,
    end: last.day > 1 ? calendar.nextMonth(last.month) : last.month,
    within: [...new Set(places.filter(p => p.day > 1).map(p => p.month))],
    ...(percentiles && { value }),
  };
}

const NO_NUMBER = 'cast(null as bigint)';
const NO_TEXT = 'cast(null as text)';

/** Numbers of a row by their columns in the order of all stages; those it does not have are empty. */
function columnsOf(
  stage: StageShape,
  number: (column: string) => string,
): string[] {
  const some = (letter: string, have: number, most: number) =>
    Array.from({ length: most }, (_, i) => {
      const name = `${letter}${i + 1}`;
      return `${i < have ? number(`c.${name}`) : NO_NUMBER} as ${name}`;
    });
  const { marks, values } = stage;
  return [
    ...some('m', marks.length, 8),
    ...some('c', values.length, 4),
    ...some('s', values.length, 4),
  ];
}

interface Sql {
  sql: string;
  bindings: unknown[];
}

function fromSeries(
  { question, stage }: Pick<CellRead, 'question' | 'stage'>,
  kindId: number,
): Sql {
  const { dimension = '', values } = question;
  const among =
    dimension !== '' && values
      ? ` and s.value in (${values.map(() => '?').join(', ')})`
      : '';
  return {
    sql: `from kpi_series s join kpi_cells c on c.series_id = s.id
      where s.kind_id = ? and s.stage = ? and s.dimension = ?${among}`,
    bindings: [
      kindId,
      stage.key,
      dimension,
      ...(among ? values!.map(value => value ?? '') : []),
    ],
  };
}

/** The rows of the months of a question. */
function monthsSql(
  read: CellRead,
  kindId: number,
  place: number,
  postgres: boolean,
): Sql {
  const { stage, first, end, within, value } = read;
  const from = fromSeries(read, kindId);
  const days =
    within.length > 0
      ? `case when c.month in (${within
          .map(() => '?')
          .join(', ')}) then c.days end`
      : NO_TEXT;
  const histogram = value === undefined ? NO_TEXT : `c.h${value + 1}`;
  // The transaction that wrote the row: another one wherever anything in it changed.
  const revision =
    postgres && value !== undefined
      ? `c.series_id || ':' || c.xmin::text`
      : NO_TEXT;
  return {
    sql: `select ${place} as place, c.month, c.n, c.since,
      ${columnsOf(stage, column => column).join(', ')},
      ${days} as days, ${histogram} as histogram, ${revision} as revision
      ${from.sql} and c.month >= ? and c.month < ?`,
    bindings: [...within, ...from.bindings, first, end],
  };
}

/** One row of all months before a question. Its month is none; instants are counted from the first. */
function beforeSql(read: CellRead, kindId: number, place: number): Sql {
  const { stage, first } = read;
  const from = fromSeries(read, kindId);
  const sum = (column: string) => `sum(${column})`;
  return {
    sql: `select ${place} as place, ${NO_NUMBER} as month, sum(c.n) as n,
      sum(c.since + c.n * (c.month - ?)) as since,
      ${columnsOf(stage, sum).join(', ')},
      ${NO_TEXT} as days, ${NO_TEXT} as histogram, ${NO_TEXT} as revision
      ${from.sql} and c.month < ?`,
    bindings: [first, ...from.bindings, first],
  };
}

/** The rows of all questions, by their places, in one statement. */
export async function readCells(
  knex: Knex,
  reads: readonly { read: CellRead; kindId: number }[],
): Promise<any[][]> {
  const parts = reads.flatMap(({ read, kindId }, place) => [
    monthsSql(read, kindId, place, isPostgres(knex)),
    ...(read.question.before ? [beforeSql(read, kindId, place)] : []),
  ]);
  const answers: any[][] = reads.map(() => []);
  if (parts.length === 0) return answers;
  const answer = await knex.raw(
    parts.map(({ sql }) => sql).join('\nunion all\n'),
    parts.flatMap(({ bindings }) => bindings) as any,
  );
  for (const row of answer.rows ?? answer) answers[row.place].push(row);
  return answers;
}
