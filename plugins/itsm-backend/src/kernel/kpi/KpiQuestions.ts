import type {
  KpiAnswer,
  KpiDefinition,
  KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type {
  Clock,
  Definitions,
  KpiReader,
} from '@callboard/plugin-itsm-node';
import type { CellReader } from './CellReader';
import type { CountedBook } from './CountedBook';
import type { FactReader } from './FactReader';
import type { RollupStates } from './RollupStates';

/** Tells numbers. */
export class KpiQuestions implements KpiReader {
  constructor(
    private readonly deps: {
      book: CountedBook;
      cells: CellReader;
      facts: FactReader;
      states: RollupStates;
      definitions: Definitions;
      clock: Clock;
    },
  ) {}

  async all(): Promise<readonly KpiDefinition[]> {
    return this.deps.book.kpis();
  }

  async ask(question: KpiQuestion): Promise<KpiAnswer> {
    throw new Error(`Nothing is told of ${question.kpi} yet`);
  }

  async askAll(questions: readonly KpiQuestion[]): Promise<KpiAnswer[]> {
    return Promise.all(questions.map(question => this.ask(question)));
  }
}
