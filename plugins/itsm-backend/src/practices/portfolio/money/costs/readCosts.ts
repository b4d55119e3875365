import { InputError } from '@backstage/errors';
import {
  COST_COLUMNS,
  COST_KIND_LABELS,
  COST_KINDS,
  COST_PLANS,
  currencySchema,
  kindOf,
  monthSchema,
  MOST_COST_ROWS,
  normalizeRef,
  parseMoney,
  textSchema,
  type BadCostLine,
  type CostColumn,
  type CostKind,
  type CostPlan,
  type MoneyAmount,
} from '@callboard/plugin-itsm-common';
import { delimiterOf, readCsv } from '@callboard/plugin-itsm-node';
import { createHash } from 'crypto';

/** A row of a file of costs as it is understood. Whether its service is there is not known yet. */
export interface CostRow {
  line: number;
  /** References that its service could be, the likeliest first. */
  services: readonly string[];
  /** What the file calls it. */
  named: string;
  month: string;
  kind: CostKind;
  plan: CostPlan;
  amount: MoneyAmount;
  note?: string;
  externalId: string;
}

/** What a file of costs says. */
export interface ReadCosts {
  rows: CostRow[];
  bad: BadCostLine[];
  /** All rows, bad ones too. */
  count: number;
  header: string[];
  /** Which column was taken for what; `=` before what holds for all rows. */
  columns: Partial<Record<CostColumn, string>>;
}

/** How columns are called where nobody says. */
const USUAL: Readonly<Record<CostColumn, readonly string[]>> = {
  service: ['service', 'system', 'component', 'entity', 'application'],
  month: ['month', 'period', 'date', 'posting date'],
  kind: ['kind', 'cost type', 'category', 'type'],
  plan: ['plan', 'actual or budget', 'version'],
  amount: ['amount', 'net amount', 'value', 'cost', 'sum'],
  currency: ['currency', 'curr'],
  note: ['note', 'text', 'description', 'comment'],
  id: ['id', 'external id', 'document', 'document number', 'key'],
};
/** More than any system writes; what has more is separated by something else. */
const MOST_COLUMNS = 500;
const NEEDED: readonly CostColumn[] = ['service', 'month', 'amount'];
/** What rows are where the file has no such column. */
const UNLESS_SAID: Partial<Record<CostColumn, string>> = {
  kind: '=other',
  plan: '=actual',
};

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
const folded = (text: string) => plain(text).toLocaleLowerCase('en-US');

/** What is wrong with a cell, in a sentence that names the column. */
class CellFault extends Error {}

const PLAN_WORDS: Readonly<Record<string, CostPlan>> = {
  actual: 'actual',
  actuals: 'actual',
  budget: 'budget',
  planned: 'budget',
  plan: 'budget',
};

function readPlan(cell: string): CostPlan {
  const plan = PLAN_WORDS[folded(cell)];
  if (!plan)
    throw new CellFault(
      `plan: must be ${COST_PLANS.join(' or ')}, not "${cell.slice(0, 40)}"`,
    );
  return plan;
}

function readKind(cell: string): CostKind {
  const kind = COST_KINDS.find(
    k => k === folded(cell) || folded(COST_KIND_LABELS[k]) === folded(cell),
  );
  if (!kind)
    throw new CellFault(
      `kind: must be one of ${COST_KINDS.join(', ')}, not "${cell.slice(
        0,
        40,
      )}"`,
    );
  return kind;
}

function readMonth(cell: string): string {
  const text = plain(cell);
  const first =
    /^(?<year>\d{4})[-/.](?<month>\d{1,2})(?:[-/.]\d{1,2})?(?:[T ].*)?$/;
  // 11/2026, as spreadsheets write a month.
  const last = /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/;
  const { year = '', month = '' } =
    (first.exec(text) ?? last.exec(text))?.groups ?? {};
  const read = monthSchema.safeParse(`${year}-${month.padStart(2, '0')}`);
  if (!read.success)
    throw new CellFault(
      `month: must be a month like 2026-11 or a date like 2026-11-30, not "${text.slice(
        0,
        40,
      )}"`,
    );
  return read.data;
}

function readCurrency(cell: string): string {
  const read = currencySchema.safeParse(cell);
  if (!read.success)
    throw new CellFault(
      `currency: "${plain(cell).slice(
        0,
        20,
      )}" is no currency of ISO 4217; write one like EUR`,
    );
  return read.data;
}

/** What a cell could mean: a whole reference, or the name of a system, else of a component. */
function readService(cell: string): string[] {
  const text = plain(cell);
  const named = text.includes(':')
    ? [text]
    : [`system:${text}`, `component:${text}`];
  const refs = named.flatMap(name => {
    const ref = normalizeRef(
      name.includes('/') ? name : name.replace(':', ':default/'),
    );
    return ref && kindOf(ref) !== 'user' ? [ref] : [];
  });
  if (refs.length === 0)
    throw new CellFault(
      `service: must be a reference like system:default/payments, or the name of a system, not "${text.slice(
        0,
        60,
      )}"`,
    );
  return refs;
}

function readText(column: string, cell: string, most: number): string {
  const text = cell.trim();
  if (text.length > most)
    throw new CellFault(`${column}: must have at most ${most} characters`);
  if (!textSchema.safeParse(text).success)
    throw new CellFault(`${column}: has characters that cannot be stored`);
  return text;
}

/** Finds out which column says what. @throws InputError for what it cannot do without */
function columnsOf(
  header: readonly string[],
  said: Partial<Record<CostColumn, string>>,
  currency: string,
): Map<CostColumn, { index: number } | { all: string }> {
  const found = new Map<CostColumn, { index: number } | { all: string }>();
  const names = header.map(folded);
  for (const column of COST_COLUMNS) {
    const word = said[column];
    if (word?.startsWith('=')) found.set(column, { all: word.slice(1) });
    else if (word !== undefined) {
      const index = names.indexOf(folded(word));
      if (index < 0)
        throw new InputError(
          `columns: the file has no column "${word}"; it has ${header
            .map(h => `"${h}"`)
            .join(', ')
            .slice(0, 500)}`,
        );
      found.set(column, { index });
    } else {
      const usual = USUAL[column].find(name => names.includes(name));
      if (usual) found.set(column, { index: names.indexOf(usual) });
      else if (UNLESS_SAID[column])
        found.set(column, { all: UNLESS_SAID[column]!.slice(1) });
    }
  }
  if (!found.has('currency')) found.set('currency', { all: currency });
  const missing = NEEDED.filter(column => !found.has(column));
  if (missing.length > 0)
    throw new InputError(
      `The file has no column for ${missing.join(
        ', ',
      )}; name it with columns, like {"${missing[0]}":"${
        header[0]?.slice(0, 60) || 'A'
      }"}`,
    );
  return found;
}

/** The same row gets the same id each time, and of alike rows each one its own. */
function idOf(row: Omit<CostRow, 'externalId'>, seen: Map<string, number>) {
  const { services, month, kind, plan, amount, note = '' } = row;
  const hash = createHash('sha256')
    .update(
      JSON.stringify([services[0], month, kind, plan, amount.currency, note]),
    )
    .digest('hex')
    .slice(0, 32);
  const n = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, n);
  return `#${hash}:${n}`;
}

/**
 * Reads a file of costs. What is wrong with a row is told with its line; the others are read.
 *
 * @param options - `currency` is that of files that name none
 * @throws InputError if it is no such file at all
 */
export function readCosts(
  text: string,
  options: {
    columns?: Partial<Record<CostColumn, string>>;
    decimal?: '.' | ',';
    currency: string;
  },
): ReadCosts {
  const lines = readCsv(text, delimiterOf(text.replace(/^\ufeff/, '')));
  const first = lines.next().value;
  if (!first || !('cells' in first))
    throw new InputError(
      'The file is empty; its first line must name the columns, like service,month,kind,plan,amount,currency',
    );
  if (first.cells.length > MOST_COLUMNS)
    throw new InputError(
      `The first line names ${first.cells.length} columns, and a file of costs has ${MOST_COLUMNS} at most; check what separates them`,
    );
  const header = first.cells.map(plain);
  const columns = columnsOf(header, options.columns ?? {}, options.currency);
  const bad: BadCostLine[] = [];
  const rows: CostRow[] = [];
  const lineOfId = new Map<string, number>();
  const alike = new Map<string, number>();
  let count = 0;
  for (const row of lines) {
    count += 1;
    if (count > MOST_COST_ROWS)
      throw new InputError(
        `The file has more than ${MOST_COST_ROWS} rows; split it. Nothing was imported`,
      );
    const { line } = row;
    if ('reason' in row) {
      bad.push({ line, reason: row.reason });
      continue;
    }
    const cellOf = (column: CostColumn): string => {
      const place = columns.get(column);
      if (!place) return '';
      return 'all' in place ? place.all : row.cells[place.index] ?? '';
    };
    const needed = (column: CostColumn): string => {
      const cell = cellOf(column);
      if (plain(cell) === '') throw new CellFault(`${column}: is missing`);
      return cell;
    };
    try {
      const currency = readCurrency(needed('currency'));
      const money = parseMoney(needed('amount'), currency, options.decimal);
      if ('fault' in money) throw new CellFault(`amount: ${money.fault}`);
      const service = needed('service');
      const read = {
        line,
        services: readService(service),
        named: plain(service),
        month: readMonth(needed('month')),
        kind: readKind(needed('kind')),
        plan: readPlan(needed('plan')),
        amount: money,
        note: readText('note', cellOf('note'), 500) || undefined,
      };
      const said = readText('id', cellOf('id'), 190);
      if (columns.has('id') && said === '')
        throw new CellFault('id: is missing');
      const externalId = said || idOf(read, alike);
      const before = lineOfId.get(externalId);
      if (before !== undefined)
        throw new CellFault(`id: line ${before} has "${said}" already`);
      lineOfId.set(externalId, line);
      rows.push({ ...read, externalId });
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      bad.push({ line, reason: error.message });
    }
  }
  return {
    rows,
    bad,
    count,
    header,
    columns: Object.fromEntries(
      [...columns].map(([column, place]) => [
        column,
        'all' in place ? `=${place.all}` : header[place.index],
      ]),
    ),
  };
}
