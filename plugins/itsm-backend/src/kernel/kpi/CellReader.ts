import type { Knex } from 'knex';
import type { CountedBook } from './CountedBook';
import type {
  CellAnswer,
  CellQuestion,
  FactGroup,
  GroupQuestion,
} from './model';

/** Reads the rollups. It knows no permissions. */
export class CellReader {
  constructor(
    private readonly deps: { knex: Knex; book: CountedBook; zone: string },
  ) {}

  /** The time zone in which days and months begin. */
  get zone(): string {
    return this.deps.zone;
  }

  /** Answers to questions in their order, in as many statements as for one. */
  async read(questions: readonly CellQuestion[]): Promise<CellAnswer[]> {
    throw new Error(`No rollups yet for ${questions.length} questions`);
  }

  /** All values of a dimension that had facts in a period, in no order. */
  async groups(question: GroupQuestion): Promise<FactGroup[]> {
    throw new Error(`No rollups yet for ${question.kind}`);
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
    throw new Error(`No rollups yet for ${question.kind}`);
  }
}
