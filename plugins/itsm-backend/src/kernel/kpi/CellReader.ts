import type { Knex } from 'knex';
import { addUp, histogramOf, toSums, type AddedPoint } from './addUp';
import { firstCountOf, rowSums } from './cells';
import type { CountedBook } from './CountedBook';
import type { FactReader } from './FactReader';
import type {
  CellAnswer,
  CellPoint,
  CellQuestion,
  FactFilter,
  FactGroup,
  GroupQuestion,
} from './model';
import { KeptPercentiles } from './KeptPercentiles';
import { readCells, toRead, type CellRead } from './readCells';
import { shapeOf, stageOf } from './shape';
import { hourAt, ZoneCalendar } from './ZoneCalendar';

/** Below so many values percentiles are told from the facts: exactly. */
export const EXACT_BELOW = 10_000;

/**
 * The same for a question that is asked alone, e.g. of the page of a number: that may take a tenth of a
 * second the first time, which a dashboard of twenty may not.
 */
export const EXACT_ALONE_BELOW = 100_000;

/** Reads the rollups. It knows no permissions. */
export class CellReader {
  readonly #calendar: ZoneCalendar;
  /** Ids of kinds stay as they are. */
  readonly #kindIds = new Map<string, number>();
  readonly #kept = new KeptPercentiles();

  constructor(
    private readonly deps: {
      knex: Knex;
      book: CountedBook;
      facts: FactReader;
      zone: string;
    },
  ) {
    this.#calendar = new ZoneCalendar(deps.zone);
  }

  /** The time zone in which days and months begin. */
  get zone(): string {
    return this.deps.zone;
  }

  /**
   * Answers to questions in their order, all from one statement; percentiles of few values take one more
   * each.
   */
  async read(questions: readonly CellQuestion[]): Promise<CellAnswer[]> {
    const { knex, book } = this.deps;
    await this.#knowKinds(questions.map(({ kind }) => kind));
    const reads = questions.map(question => {
      const stage = stageOf(shapeOf(book.kind(question.kind)), question.stage);
      return {
        read: toRead(question, stage, this.#calendar),
        kindId: this.#kindIds.get(question.kind) ?? 0,
      };
    });
    const rows = await readCells(knex, reads);
    return Promise.all(
      reads.map(async ({ read }, i): Promise<CellAnswer> => {
        const added = addUp(read, rows[i], this.#calendar);
        return {
          points: await this.#points(read, added.points),
          ...(added.before && { before: toSums(read.stage, added.before) }),
          read: added.read,
        };
      }),
    );
  }

  /** All values of a dimension that had facts in a period, in no order. */
  async groups(question: GroupQuestion): Promise<FactGroup[]> {
    const { knex, book } = this.deps;
    const { kind, dimension, from, to } = question;
    await this.#knowKinds([kind]);
    const stage = stageOf(shapeOf(book.kind(kind)), question.stage);
    const read = toRead(
      { kind, stage: stage.key, dimension, bounds: [from ?? 0, to] },
      stage,
      this.#calendar,
    );
    const { first, end, within, bounds } = read;
    const query = knex('kpi_series as s')
      .join('kpi_cells as c', 'c.series_id', 's.id')
      .where('s.kind_id', this.#kindIds.get(kind) ?? 0)
      .where('s.stage', stage.key)
      .where('s.dimension', dimension)
      .where('c.month', '<', end);
    if (from !== undefined) query.where('c.month', '>=', first);
    const sums = [
      'n',
      ...stage.marks.map((_, i) => `m${i + 1}`),
      ...stage.values.flatMap((_, i) => [`c${i + 1}`, `s${i + 1}`]),
    ];
    // Whole months are added up by the database, the others come with their days.
    const [whole, parts] = await Promise.all([
      query
        .clone()
        .whereNotIn('c.month', [...within])
        .groupBy('s.value')
        .select('s.value')
        .select(
          ...sums.map(column =>
            knex.raw('sum(??) as ??', [`c.${column}`, column]),
          ),
          knex.raw('sum(c.since + c.n * (c.month - ?)) as since', [bounds[0]]),
        ),
      within.length === 0
        ? []
        : query
            .clone()
            .whereIn('c.month', [...within])
            .select('s.value', 'c.month', 'c.days'),
    ]);
    const groups = new Map<string, number[]>();
    const add = (value: string, more: readonly number[]) => {
      const known = groups.get(value);
      if (known) known.forEach((_, i) => (known[i] += more[i]));
      else groups.set(value, [...more]);
    };
    for (const row of whole) add(row.value, rowSums(stage, row));
    for (const row of parts) {
      const [point] = addUp(read, [row], this.#calendar).points;
      if (point.sums[0] !== 0) add(row.value, point.sums);
    }
    return [...groups].map(([value, added]) => ({
      ...(value !== '' && { value }),
      ...toSums(stage, added),
    }));
  }

  /** Whether hours are kept of a dimension; of all facts together they are. */
  hasHours(kind: string, dimension: string | undefined): boolean {
    if (dimension === undefined) return true;
    const found = this.deps.book
      .kind(kind)
      .dimensions.find(({ key }) => key === dimension);
    return found?.hourly === true;
  }

  /** How many facts there were in each hour that had any: its first instant (UTC hours), and how many. */
  async hours(
    question: Omit<CellQuestion, 'bounds' | 'before' | 'percentiles'> & {
      from: number;
      to: number;
    },
  ): Promise<[hour: number, count: number][]> {
    const { knex } = this.deps;
    const { kind, stage, dimension = '', values, from, to } = question;
    await this.#knowKinds([kind]);
    const query = knex('kpi_series as s')
      .join('kpi_cells as c', 'c.series_id', 's.id')
      .where('s.kind_id', this.#kindIds.get(kind) ?? 0)
      .where('s.stage', stage)
      .where('s.dimension', dimension)
      .where('c.month', '>=', this.#calendar.place(from).month)
      .where('c.month', '<', to)
      .whereNotNull('c.hours')
      .select('c.month', 'c.hours');
    if (dimension !== '' && values)
      query.whereIn(
        's.value',
        values.map(value => value ?? ''),
      );
    const counts = new Map<number, number>();
    for (const row of await query) {
      const flat: number[] = JSON.parse(row.hours);
      for (let i = 0; i < flat.length; i += 2) {
        const at = hourAt(Number(row.month), flat[i]);
        if (at >= from && at < to)
          counts.set(at, (counts.get(at) ?? 0) + flat[i + 1]);
      }
    }
    return [...counts].sort(([a], [b]) => a - b);
  }

  async #knowKinds(kinds: readonly string[]): Promise<void> {
    const missing = kinds.filter(kind => !this.#kindIds.has(kind));
    if (missing.length === 0) return;
    const rows = await this.deps
      .knex('kpi_kinds')
      .whereIn('kind', [...new Set(missing)])
      .select('id', 'kind');
    for (const row of rows) this.#kindIds.set(row.kind, row.id);
  }

  /** With percentiles: from the facts where there are few values, else by histograms. */
  async #points(
    read: CellRead,
    added: readonly AddedPoint[],
  ): Promise<CellPoint[]> {
    const { question, stage, bounds, value } = read;
    const { percentiles } = question;
    if (!percentiles || value === undefined)
      return added.map(({ sums }) => ({ ...toSums(stage, sums), exact: true }));
    const { facts } = this.deps;
    const filter = filterOf(question);
    const countAt = firstCountOf(stage) + value;
    const keys = added.map(({ revisions }, i) =>
      this.#kept.keyOf(
        [filter, percentiles, bounds[i], bounds[i + 1]],
        revisions,
      ),
    );
    const { exactBelow = EXACT_BELOW } = percentiles;
    const isFew = ({ sums }: AddedPoint) => sums[countAt] < exactBelow;
    // Those without a value are asked along: the others follow each other then.
    const few = added.flatMap((point, i) =>
      isFew(point) && !this.#kept.find(keys[i]) ? [i] : [],
    );
    const asked = few.some(i => added[i].sums[countAt] > 0) ? few : [];
    const exact = await facts.percentilesOf(
      filter,
      percentiles.value,
      asked.map(i => ({ from: bounds[i], to: bounds[i + 1] })),
      percentiles.shares,
    );
    asked.forEach((i, k) => this.#kept.keep(keys[i], exact[k]));
    const told = new Map(asked.map((i, k) => [i, exact[k]]));
    return Promise.all(
      added.map(async (point, i): Promise<CellPoint> => {
        const sums = { ...toSums(stage, point.sums), exact: isFew(point) };
        if (point.sums[countAt] === 0) return sums;
        const known = told.get(i) ?? this.#kept.find(keys[i]);
        if (known || isFew(point)) return { ...sums, percentiles: known };
        const histogram = histogramOf(point);
        for (const edge of joined(point.edges))
          for (const v of await facts.values(filter, percentiles.value, edge))
            histogram.add(v);
        const estimated = percentiles.shares.map(
          share => histogram.percentile(share)!,
        );
        this.#kept.keep(keys[i], estimated);
        return { ...sums, percentiles: estimated };
      }),
    );
  }
}

/** The facts that a question of the rollups is about. */
function filterOf({
  kind,
  stage,
  dimension,
  values,
}: CellQuestion): Omit<FactFilter, 'from' | 'to' | 'having'> {
  return {
    kind,
    stage,
    ...(dimension && values && { where: { [dimension]: values } }),
  };
}

/** Times that follow each other as one. */
function joined(edges: readonly { from: number; to: number }[]) {
  const sorted = [...edges].sort((a, b) => a.from - b.from);
  const whole: { from: number; to: number }[] = [];
  for (const edge of sorted) {
    const last = whole[whole.length - 1];
    if (last && edge.from <= last.to) last.to = Math.max(last.to, edge.to);
    else whole.push({ ...edge });
  }
  return whole;
}
