import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { ExportQuery } from '@callboard/plugin-itsm-common';
import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import { worksOnSql } from '../access/worksOn';
import type { FieldRegistry } from '../fields/FieldRegistry';
import type { RegisteredField } from '../fields/fieldSource';
import { openForDays } from '../fields/fieldSql';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import { readRecord, selectRecord } from './listRecords';
import type { RecordQueries } from './RecordQueries';

/** Rows read in one go: enough that round trips do not count, few enough to hold. */
const BATCH = 1_000;

const DEFAULT_COLUMNS = [
  'number',
  'title',
  'type',
  'status',
  'priority',
  'serviceRef',
  'ownerRef',
  'assigneeRef',
  'requesterRef',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'closedAt',
];

const DEFAULT_MAX_ROWS = 100_000;

/**
 * Reads `itsm.export.maxRows`.
 *
 * @throws Error if it is no number of rows
 */
export function readMaxRows(config: RootConfigService): number {
  const rows =
    config.getOptionalNumber('itsm.export.maxRows') ?? DEFAULT_MAX_ROWS;
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new Error(
    `itsm.export.maxRows is ${rows}; it must be a whole number of at least 1`,
  );
}

/** What an export is asked for. */
export type ExportOptions = Omit<ExportQuery, 'type' | 'bom'> & {
  types?: readonly string[];
};

/** An export that may begin: everything that can be wrong with its question was found. */
export interface RecordExport {
  /** Labels of the columns. */
  header: string[];
  /** Rows of cells, oldest record first. Reads on only while it is read from. */
  rows(): AsyncGenerator<string[]>;
  maxRows: number;
}

/** What the value of a practice's own field is called in a row. */
const contributedAs = (column: number) => `contributed_${column}`;

function valueOf(
  key: string,
  { from }: RegisteredField['source'],
  record: StoredRecord,
  worked: { now: number; contributed: unknown },
): unknown {
  if (from === 'derived') return openForDays(record, worked.now);
  return from === 'contributed' ? worked.contributed : record[key];
}

function cellOf(
  { definition, source }: RegisteredField,
  record: StoredRecord,
  worked: { now: number; contributed: unknown },
): string {
  const value = valueOf(definition.key, source, record, worked);
  if (value === undefined || value === null) return '';
  if (definition.type === 'instant')
    return new Date(Number(value)).toISOString();
  if (definition.type === 'boolean') return String(Boolean(value));
  return String(value);
}

/** Reads records for export, page by page in the order of their ids, which never changes. */
export class RecordExports {
  readonly #queries: RecordQueries;
  readonly #types: RecordTypes;
  readonly #registry: FieldRegistry;
  readonly #maxRows: number;

  constructor(deps: {
    queries: RecordQueries;
    types: RecordTypes;
    /** The most rows of one export. */
    maxRows: number;
  }) {
    this.#queries = deps.queries;
    this.#types = deps.types;
    this.#registry = deps.queries.registry;
    this.#maxRows = deps.maxRows;
  }

  /**
   * Prepares an export.
   *
   * @throws InputError for columns and filters that cannot be
   */
  async open(caller: Caller, options: ExportOptions): Promise<RecordExport> {
    const types = this.#types.pick(options.types);
    const asked = this.#columns(types, options.columns);
    const { columns: _, ...question } = options;
    const also = asked.map(({ definition }) => definition.key);
    const { base, fields } = await this.#queries.prepareWith(
      caller,
      types,
      question,
      { also },
    );
    const columns = also.map(key => fields.get(key)!);
    const now = this.#queries.clock.now();
    const { postgres } = this.#queries.dialect;
    const works = worksOnSql(caller);
    const contributed = columns.flatMap(({ source }, i) => {
      if (source.from !== 'contributed') return [];
      const value = source.field.value({ now, works, postgres });
      return [{ as: contributedAs(i), ...value }];
    });
    const maxRows = this.#maxRows;
    async function* rows(): AsyncGenerator<string[]> {
      let after = '';
      let left = maxRows;
      for (;;) {
        const query = base();
        selectRecord(query, caller, types);
        for (const { as, sql, bindings } of contributed)
          query.select(query.client.raw(`${sql} as ${as}`, bindings));
        if (after) query.where('r.id', '>', after);
        // One more than may be shown tells whether there are more.
        const page: any[] = await query
          .orderBy('r.id')
          .limit(Math.min(BATCH, left + 1));
        for (const row of page.slice(0, left)) {
          const record = readRecord(row, types);
          yield columns.map((column, i) =>
            cellOf(column, record, { now, contributed: row[contributedAs(i)] }),
          );
        }
        if (page.length > left) {
          yield [`Stopped after ${maxRows} rows; filter to get the others`];
          return;
        }
        left -= page.length;
        if (page.length < BATCH) return;
        after = page[page.length - 1].id;
      }
    }
    const header = columns.map(({ definition: { label, unit } }) =>
      unit ? `${label} (${unit})` : label,
    );
    return { header, rows, maxRows };
  }

  #columns(
    types: readonly RegisteredType[],
    keys: readonly string[] | undefined,
  ): RegisteredField[] {
    const fields = this.#registry.fieldsOf(types);
    const wanted = keys?.length ? keys : DEFAULT_COLUMNS;
    return wanted.map(key => {
      const field = this.#registry.require(fields, key, 'columns');
      if (field.definition.multiple) {
        throw new InputError(
          `columns: ${field.definition.label} has any number of values and does not fit into a column`,
        );
      }
      return field;
    });
  }
}
