import { InputError } from '@backstage/errors';
import {
  closeNames,
  type CiClaimValue,
  type CiClass,
  type CiColumn,
  type CiSourceBody,
  type LoadProblem,
} from '@callboard/plugin-itsm-common';
import { delimiterOf, DELIMITERS, readCsv } from '@callboard/plugin-itsm-node';
import { breathe } from './breathe';
import { CellReader, RowFault, type Cell } from './CellReader';
import { identitiesOf } from './identity';

const MOST_ROWS = 100_000;

/** What a row says. */
export interface SourceRow {
  line: number;
  externalId: string;
  ciClass: CiClass;
  /** The entity from elsewhere in the catalog that it is about. */
  entity?: string;
  said: Record<string, CiClaimValue>;
}

/** What was read. */
export interface ReadRows {
  rows: SourceRow[];
  problems: LoadProblem[];
  /** All that there were, bad ones too. */
  count: number;
  /** The ids of bad rows: their items are not missing. */
  badIds: Set<string>;
  /** Whether a bad row does not even say which item it is about. */
  unclear: boolean;
}

const headerKey = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLocaleLowerCase('en-US');

const list = (names: readonly string[]) =>
  names.map(name => `"${name}"`).join(', ');

function atPath(value: unknown, path: string): unknown {
  if (value !== null && typeof value === 'object' && path in value)
    return (value as Record<string, unknown>)[path];
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) =>
        at !== null && typeof at === 'object' && Object.hasOwn(at, step)
          ? (at as Record<string, unknown>)[step]
          : undefined,
      value,
    );
}

/** Reads the rows of a source by its definition. */
export class RowReader {
  readonly #columns: readonly CiColumn[];
  readonly #cells: CellReader;

  /** @throws InputError if the definition speaks of what is not there (any more) */
  constructor(
    private readonly body: CiSourceBody,
    private readonly classes: ReadonlyMap<string, CiClass>,
  ) {
    this.#columns = body.columns;
    this.#cells = new CellReader(body.noValue);
    if (typeof body.class === 'string') {
      const ciClass = classes.get(body.class);
      if (!ciClass) throw new InputError(this.#noClass(body.class));
      const keys = new Set(ciClass.attributes.map(a => a.key));
      const unknown = body.columns.find(
        c =>
          /^[a-z0-9-]+$/.test(c.to) && !keys.has(c.to) && !this.#isCommon(c.to),
      );
      if (unknown) {
        const [close] = closeNames(unknown.to, [...keys]);
        throw new InputError(
          `The class ${body.class} has no attribute "${unknown.to}"${
            close ? `; did you mean "${close}"?` : ''
          }; change the column "${unknown.from}" of the source`,
        );
      }
    }
  }

  /** What is said of a row that names nothing. */
  #nameless(): string {
    const named = this.#columns.find(c => c.to === 'name' || c.to === 'entity');
    return named?.to === 'entity'
      ? `${named.from}: is missing; it names the entity`
      : 'name: is missing';
  }

  #isCommon(to: string): boolean {
    return [
      'name',
      'entity',
      'title',
      'description',
      'owner',
      'system',
    ].includes(to);
  }

  #noClass(key: string): string {
    const known = [...this.classes.keys()];
    const [close] = closeNames(key, known);
    const hint = close
      ? `did you mean "${close}"?`
      : `there are ${known.join(', ') || 'none yet'}`;
    return `There is no class "${key}"; ${hint} Classes are definitions of the kind ci-class`;
  }

  /** All columns that the source reads, and without which it cannot. */
  #wanted(): { from: string; needed: boolean }[] {
    const { class: ciClass } = this.body;
    return [
      ...this.#columns.map(c => ({ from: c.from, needed: !c.mayBeAbsent })),
      ...(typeof ciClass === 'object'
        ? [{ from: ciClass.from, needed: true }]
        : []),
    ];
  }

  #checkHeader(header: readonly string[]): Map<string, number> {
    const index = new Map<string, number>();
    header.forEach((name, i) => {
      const key = headerKey(name);
      if (key !== '' && index.has(key))
        throw new InputError(
          `The column "${name.trim()}" is there twice; leave one. Nothing was loaded`,
        );
      index.set(key, i);
    });
    const wanted = this.#wanted();
    const missing = wanted
      .filter(w => w.needed && !index.has(headerKey(w.from)))
      .map(w => w.from);
    if (missing.length === 0) return index;
    const known = new Set(wanted.map(w => headerKey(w.from)));
    const unknown = header
      .map(h => h.trim())
      .filter(h => h && !known.has(headerKey(h)));
    const hints = missing.flatMap(name => {
      const close = closeNames(name, unknown)[0];
      return close ? [`"${close}" may be "${name}"`] : [];
    });
    throw new InputError(
      `The header has changed: ${
        missing.length === 1 ? 'the column' : 'the columns'
      } ${list([...new Set(missing)])} ${
        missing.length === 1 ? 'is' : 'are'
      } missing${hints.length > 0 ? `; ${hints.join(', ')}` : ''}${
        hints.length === 0 && unknown.length > 0
          ? `; the file has ${list(unknown.slice(0, 10))} instead`
          : ''
      }. Nothing was loaded; bring the file or the source in line`,
    );
  }

  /** @throws InputError if the file as a whole is not what the source says */
  async fromCsv(text: string): Promise<ReadRows> {
    const { delimiter } = this.body;
    const lines = readCsv(
      text,
      delimiter === 'auto'
        ? delimiterOf(text.replace(/^\ufeff/, ''))
        : DELIMITERS[delimiter],
    );
    const first = lines.next();
    if (first.done || !('cells' in first.value))
      throw new InputError(
        'The file is empty or its first line is no header; nothing was loaded',
      );
    const index = this.#checkHeader(first.value.cells);
    const places = new Map(
      this.#wanted().map(w => [w.from, index.get(headerKey(w.from))]),
    );
    return this.#read(
      (function* rows() {
        for (const line of lines) {
          if ('reason' in line) yield line;
          else
            yield {
              line: line.line,
              cell: (column: string) => {
                const at = places.get(column);
                return at === undefined ? undefined : line.cells[at];
              },
            };
        }
      })(),
    );
  }

  /** @throws InputError if it is no list, or nothing in it has what the source reads */
  async fromJson(value: unknown): Promise<ReadRows> {
    const { itemsPath } = this.body;
    const items =
      Array.isArray(value) || !itemsPath ? value : atPath(value, itemsPath);
    if (!Array.isArray(items)) {
      throw new InputError(
        itemsPath
          ? `There is no list at "${itemsPath}"; nothing was loaded`
          : 'The body must be a JSON list of objects; nothing was loaded',
      );
    }
    const objects = items.filter(
      item => item !== null && typeof item === 'object',
    );
    if (objects.length > 0) {
      const found = this.#wanted().filter(w =>
        objects.some(o => atPath(o, w.from) !== undefined),
      );
      // Those that are in none of the objects are missing as a column would be.
      this.#checkHeader([
        ...found.map(w => w.from),
        ...Object.keys(objects[0]).filter(
          k => !found.some(w => headerKey(w.from) === headerKey(k)),
        ),
      ]);
    }
    return this.#read(
      (function* rows() {
        for (const [i, item] of items.entries()) {
          if (item === null || typeof item !== 'object' || Array.isArray(item))
            yield { line: i + 1, reason: 'is no object' };
          else
            yield {
              line: i + 1,
              cell: (column: string) => atPath(item, column),
            };
        }
      })(),
    );
  }

  async #read(
    lines: Iterable<
      { line: number; reason: string } | { line: number; cell: Cell }
    >,
  ): Promise<ReadRows> {
    const byId = new Map<string, SourceRow[]>();
    const problems: LoadProblem[] = [];
    const badIds = new Set<string>();
    let unclear = false;
    let count = 0;
    for (const row of lines) {
      count += 1;
      await breathe(count);
      if (count > MOST_ROWS)
        throw new InputError(
          `There are more than ${MOST_ROWS} rows; split the source. Nothing was loaded`,
        );
      if ('reason' in row) {
        problems.push(row);
        unclear = true;
        continue;
      }
      const read = this.#row(row.line, row.cell);
      if ('faults' in read) {
        problems.push({ line: row.line, reason: read.faults.join('; ') });
        if (read.externalId === undefined) unclear = true;
        else badIds.add(read.externalId);
      } else {
        const same = byId.get(read.externalId);
        if (same) same.push(read);
        else byId.set(read.externalId, [read]);
      }
    }
    const rows: SourceRow[] = [];
    for (const [id, same] of byId) {
      const [first] = same;
      const differs = same.some(
        other =>
          JSON.stringify([other.said, other.entity]) !==
          JSON.stringify([first.said, first.entity]),
      );
      if (!differs) {
        rows.push(first);
        continue;
      }
      badIds.add(id);
      const at = same.map(r => r.line).join(', ');
      for (const { line } of same)
        problems.push({
          line,
          reason: `the id "${id}" is in lines ${at}, which say different things; leave one of them`,
        });
    }
    problems.sort((a, b) => a.line - b.line);
    // In an order of their own, so that the order of the file decides nothing.
    rows.sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    return { rows, problems, count, badIds, unclear };
  }

  #row(
    line: number,
    cell: Cell,
  ): SourceRow | { faults: string[]; externalId?: string } {
    const faults: string[] = [];
    const attempt = <T>(name: string, read: () => T): T | undefined => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof RowFault)) throw error;
        faults.push(`${name}: ${error.message}`);
        return undefined;
      }
    };
    const idColumn = this.#columns.find(c => c.to === 'externalId');
    let externalId =
      idColumn && attempt(idColumn.from, () => this.#cells.id(cell, idColumn));
    const ciClass = attempt('class', () => this.#class(cell));
    const said: Record<string, CiClaimValue> = {};
    let entity: string | undefined;
    for (const column of this.#columns) {
      if (column === idColumn || !ciClass) continue;
      const value = attempt(column.from, () =>
        this.#cells.value(cell, column, ciClass),
      );
      if (value === undefined) continue;
      if (column.to === 'entity') entity = String(value);
      else said[column.to] = value;
    }
    if (ciClass) {
      said.class = ciClass.key;
      if (
        said.name === undefined &&
        entity === undefined &&
        faults.length === 0
      ) {
        const instead = said.title ?? externalId;
        if (instead === undefined || this.#columns.some(c => c.to === 'name'))
          faults.push(this.#nameless());
        else said.name = instead;
      }
      const [strongest] = identitiesOf(ciClass, said);
      if (!idColumn) {
        if (strongest) externalId = `${strongest.rule}=${strongest.value}`;
        else if (entity) externalId = entity;
        else if (faults.length === 0)
          faults.push(
            `nothing says which item it is: it needs ${ciClass.identification
              .map(rule => rule.join(' and '))
              .join(', or ')}`,
          );
      }
    }
    if (faults.length > 0 || !ciClass || externalId === undefined)
      return { faults, externalId };
    return { line, externalId, ciClass, entity, said };
  }

  #class(cell: Cell): CiClass {
    const { class: wanted } = this.body;
    if (typeof wanted === 'string') return this.classes.get(wanted)!;
    if (!wanted) throw new RowFault('the source has none');
    const given = String(cell(wanted.from) ?? '')
      .normalize('NFC')
      .trim();
    if (given === '')
      throw new RowFault(`the column "${wanted.from}" says none`);
    const found = this.classes.get(wanted.values[given] ?? given);
    if (!found) throw new RowFault(this.#noClass(given.slice(0, 60)));
    return found;
  }
}
