import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  CiLoad,
  CiLoadResult,
  CiSource,
  CiSourceBody,
  LoadProblem,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { readBasis, type Basis } from '../classes/basis';
import { chunksOf } from '../classes/BulkStore';
import { StaleItemsError, type ItemStore } from '../classes/ItemStore';
import { LoadPlanner, type LoadPlan } from './LoadPlan';
import { NO_COUNTS, type LoadStore } from './LoadStore';
import { RowReader, type ReadRows } from './RowReader';
import { settleAnew } from './settleAnew';

/** Items a transaction. */
const CHUNK = 500;
/** How often a load is thought through anew because others change items meanwhile. */
const TRIES = 20;
const DEFAULT_LIMIT = 50;

/** What a load is told. */
export interface LoadCommand {
  source: string;
  dryRun: boolean;
  complete: boolean;
  allowMany: boolean;
  rows: { csv: string } | { json: unknown };
}

/** The classes of the items that a source names. */
function classesOf(body: CiSourceBody | undefined): string[] {
  const ciClass = body?.class;
  if (typeof ciClass === 'object') return Object.values(ciClass.values);
  return ciClass ? [ciClass] : [];
}

/**
 * Loads the rows of a source: reads, identifies and settles all of them in memory, then writes in
 * chunks, each a transaction with its journal entries. A dry run ends before the writing. When
 * somebody else changes items meanwhile, what is left is thought through anew; loading the same
 * again changes nothing.
 */
export class LoadService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'definitions' | 'catalog' | 'clock' | 'logger'
    >,
    private readonly items: ItemStore,
    private readonly loads: LoadStore,
    /** The sources that the portal fetches by itself. */
    private readonly pulled: ReadonlySet<string> = new Set(),
  ) {}

  /**
   * @throws NotFoundError for a source that is not defined; InputError if the rows are refused as a
   *   whole; ConflictError while another load is under way
   */
  async load(caller: Caller, command: LoadCommand): Promise<CiLoadResult> {
    // By what items are known must be what the rules of today say, or rows are not recognised.
    await settleAnew(this.kernel, this.items);
    const basis = await readBasis(this.kernel.definitions);
    const body = this.#source(basis, command.source);
    const reader = new RowReader(body, basis.classes);
    const read =
      'csv' in command.rows
        ? await reader.fromCsv(command.rows.csv)
        : await reader.fromJson(command.rows.json);
    const think = (now: number) =>
      new LoadPlanner(
        { store: this.items, basis, catalog: this.kernel.catalog },
        { ...command, body, read, now },
      ).plan();
    if (command.dryRun) {
      const { result } = await think(this.kernel.clock.now());
      return { ...result, dryRun: true };
    }
    const done = await this.loads.alone(() =>
      this.#run(caller, basis, command, read, think),
    );
    if (!done)
      throw new ConflictError(
        'Another load is under way; nothing was loaded. Try again when it is over',
      );
    return done.result;
  }

  #source(basis: Basis, key: string): CiSourceBody {
    const body = basis.sources.get(key);
    if (!body)
      throw new NotFoundError(
        `There is no source "${key}"; sources are definitions of the kind ci-source`,
      );
    if (body.columns.length === 0)
      throw new InputError(`The source ${key} brings no rows`);
    return body;
  }

  async #run(
    caller: Caller,
    basis: Basis,
    command: LoadCommand,
    read: ReadRows,
    think: (now: number) => Promise<LoadPlan>,
  ): Promise<CiLoadResult> {
    const now = this.kernel.clock.now();
    const first = await think(now);
    const id = uuidv7();
    await this.loads.start({
      id,
      source: command.source,
      actorRef: caller.ref,
      complete: command.complete,
      counts: { ...NO_COUNTS, rows: read.count },
      now,
    });
    try {
      await this.#write(caller, basis, first, () => think(now));
    } catch (error) {
      this.kernel.logger.error(
        `Load ${id} of ${command.source} failed`,
        error as Error,
      );
      await this.loads.finish(id, {
        state: 'failed',
        counts: first.result.counts,
        problems: first.result.problems,
        message:
          'Failed inside; the log of the backend says why. Load it again to go on.',
        now: this.kernel.clock.now(),
      });
      throw error;
    }
    await this.loads.finish(id, {
      state: 'done',
      counts: first.result.counts,
      problems: first.result.problems,
      message: first.result.message,
      now: this.kernel.clock.now(),
    });
    return { ...first.result, dryRun: false, id };
  }

  async #write(
    caller: Caller,
    basis: Basis,
    first: LoadPlan,
    again: () => Promise<LoadPlan>,
  ): Promise<void> {
    const now = this.kernel.clock.now();
    let plan = first;
    for (let tries = 1; ; tries += 1) {
      try {
        let expected = plan.revision;
        // Pairs last: both of their items must be there.
        const chunks = chunksOf(plan.drafts, CHUNK);
        for (const [n, drafts] of chunks.entries()) {
          const pairs = n === chunks.length - 1 ? plan.pairs : [];
          const { revision } = await this.items.change(
            caller,
            basis,
            now,
            async () => ({ drafts, pairs, mode: 'observe', result: undefined }),
            expected,
          );
          expected = revision;
        }
        return;
      } catch (error) {
        const stale =
          error instanceof StaleItemsError || isDatabaseConflictError(error);
        if (!stale || tries === TRIES) throw error;
        plan = await again();
      }
    }
  }

  async sources(): Promise<CiSource[]> {
    const [basis, latest, counted] = await Promise.all([
      readBasis(this.kernel.definitions),
      this.loads.latest(),
      this.loads.counted(),
    ]);
    const keys = new Set(['portal', 'catalog', ...basis.sources.keys()]);
    return [...keys]
      .map((key): CiSource => {
        const body = basis.sources.get(key);
        const { items, missing } = counted.get(key) ?? { items: 0, missing: 0 };
        return {
          key,
          name:
            body?.name ??
            { portal: 'By hand', catalog: 'Catalog files' }[key] ??
            key,
          description: body?.description,
          precedence: basis.precedenceOf(key, ''),
          precedenceOf: body?.precedenceOf ?? {},
          classes: classesOf(body),
          onMissing: body?.onMissing ?? 'keep',
          pulled: this.pulled.has(key),
          everyMinutes: body?.everyMinutes,
          loads: (body?.columns.length ?? 0) > 0,
          items,
          missing,
          lastLoad: latest.get(key),
        };
      })
      .sort((a, b) => a.precedence - b.precedence || (a.key < b.key ? -1 : 1));
  }

  async list(query: { source?: string; limit?: number; cursor?: string }) {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = await this.loads.list(limit + 1, query.source, query.cursor);
    const items = found.slice(0, limit);
    return {
      items,
      pageInfo: {
        nextCursor: found.length > limit ? items[limit - 1].id : undefined,
      },
    };
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<CiLoad & { problems: LoadProblem[] }> {
    const load = await this.loads.get(id);
    if (!load) throw new NotFoundError(`There is no load ${id}`);
    return { ...load, problems: await this.loads.problems(id) };
  }
}
