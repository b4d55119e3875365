import {
  CI_COLUMNS,
  type CiColumnKey,
  type CiExportQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { askedCis } from './ciQuestion';
import type { CiRows } from './CiRows';
import type { CiRow } from './CiStore';

/** Rows read in one go. */
const BATCH = 1_000;

/** What the columns of an export are called. */
const LABELS: Readonly<Record<CiColumnKey, string>> = {
  title: 'Title',
  ref: 'Reference',
  kind: 'Kind',
  type: 'Type',
  ownerRef: 'Owner',
  systemRef: 'System',
  lifecycle: 'Lifecycle',
  lastChange: 'Last change',
};

/** An export that may begin. */
export interface CiExport {
  header: string[];
  rows: AsyncGenerator<string[]>;
}

/** Configuration items as rows of cells, by title, as far as the caller may see them. */
export class CiExports {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'csv'>,
    private readonly rows: CiRows,
  ) {}

  async open(caller: Caller, query: CiExportQuery): Promise<CiExport> {
    const columns = query.columns?.length ? query.columns : CI_COLUMNS;
    return {
      header: columns.map(key => LABELS[key]),
      rows: this.#rows(caller, query, columns),
    };
  }

  async *#rows(
    caller: Caller,
    query: CiExportQuery,
    columns: readonly CiColumnKey[],
  ): AsyncGenerator<string[]> {
    const { maxRows } = this.kernel.csv;
    const asked = askedCis(caller, query, this.kernel.clock.now());
    const withChange = columns.includes('lastChange');
    let after: CiRow['place'] | undefined;
    let left = maxRows;
    for (;;) {
      const { rows, more } = await this.rows.read(caller, {
        asked,
        sort: 'title',
        order: 'asc',
        after,
        wanted: Math.min(BATCH, left),
        // It is streamed: whoever may see little waits for the next line, not for a page.
        mostLooked: Number.POSITIVE_INFINITY,
      });
      const changes = withChange
        ? await this.rows.lastChanges(caller, rows)
        : undefined;
      for (const row of rows)
        yield columns.map(key =>
          key === 'lastChange'
            ? changes?.get(row.ref)?.at ?? ''
            : row[key] ?? '',
        );
      left -= rows.length;
      if (!more) return;
      if (left === 0) {
        yield [`Stopped after ${maxRows} rows; filter to get the others`];
        return;
      }
      after = rows[rows.length - 1].place;
    }
  }
}
