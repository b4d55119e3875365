import { InputError, NotFoundError } from '@backstage/errors';
import {
  addCounts,
  answersOf,
  figuresOf,
  keptBack,
  LONGEST_RESULTS_MONTHS,
  FEWEST_ANSWERS,
  NO_COUNTS,
  type SurveyCommentPage,
  type SurveyCommentsQuery,
  type SurveyCounts,
  type SurveyExportQuery,
  type SurveyList,
  type SurveyResults,
  type SurveyResultsQuery,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
  RecordKernel,
} from '@callboard/plugin-itsm-node';
import { DateTime } from 'luxon';
import { readPlace, writePlace } from './cursor';
import {
  placeOf,
  type ResultStore,
  type ScoreCount,
  type SentCount,
} from './ResultStore';
import { answerRows, ANSWERS_HEADER, resultRows, RESULTS_HEADER } from './csv';
import type { Survey, Surveys } from './Surveys';

const DEFAULT_MONTHS = 12;
const DEFAULT_COMMENTS = 25;

/** A file that is written while its rows are read. */
export interface SurveyFile {
  name: string;
  header: readonly string[];
  rows: AsyncGenerator<string[]>;
}

/** What surveys came to. */
export interface SurveyService {
  list(caller: Caller): Promise<SurveyList>;
  /** @throws NotFoundError without such a survey, InputError for months that say nothing */
  results(
    caller: Caller,
    key: string,
    query: SurveyResultsQuery,
  ): Promise<SurveyResults>;
  comments(
    caller: Caller,
    key: string,
    query: SurveyCommentsQuery,
  ): Promise<SurveyCommentPage>;
  export(
    caller: Caller,
    key: string,
    query: SurveyExportQuery,
  ): Promise<SurveyFile>;
}

type Ever = Survey & { removed: boolean };

/** Whole months in the zone of numbers. Instants are milliseconds since the epoch. */
interface Months {
  names: string[];
  starts: number[];
  from: number;
  to: number;
}

/** Counts by group, of invitations and of answers. */
function countsBy(
  sent: readonly SentCount[],
  scores: readonly ScoreCount[],
): Map<string | undefined, SurveyCounts> {
  const counts = new Map<string | undefined, SurveyCounts>();
  const of = (group: string | undefined) => counts.get(group) ?? NO_COUNTS;
  for (const { group, n, returned, open } of sent)
    counts.set(group, { ...of(group), sent: n, returned, open });
  for (const { group, n, score } of scores) {
    const known = of(group);
    const all = [...known.scores];
    all[placeOf(score)] += n;
    counts.set(group, { ...known, scores: all });
  }
  return counts;
}

const all = (counts: Iterable<SurveyCounts>): SurveyCounts =>
  [...counts].reduce(addCounts, NO_COUNTS);

/** Tells results from invitations and answers, as they are when somebody asks. */
export class DefaultSurveyService implements SurveyService {
  constructor(
    private readonly deps: {
      surveys: Surveys;
      store: ResultStore;
      catalog: Pick<CatalogReader, 'describe'>;
      catalogAccess: CatalogAccess;
      records: Pick<RecordKernel, 'workedOn'>;
      recordTypes: {
        all(): readonly { type: string; practice: string }[];
      };
      clock: Clock;
      /** In which months begin. */
      zone: string;
    },
  ) {}

  async list(caller: Caller): Promise<SurveyList> {
    const { surveys, store, clock } = this.deps;
    const { from, to } = this.#months({});
    const of = { from, to, now: clock.now() };
    const [ever, sent, scores] = await Promise.all([
      surveys.ever(),
      store.sent(of, { by: 'survey' }),
      store.scores(of, { by: 'survey' }),
    ]);
    const counts = countsBy(sent, scores);
    const items = ever
      .map(survey => ({
        ...summaryOf(survey),
        figures: figuresOf(counts.get(survey.key) ?? NO_COUNTS),
      }))
      .sort(
        (a, b) =>
          Number(a.removed) - Number(b.removed) ||
          a.title.localeCompare(b.title, 'en-US'),
      );
    const named = items.flatMap(({ services, teams }) => [
      ...services,
      ...teams,
    ]);
    const readable = await this.#readable(caller, named);
    return {
      items: items.map(item => ({
        ...item,
        services: item.services.filter(ref => readable.has(ref)),
        teams: item.teams.filter(ref => readable.has(ref)),
      })),
      refs: await this.deps.catalog.describe(readable),
    };
  }

  async results(
    caller: Caller,
    key: string,
    query: SurveyResultsQuery,
  ): Promise<SurveyResults> {
    const { store, clock, catalog } = this.deps;
    const survey = await this.#survey(key);
    const months = this.#months(query);
    const now = clock.now();
    const of = { survey: key, from: months.from, to: months.to, now };
    const byMonth = { by: 'month' as const, starts: months.starts };
    const byService = { by: 'service' as const };
    const [sent, scores, sentTo, scoresOf] = await Promise.all([
      store.sent(of, byMonth),
      store.scores(of, byMonth),
      store.sent(of, byService),
      store.scores(of, byService),
    ]);
    const monthly = countsBy(sent, scores);
    const ofMonths = months.names.map(
      (_, i) => monthly.get(String(i + 1)) ?? NO_COUNTS,
    );
    const backMonths = keptBack(ofMonths.map(answersOf));
    const services = await this.#services(caller, countsBy(sentTo, scoresOf));
    const back = keptBack(services.map(({ counts }) => answersOf(counts)));
    const refs = services.flatMap(({ serviceRef }) =>
      serviceRef ? [serviceRef] : [],
    );
    const { services: ofSurvey, teams } = summaryOf(survey);
    const named = await this.#readable(caller, [...ofSurvey, ...teams]);
    return {
      survey: {
        ...summaryOf(survey),
        services: ofSurvey.filter(ref => named.has(ref)),
        teams: teams.filter(ref => named.has(ref)),
      },
      from: months.names[0],
      to: months.names[months.names.length - 1],
      zone: this.deps.zone,
      total: figuresOf(all(ofMonths)),
      series: months.names.map((month, i) => ({
        month,
        complete: (months.starts[i + 1] ?? months.to) <= now,
        ...figuresOf(ofMonths[i], backMonths[i]),
      })),
      services: services.map(({ serviceRef, counts }, i) => ({
        serviceRef,
        ...figuresOf(counts, back[i]),
      })),
      refs: await catalog.describe([...refs, ...named]),
    };
  }

  async comments(
    caller: Caller,
    key: string,
    query: SurveyCommentsQuery,
  ): Promise<SurveyCommentPage> {
    const { store, records, catalog, recordTypes, zone } = this.deps;
    await this.#survey(key);
    const limit = query.limit ?? DEFAULT_COMMENTS;
    const alone = (await store.answersWithoutRecord(key)) >= FEWEST_ANSWERS;
    const rows = await store.answers(caller, key, {
      withWords: true,
      alone,
      after: query.cursor ? readPlace(query.cursor) : undefined,
      limit: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const [works, services] = await Promise.all([
      records.workedOn(
        caller,
        shown.flatMap(({ recordId }) => (recordId ? [recordId] : [])),
      ),
      this.#readable(
        caller,
        shown.flatMap(({ serviceRef }) => (serviceRef ? [serviceRef] : [])),
      ),
    ]);
    const practices = new Map(
      recordTypes.all().map(({ type, practice }) => [type, practice]),
    );
    const items = shown.map(row => {
      const { id, recordId, number, type, title, serviceRef } = row;
      const knows = recordId !== undefined && works.has(recordId);
      const on = DateTime.fromMillis(row.answeredAt, { zone });
      return {
        id,
        comment: row.words!,
        // Of a rhythm the day, or the score, could tell who it was.
        on: on.toFormat(recordId ? 'yyyy-MM-dd' : 'yyyy-MM'),
        ...(recordId && {
          record: {
            number: number!,
            type: type!,
            title: title!,
            practice: practices.get(type!) ?? type!,
          },
          score: row.score,
        }),
        ...(serviceRef && services.has(serviceRef) && { serviceRef }),
        ...(knows && { personRef: row.personRef }),
      };
    });
    const last = shown[shown.length - 1];
    return {
      items,
      pageInfo: rows.length > limit ? { nextCursor: writePlace(last) } : {},
      refs: await catalog.describe(
        items.flatMap(({ serviceRef, personRef }) => [serviceRef, personRef]),
      ),
    };
  }

  async export(
    caller: Caller,
    key: string,
    query: SurveyExportQuery,
  ): Promise<SurveyFile> {
    const { of, from, to } = query;
    if (of === 'results') {
      const results = await this.results(caller, key, { from, to });
      return {
        name: `${key}-results`,
        header: RESULTS_HEADER,
        rows: resultRows(results),
      };
    }
    await this.#survey(key);
    const months = this.#months(query);
    const { store } = this.deps;
    return {
      name: `${key}-answers`,
      header: ANSWERS_HEADER,
      rows: answerRows((after, limit) =>
        store.answers(caller, key, { ...months, after, limit }),
      ),
    };
  }

  /** By service, most answers first; those that the caller may not see together, with those of none. */
  async #services(
    caller: Caller,
    counts: ReadonlyMap<string | undefined, SurveyCounts>,
  ): Promise<{ serviceRef?: string; counts: SurveyCounts }[]> {
    const refs = [...counts.keys()].filter(
      (ref): ref is string => ref !== undefined,
    );
    const readable = await this.#readable(caller, refs);
    const shown: { serviceRef?: string; counts: SurveyCounts }[] = refs
      .filter(ref => readable.has(ref))
      .map(ref => ({ serviceRef: ref, counts: counts.get(ref)! }));
    const others = [...counts].filter(
      ([ref]) => ref === undefined || !readable.has(ref),
    );
    if (others.length > 0)
      shown.push({ counts: all(others.map(([, counted]) => counted)) });
    return shown.sort(
      (a, b) =>
        answersOf(b.counts) - answersOf(a.counts) ||
        b.counts.sent - a.counts.sent ||
        (a.serviceRef ?? '').localeCompare(b.serviceRef ?? '', 'en-US'),
    );
  }

  async #readable(
    caller: Caller,
    refs: readonly string[],
  ): Promise<Set<string>> {
    const named = [...new Set(refs)];
    return named.length > 0
      ? this.deps.catalogAccess.readable(caller, named)
      : new Set();
  }

  async #survey(key: string): Promise<Ever> {
    const found = (await this.deps.surveys.ever()).find(s => s.key === key);
    if (!found) {
      throw new NotFoundError(
        `There is no survey "${key}"; GET /improvement/surveys lists them`,
      );
    }
    return found;
  }

  #months({ from, to }: { from?: string; to?: string }): Months {
    const { zone, clock } = this.deps;
    const begin = (month: string) => DateTime.fromISO(month, { zone });
    const now = DateTime.fromMillis(clock.now(), { zone }).startOf('month');
    const last = to ? begin(to) : now;
    const first = from
      ? begin(from)
      : last.minus({ months: DEFAULT_MONTHS - 1 });
    if (last > now) {
      throw new InputError(
        `to: must not be after this month, ${now.toFormat('yyyy-MM')}`,
      );
    }
    const count = Math.round(last.diff(first, 'months').months) + 1;
    if (count < 1) throw new InputError('to: must not be before from');
    if (count > LONGEST_RESULTS_MONTHS) {
      throw new InputError(
        `from: must be at most ${LONGEST_RESULTS_MONTHS} months before to`,
      );
    }
    const months = Array.from({ length: count }, (_, i) =>
      first.plus({ months: i }),
    );
    return {
      names: months.map(month => month.toFormat('yyyy-MM')),
      starts: months.map(month => month.toMillis()),
      from: first.toMillis(),
      to: last.plus({ months: 1 }).toMillis(),
    };
  }
}

function summaryOf({ key, body, removed }: Ever) {
  const { title, description, question, when, samplePercent } = body;
  return {
    key,
    title,
    description,
    question,
    when,
    services: body.services ?? [],
    teams: body.teams ?? [],
    samplePercent,
    removed,
  };
}
