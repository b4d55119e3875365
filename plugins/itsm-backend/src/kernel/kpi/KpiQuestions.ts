import { setImmediate } from 'timers/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  beginAfter,
  beginOf,
  type KpiAnswer,
  type KpiDefinition,
  type KpiGroup,
  type KpiPoint,
  type KpiQuestion,
  type Period,
} from '@callboard/plugin-itsm-common';
import type { Clock, KpiReader } from '@callboard/plugin-itsm-node';
import type { CellReader } from './CellReader';
import type { CountedBook } from './CountedBook';
import type { Sees } from './chooseGroups';
import { countCells, type CountedKpi } from './countCells';
import { countFacts } from './countFacts';
import { countGauge } from './countGauge';
import { countHours } from './countHours';
import type { FactReader } from './FactReader';
import type { Measure } from './formulas';
import type { KpiBook, KpiEntries } from './KpiBook';
import type { Called, KpiLabels, ToCall } from './KpiLabels';
import type { RollupState } from './model';
import { kindsOf, readQuestion, type AskedKpi } from './readQuestion';
import type { RollupStates } from './RollupStates';
import { countTogether, type Counting } from './rounds';

/** What answers are made from. */
export interface KpiDeps {
  book: CountedBook;
  kpiBook: KpiBook;
  cells: CellReader;
  facts: FactReader;
  states: RollupStates;
  labels: KpiLabels;
  zone: string;
  clock: Clock;
}

/** A question with what was counted for it. */
export interface Answered {
  asked: AskedKpi;
  counted: CountedKpi;
}

/** Whoever does not ask for somebody sees all. */
const SEES_ALL: Sees = async refs => new Set(refs);

const isAskersFault = (error: unknown) =>
  error instanceof InputError || error instanceof NotFoundError;

const iso = (instant: number) => new Date(instant).toISOString();

/** Of too few nothing is told but how many there are: it would tell what one of them said. */
export const toldOf = (measure: Measure, fewest = 0): Measure =>
  measure.count < fewest
    ? { count: measure.count, exact: measure.exact }
    : measure;

/**
 * Tells numbers: formulas over rollups, worked out when somebody asks. Questions that are asked
 * together read the rollups once.
 */
export class KpiQuestions implements KpiReader {
  constructor(protected readonly deps: KpiDeps) {}

  async all(): Promise<readonly KpiDefinition[]> {
    const entries = await this.deps.kpiBook.now();
    return entries.all().map(({ definition }) => definition);
  }

  async ask(question: KpiQuestion): Promise<KpiAnswer> {
    const [answer] = await this.askAll([question]);
    return answer;
  }

  /**
   * @param sees - what of the catalog whoever asks may see; groups that they may not are not named
   */
  async askAll(
    questions: readonly KpiQuestion[],
    sees: Sees = SEES_ALL,
  ): Promise<KpiAnswer[]> {
    const entries = await this.deps.kpiBook.now();
    const asked = this.read(entries, questions);
    const [counted, state] = await Promise.all([
      this.count(asked, sees),
      this.deps.states.of(asked.flatMap(kindsOf)),
    ]);
    const called = await this.#call(asked, counted);
    return asked.map((each, i) =>
      this.#answer(each, counted[i], called[i], state),
    );
  }

  /** Questions that make sense. @throws InputError that names the question, if there are several */
  read(entries: KpiEntries, questions: readonly KpiQuestion[]): AskedKpi[] {
    const { clock, zone } = this.deps;
    const now = clock.now();
    return questions.map((question, i) => {
      try {
        return {
          ...readQuestion(entries.require(question.kpi), question, {
            zone,
            now,
          }),
          alone: questions.length === 1,
        };
      } catch (error) {
        if (questions.length === 1 || !isAskersFault(error)) throw error;
        throw new InputError(
          `questions.${i}.${(error as Error).message.replace(
            /^There/,
            'kpi: there',
          )}`,
        );
      }
    });
  }

  /** Counts questions, all that can be from one read of the rollups. */
  count(
    asked: readonly AskedKpi[],
    sees: Sees = SEES_ALL,
  ): Promise<CountedKpi[]> {
    const { cells } = this.deps;
    const inTurn = turns();
    return countTogether(
      asked.map(each => this.#counting(each, sees, inTurn)),
      questions => cells.read(questions),
    );
  }

  *#counting(
    asked: AskedKpi,
    sees: Sees,
    inTurn: InTurn,
  ): Counting<CountedKpi> {
    const { cells, facts, book } = this.deps;
    if (asked.in === 'cells')
      return yield* countCells(asked, cells, facts, sees);
    if (asked.in === 'nothing') return nothingOf(asked);
    const { alone } = yield {
      alone: () => {
        if (asked.in === 'facts')
          return inTurn(() => countFacts(asked, facts, sees));
        if (asked.in === 'hours') return countHours(asked, cells);
        return countGauge(asked, book, sees);
      },
    };
    return alone;
  }

  /** What the groups of all answers are called. */
  async #call(
    asked: readonly AskedKpi[],
    counted: readonly CountedKpi[],
  ): Promise<Called[][]> {
    const wanted = asked.map((each, i): ToCall | undefined =>
      each.by && counted[i].groups
        ? {
            dimension: each.by,
            kinds: kindsOf(each),
            values: counted[i].groups!.map(({ value }) => value),
          }
        : undefined,
    );
    const there = wanted.flatMap(each => each ?? []);
    const called = there.length > 0 ? await this.deps.labels.of(there) : [];
    let next = 0;
    return wanted.map(each => (each ? called[next++] : []));
  }

  #answer(
    asked: AskedKpi,
    counted: CountedKpi,
    called: readonly Called[],
    state: RollupState,
  ): KpiAnswer {
    const { entry, period, points, compared, question } = asked;
    const { total, series, groups } = counted;
    const { definition } = entry;
    return {
      kpi: definition.key,
      version: asked.version,
      unit: definition.unit,
      ...(asked.statistic && { statistic: asked.statistic }),
      basis: asked.basis,
      zone: this.deps.zone,
      total: this.point(asked, period, total),
      ...(counted.compared &&
        compared && {
          compared: this.point(asked, compared, counted.compared),
        }),
      ...(series &&
        points && {
          series: series.map((measure, i) =>
            this.point(asked, points[i], measure, question.grain),
          ),
        }),
      ...(groups && {
        groups: groups.map(
          ({ value, total: measure }, i): KpiGroup => ({
            ...(value !== undefined && { value }),
            label: called[i].label,
            ...(called[i].ref && { ref: called[i].ref }),
            total: this.point(asked, period, measure),
          }),
        ),
        moreGroups: counted.moreGroups ?? 0,
      }),
      asOf: iso(state.asOf),
      ...(asked.since !== undefined && { since: iso(asked.since) }),
      unread: state.unread,
      rebuilding: state.rebuilding,
    };
  }

  /** A measure as it is told. */
  point(
    { now, entry }: AskedKpi,
    { from, to }: Period,
    measure: Measure,
    grain?: KpiQuestion['grain'],
  ): KpiPoint {
    const { zone } = this.deps;
    const { value, count, numerator, exact } = toldOf(
      measure,
      entry.definition.fewest,
    );
    const whole =
      grain === undefined ||
      (beginOf(from, grain, zone) === from &&
        beginAfter(from, grain, zone) === to);
    return {
      from: iso(from),
      to: iso(to),
      ...(value !== undefined && { value }),
      count,
      ...(numerator !== undefined && { numerator }),
      complete: whole && to <= now,
      exact,
    };
  }
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * One after the other: forty questions that are counted one by one take no more connections than one of
 * them, and others are answered in between.
 */
function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    // Where one cannot be counted nobody waits for the others.
    const mine = last.then(() => setImmediate()).then(work);
    last = mine;
    return mine;
  };
}

const NOTHING: Measure = { count: 0, exact: true };

/** What is told of a number that waits for something. */
function nothingOf({ points, compared, by }: AskedKpi): CountedKpi {
  return {
    total: NOTHING,
    ...(points && { series: points.map(() => NOTHING) }),
    ...(compared && { compared: NOTHING }),
    ...(by && { groups: [], moreGroups: 0 }),
  };
}
