import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Clock, Projection } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Followers } from '../followers/Followers';
import { CellReader } from './CellReader';
import { CountedBook } from './CountedBook';
import { FactReader } from './FactReader';
import { Rollups } from './Rollups';
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
}): KpiParts {
  const book = new CountedBook();
  const zone = readNumbersZone(deps.config);
  return {
    book,
    zone,
    rollups: new Rollups({ book, zone }),
    cells: new CellReader({ ...deps, book, zone }),
    facts: new FactReader({ ...deps, book }),
    states: new RollupStates({ ...deps, book }),
    projections: () => [],
    prepare: async () => {},
  };
}
