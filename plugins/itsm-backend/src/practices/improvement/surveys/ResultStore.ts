import { SURVEY_SCORES } from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** Invitations or answers that have something in common. */
export interface Counted {
  /** Which survey, month or service; undefined for none. */
  group?: string;
  n: number;
}

/** Invitations by what is asked. */
export interface SentCount extends Counted {
  returned: number;
  open: number;
}

/** Answers by what is asked and by score. */
export interface ScoreCount extends Counted {
  score: number;
}

/** What is counted by: the survey, the service, or the month. */
export type CountedBy =
  | { by: 'survey' }
  | { by: 'service' }
  /** Months by their first instants; what is before the first is not counted. */
  | { by: 'month'; starts: readonly number[] };

/** Which invitations are counted. */
export interface CountedOf {
  survey?: string;
  from: number;
  to: number;
  now: number;
}

/** An answer with words, or to be exported. */
export interface AnswerRow {
  id: string;
  recordId?: string;
  number?: string;
  type?: string;
  title?: string;
  serviceRef?: string;
  ownerRef?: string;
  channel?: string;
  personRef: string;
  sentAt: number;
  answeredAt: number;
  score: number;
  words?: string;
}

/** Where a page goes on: behind an answer. */
export interface AnswerPlace {
  answeredAt: number;
  id: string;
}

const optional = (value: string | null) => value ?? undefined;

const groupOf = (row: any): string | undefined =>
  row.grouped_by === null ? undefined : String(row.grouped_by);

/** What surveys came to. What is restricted is counted nowhere. */
export class ResultStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** Invitations that were sent in the time. One statement. */
  async sent(of: CountedOf, by: CountedBy): Promise<SentCount[]> {
    const rows = await this.#counted(of, 'i.sent_at', by).select(
      this.knex.raw(
        'sum(case when i.version > 0 then 1 else 0 end) as returned',
      ),
      this.knex.raw(
        'sum(case when i.version = 0 and i.expires_at > ? then 1 else 0 end) as open',
        [of.now],
      ),
    );
    return rows.map((row: any) => ({
      group: groupOf(row),
      n: Number(row.n),
      returned: Number(row.returned),
      open: Number(row.open),
    }));
  }

  /** Answers that were given in the time, by score. One statement. */
  async scores(of: CountedOf, by: CountedBy): Promise<ScoreCount[]> {
    const rows = await this.#counted(of, 'i.answered_at', by)
      .groupBy('i.score')
      .select('i.score');
    return rows.map((row: any) => ({
      group: groupOf(row),
      n: Number(row.n),
      score: Number(row.score),
    }));
  }

  /** Keys of the surveys that anybody was ever asked by. */
  async keys(): Promise<string[]> {
    return this.knex('survey_invitations').distinct().pluck('survey_key');
  }

  /** How many answers to a survey on a rhythm there are. */
  async answersWithoutRecord(survey: string): Promise<number> {
    const row = await this.knex('survey_invitations')
      .where('survey_key', survey)
      .whereNull('record_id')
      .whereNotNull('answered_at')
      .count({ n: '*' })
      .first();
    return Number(row?.n);
  }

  /**
   * Answers, the newest first: about records that the caller may read and that are not restricted.
   *
   * @param options - `withWords` leaves out those without, `alone` keeps those about no record too
   */
  async answers(
    caller: Caller,
    survey: string,
    options: {
      from?: number;
      to?: number;
      withWords?: boolean;
      alone?: boolean;
      after?: AnswerPlace;
      limit: number;
    },
  ): Promise<AnswerRow[]> {
    const { from, to, withWords, alone, after, limit } = options;
    const { readable } = this.records.conditions(caller);
    const query = this.knex('survey_invitations as i')
      .leftJoin('records as r', 'r.id', 'i.record_id')
      .where('i.survey_key', survey)
      .whereNotNull('i.answered_at')
      .where(w => {
        w.where(about =>
          about
            .whereNotNull('r.id')
            .where('r.visibility', 'internal')
            .whereRaw(readable.sql, readable.bindings),
        );
        if (alone) w.orWhereNull('i.record_id');
      })
      .orderBy([
        { column: 'i.answered_at', order: 'desc' },
        { column: 'i.id', order: 'desc' },
      ])
      .limit(limit)
      .select('i.*', 'r.number', 'r.type', 'r.title');
    if (withWords) query.whereNotNull('i.words');
    if (from !== undefined) query.where('i.answered_at', '>=', from);
    if (to !== undefined) query.where('i.answered_at', '<', to);
    if (after) {
      query.whereRaw('(i.answered_at, i.id) < (cast(? as bigint), ?)', [
        after.answeredAt,
        after.id,
      ]);
    }
    return (await query).map((row: any) => ({
      id: row.id,
      recordId: optional(row.record_id),
      number: optional(row.number),
      type: optional(row.type),
      title: optional(row.title),
      serviceRef: optional(row.service_ref),
      ownerRef: optional(row.owner_ref),
      channel: optional(row.channel),
      personRef: row.person_ref,
      sentAt: Number(row.sent_at),
      answeredAt: Number(row.answered_at),
      score: Number(row.score),
      words: optional(row.words),
    }));
  }

  #counted(of: CountedOf, column: string, by: CountedBy): Knex.QueryBuilder {
    const { knex } = this;
    const group = this.#group(column, by);
    const query = knex('survey_invitations as i')
      .leftJoin('records as r', 'r.id', 'i.record_id')
      .where(w =>
        w.whereNull('i.record_id').orWhere('r.visibility', 'internal'),
      )
      .where(column, '>=', of.from)
      .where(column, '<', of.to)
      .groupByRaw(group.sql, group.bindings)
      .select(
        knex.raw(`${group.sql} as grouped_by`, group.bindings),
        knex.raw('count(*) as n'),
      );
    if (of.survey !== undefined) query.where('i.survey_key', of.survey);
    return query;
  }

  #group(column: string, by: CountedBy): { sql: string; bindings: number[] } {
    if (by.by === 'survey') return { sql: 'i.survey_key', bindings: [] };
    if (by.by === 'service') return { sql: 'i.service_ref', bindings: [] };
    // Which month: how many of them have begun. Numbers are ours, so that both mentions are one.
    const terms = by.starts.map(
      start => `case when ${column} >= ${Math.trunc(start)} then 1 else 0 end`,
    );
    return { sql: `(${terms.join(' + ')})`, bindings: [] };
  }
}

/** The place of a score among the counts. */
export const placeOf = (score: number): number =>
  SURVEY_SCORES.findIndex(({ value }) => value === score);
