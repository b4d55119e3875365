import {
  ATTRIBUTE_COLUMN,
  CI_COLUMNS,
  type CiClass,
  type CiColumnKey,
  type CiExportQuery,
  type CiListItem,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import type { CiItems } from './CiItems';
import { askedCis, type AskedCis } from './ciQuestion';
import type { CiRows } from './CiRows';
import type { Place } from './cursor';

/** Rows read in one go. */
const BATCH = 1_000;

/** What the columns of an export are called. */
const LABELS: Readonly<Record<CiColumnKey, string>> = {
  title: 'Title',
  ref: 'Reference',
  kind: 'Kind',
  type: 'Type',
  class: 'Class',
  ownerRef: 'Owner',
  systemRef: 'System',
  lifecycle: 'Lifecycle',
  sources: 'Sources',
  health: 'Health (%)',
  lastChange: 'Last change',
};

/** An export that may begin. */
export interface CiExport {
  header: string[];
  rows: AsyncGenerator<string[]>;
}

const isAttribute = (column: string) => column.startsWith(ATTRIBUTE_COLUMN);
const attributeOf = (column: string) => column.slice(ATTRIBUTE_COLUMN.length);

/** What a column of an attribute is called: as the first class that has it says. */
function attributeLabel(key: string, classes: readonly CiClass[]): string {
  const attributes = classes.flatMap(c => c.attributes);
  return attributes.find(a => a.key === key)?.label ?? key;
}

function cellOf(item: CiListItem, column: string): string {
  if (isAttribute(column)) {
    const value = item.attributes?.[attributeOf(column)] ?? '';
    return Array.isArray(value) ? value.join(', ') : String(value);
  }
  switch (column as CiColumnKey) {
    case 'lastChange':
      return item.lastChange?.at ?? '';
    case 'sources':
      return item.sources.join(', ');
    default:
      return String(item[column as 'title'] ?? '');
  }
}

/** Configuration items as rows of cells, by title, as far as the caller may see them. */
export class CiExports {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'csv'>,
    private readonly rows: CiRows,
    private readonly items: CiItems,
    private readonly facts: Pick<CiFactsReader, 'classes'>,
  ) {}

  async open(caller: Caller, query: CiExportQuery): Promise<CiExport> {
    const columns = query.columns?.length ? query.columns : CI_COLUMNS;
    const classes = await this.facts.classes();
    const now = this.kernel.clock.now();
    return {
      header: columns.map(column =>
        isAttribute(column)
          ? attributeLabel(attributeOf(column), classes)
          : LABELS[column as CiColumnKey],
      ),
      rows: this.#rows(
        caller,
        askedCis(caller, query, { now, classes }),
        columns,
      ),
    };
  }

  async *#rows(
    caller: Caller,
    asked: AskedCis,
    columns: readonly string[],
  ): AsyncGenerator<string[]> {
    const { maxRows } = this.kernel.csv;
    const attributes = columns.filter(isAttribute).map(attributeOf);
    let after: Place | undefined;
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
      const items = await this.items.of(caller, rows, { attributes });
      for (const item of items)
        yield columns.map(column => cellOf(item, column));
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
