import {
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ImportRun } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { KernelParts } from '../buildKernel';
import type { ObservedEvent } from '../door/Observer';
import { isTold } from '../http/isTold';
import { columnLimits } from './columnLimits';
import { ImportStore, type ImportError } from './ImportStore';
import { Mappings, type Mapping } from './mapping';
import { readLines, readRows, type CsvRow } from './readRows';
import { RowMapper } from './RowMapper';

/** Rows a transaction: large enough to spread its cost, small enough to show progress. */
const BATCH = 1000;
const TRIES = 3;
/** A run that is older than this when a backend starts is not running any more. */
const LONGEST_RUN_MS = 6 * 3_600_000;

/** What an import is told. */
export interface ImportCommand {
  mapping: string;
  source: string;
  /** The CSV as text, in pieces of any size. */
  chunks: AsyncIterable<string>;
  /** Told after every batch. Returning false stops the import after it. */
  onProgress?: (run: ImportRun) => boolean | void;
}

interface Batch {
  lines: number;
  rows: { line: number; event: ObservedEvent }[];
  errors: ImportError[];
}

/** Whether the database refuses what it was given, whoever gives it and whenever. */
function isRefused(error: unknown): boolean {
  const code = String((error as { code?: unknown } | undefined)?.code ?? '');
  return /^(22|23)[0-9A-Z]{3}$|^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code);
}

/**
 * Imports history from a CSV.
 *
 * A batch is one transaction, together with its count in the run and its bad lines: when the
 * import stops anywhere, what was counted is there and what is there was counted. Running the
 * same file again finds the rows by their hash and goes on where it stopped.
 */
export class ImportService {
  readonly #kernel: KernelParts;
  readonly #store: ImportStore;
  readonly #mappings: Mappings;

  constructor(kernel: KernelParts) {
    this.#kernel = kernel;
    this.#store = new ImportStore(kernel.database);
    const own = kernel.config.getOptionalString('itsm.imports.mappings');
    const shipped = resolvePackagePath(
      '@callboard/plugin-itsm-backend',
      'mappings',
    );
    this.#mappings = new Mappings(own ? [own, shipped] : [shipped]);
  }

  /**
   * Runs an import to its end.
   *
   * @returns the finished run; bad lines are kept with it
   * @throws InputError if mapping or header do not fit; nothing is recorded then
   */
  async run(caller: Caller, command: ImportCommand): Promise<ImportRun> {
    const mapping = await this.#mappings.get(command.mapping);
    const type = this.#kernel.types.find(mapping.type);
    if (!type)
      throw new InputError(
        `The mapping is for ${mapping.type}, which is not enabled here`,
      );
    const rows = readRows(readLines(command.chunks));
    const header = await rows.next();
    if (header.done || !('cells' in header.value)) {
      throw new InputError('The file is empty or its first line is no header');
    }
    const mapper = new RowMapper(
      mapping,
      type,
      command.source,
      header.value.cells,
      await columnLimits(this.#kernel.database, type),
    );
    const id = uuidv7();
    await this.#store.start({
      id,
      source: command.source,
      type: mapping.type,
      mapping: command.mapping,
      actorRef: caller.ref,
      startedAt: this.#kernel.clock.now(),
    });
    try {
      const complete = await this.#batches(
        caller,
        id,
        command,
        mapping,
        mapper,
        rows,
      );
      await this.#finish(
        id,
        complete ? 'done' : 'failed',
        complete
          ? undefined
          : 'Stopped before the end; run the file again to go on.',
      );
    } catch (error) {
      const told = isTold(error as Error);
      if (!told)
        this.#kernel.logger.error(`Import ${id} failed`, error as Error);
      await this.#finish(
        id,
        'failed',
        told
          ? (error as Error).message
          : 'Failed inside; the log of the backend says why.',
      );
      throw error;
    }
    return this.get(id);
  }

  async #batches(
    caller: Caller,
    id: string,
    command: ImportCommand,
    mapping: Mapping,
    mapper: RowMapper,
    rows: AsyncIterable<CsvRow>,
  ): Promise<boolean> {
    let batch: Batch = { lines: 0, rows: [], errors: [] };
    // One batch is written while the next is read: half of the time is the database's.
    let writing: Promise<boolean> = Promise.resolve(true);
    const write = async (full: Batch): Promise<boolean> => {
      await this.#write(caller, id, command.source, mapping, full);
      return command.onProgress?.(await this.get(id)) !== false;
    };
    const flush = async (): Promise<boolean> => {
      const full = batch;
      batch = { lines: 0, rows: [], errors: [] };
      if (!(await writing)) return false;
      writing = write(full);
      // Whoever waits for it hears of a failure; until then nobody does.
      writing.catch(() => {});
      return true;
    };
    try {
      for await (const row of rows) {
        batch.lines += 1;
        try {
          if ('reason' in row) throw new InputError(row.reason);
          batch.rows.push({ line: row.line, event: mapper.map(row.cells) });
        } catch (error) {
          if ((error as Error).name !== 'InputError') throw error;
          const reason = (error as Error).message;
          batch.errors.push({ line: row.line, reason });
        }
        if (batch.lines >= BATCH && !(await flush())) return false;
      }
    } catch (error) {
      // Of a file that stops in the middle what was read is kept.
      if (batch.lines > 0 && isTold(error as Error)) await flush();
      await writing;
      throw error;
    }
    if (batch.lines > 0 && !(await flush())) return false;
    return writing;
  }

  /** Writes a batch. If the database refuses it, its halves: one row that does not fit costs one row. */
  async #write(
    caller: Caller,
    id: string,
    source: string,
    mapping: Mapping,
    batch: Batch,
  ): Promise<void> {
    const write = (part: Batch) =>
      this.#write(caller, id, source, mapping, part);
    try {
      await this.#writeWhole(caller, id, source, mapping, batch);
    } catch (error) {
      const { lines, rows, errors } = batch;
      if (!isRefused(error) || rows.length === 0) throw error;
      if (rows.length === 1) {
        const { line } = rows[0];
        this.#kernel.logger.warn(`Import ${id}, line ${line}: ${error}`);
        const reason =
          'cannot be stored as it is; compare it with a line that was imported';
        await write({ lines, rows: [], errors: [...errors, { line, reason }] });
        return;
      }
      const half = Math.ceil(rows.length / 2);
      const second = rows.slice(half);
      await write({
        lines: lines - second.length,
        rows: rows.slice(0, half),
        errors,
      });
      await write({ lines: second.length, rows: second, errors: [] });
    }
  }

  /** Another import of the same rows may win a race; the second try sees its rows. */
  async #writeWhole(
    caller: Caller,
    id: string,
    source: string,
    mapping: Mapping,
    batch: Batch,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#kernel.observer.observe(
          { caller, type: mapping.type, source, commandId: id },
          batch.rows.map(({ event }) => event),
          (tx, observed) =>
            this.#store.advance(
              tx,
              id,
              { lines: batch.lines, ...observed },
              batch.errors,
            ),
        );
        return;
      } catch (error) {
        if (attempt === TRIES || !isDatabaseConflictError(error)) throw error;
      }
    }
  }

  async #finish(
    id: string,
    state: 'done' | 'failed',
    message?: string,
  ): Promise<void> {
    await this.#store.finish(id, state, this.#kernel.clock.now(), message);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<ImportRun> {
    const run = await this.#store.get(id);
    if (!run) throw new NotFoundError(`There is no import run ${id}`);
    return run;
  }

  /** A run with its first 1000 bad lines. @throws NotFoundError */
  async getWithErrors(
    id: string,
  ): Promise<ImportRun & { errors: ImportError[] }> {
    return { ...(await this.get(id)), errors: await this.#store.errors(id) };
  }

  /** The latest 50 runs. */
  async list(): Promise<ImportRun[]> {
    return this.#store.latest(50);
  }

  /** Ends runs that a crash left open. */
  async closeInterrupted(): Promise<void> {
    const now = this.#kernel.clock.now();
    await this.#store.closeRunning(
      now - LONGEST_RUN_MS,
      now,
      'The backend stopped; run the file again to go on.',
    );
  }
}
