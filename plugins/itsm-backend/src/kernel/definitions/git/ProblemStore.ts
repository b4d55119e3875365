import type {
  DefinitionLocation,
  DefinitionProblem,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres, toIso } from '../../database';

/** Key of the advisory lock under which problems are replaced; one that nothing else uses. */
const PROBLEMS_LOCK = 4_117_010;

/** What the last read of a location found. */
export interface LocationReport {
  location: string;
  files: number;
  definitions: number;
  error?: string;
  problems: readonly {
    file: string;
    line?: number;
    column?: number;
    kind?: string;
    key?: string;
    message: string;
  }[];
}

/** Problems of the last read of all locations, kept so that every backend can show them. */
export class ProblemStore {
  constructor(private readonly knex: Knex) {}

  /** Replaces what was known. @param now - milliseconds since the epoch */
  async replace(
    reports: readonly LocationReport[],
    now: number,
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      if (isPostgres(tx))
        await tx.raw('select pg_advisory_xact_lock(?)', [PROBLEMS_LOCK]);
      await tx('definition_problems').delete();
      await tx('definition_locations').delete();
      for (const report of reports) {
        await tx('definition_locations').insert({
          location: report.location,
          read_at: now,
          files: report.files,
          definitions: report.definitions,
          error: report.error ?? null,
        });
        for (const problem of report.problems) {
          await tx('definition_problems').insert({
            location: report.location,
            file: problem.file,
            line: problem.line ?? null,
            col: problem.column ?? null,
            kind: problem.kind ?? null,
            key: problem.key ?? null,
            message: problem.message,
            seen_at: now,
          });
        }
      }
    });
  }

  /** Problems and locations as of the last read. */
  async read(): Promise<{
    items: DefinitionProblem[];
    locations: DefinitionLocation[];
  }> {
    const [problems, locations] = await Promise.all([
      this.knex('definition_problems').orderBy('id'),
      this.knex('definition_locations').orderBy('location'),
    ]);
    return {
      items: problems.map(p => ({
        location: p.location,
        file: p.file,
        line: p.line ?? undefined,
        column: p.col ?? undefined,
        kind: p.kind ?? undefined,
        key: p.key ?? undefined,
        message: p.message,
        seenAt: toIso(Number(p.seen_at))!,
      })),
      locations: locations.map(l => ({
        location: l.location,
        readAt: toIso(Number(l.read_at))!,
        files: l.files,
        definitions: l.definitions,
        error: l.error ?? undefined,
      })),
    };
  }
}
