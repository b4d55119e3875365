import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Clock, Projection } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Followers } from '../followers/Followers';
import type { PrincipalStore } from '../journal/PrincipalStore';
import { CellReader } from './CellReader';
import { CountedBook } from './CountedBook';
import { FactReader } from './FactReader';
import { FactStore } from './FactStore';
import { recordFactsProjection } from './recordFactsProjection';
import { RecordJournal } from './RecordJournal';
import { Rollups } from './Rollups';
import { RollupStarts } from './RollupStarts';
import { RollupStates } from './RollupStates';
import { readNumbersZone } from './zone';

/** What facts are kept and read with. */
export interface KpiParts {
  /** Complete once the kernel stands. */
  book: CountedBook;
  zone: string;
  rollups: Rollups;
  cells: CellReader;
  facts: FactReader;
  states: RollupStates;
  /** Those that facts of records follow the journal with. To be asked when the book is complete. */
  projections(): readonly Projection[];
  /** Begins again with what is derived otherwise now. When followers are prepared. */
  prepare(): Promise<void>;
}

/** Puts together what numbers are counted with. */
export function buildKpis(deps: {
  knex: Knex;
  config: RootConfigService;
  logger: LoggerService;
  clock: Clock;
  followers: Followers;
  principals: PrincipalStore;
}): KpiParts {
  const book = new CountedBook();
  const zone = readNumbersZone(deps.config);
  const rollups = new Rollups({ book, zone });
  const facts = new FactReader({ ...deps, book });
  const starts = new RollupStarts({ ...deps, book, zone });
  const store = new FactStore();
  const journal = new RecordJournal(deps.principals);
  return {
    book,
    zone,
    rollups,
    facts,
    cells: new CellReader({ ...deps, book, facts, zone }),
    states: new RollupStates({ ...deps, book }),
    projections: () =>
      book
        .records()
        .map(reducer =>
          recordFactsProjection(reducer, { rollups, store, journal }),
        ),
    prepare: () => starts.begin(),
  };
}
