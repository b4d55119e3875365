import { InputError } from '@backstage/errors';
import type {
  KpiCounted,
  KpiPart,
  KpiQuestion,
  KpiRecords,
} from '@callboard/plugin-itsm-common';
import type { Caller, CatalogReader } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readableSql } from '../access/sql';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';
import { RECORD_COLUMNS, toRecord } from '../records/rows';
import type { RecordTypes } from '../RecordTypes';
import type { FactFilter, FactPlace, FactRow, OpenFilter } from './model';
import type { KpiDeps, KpiQuestions } from './KpiQuestions';
import type { AskedKpi } from './readQuestion';
import { termsOf } from './formulas';

const DEFAULT_LIMIT = 50;
/** Facts that are looked at in one go, where not all of the first ones may be read. */
const BATCH = 500;
/** Goes of one page: whoever may read few of them gets a short page and a cursor. */
const MOST_GOES = 4;

const iso = (instant: number) => new Date(instant).toISOString();

/** Which facts a number is of, and how one of them is shown. */
interface Behind {
  page(place: { after?: FactPlace; limit: number }): Promise<FactRow[]>;
  total(): Promise<number>;
  valueOf(row: FactRow): number | undefined;
  counts(row: FactRow): boolean;
  fingerprint: unknown;
}

type Shown = ReturnType<typeof toRecord>;

function presentCounted(
  behind: Behind,
  row: FactRow,
  record: Shown,
): KpiCounted {
  const value = behind.valueOf(row);
  return {
    at: iso(row.at),
    ...(value !== undefined && { value }),
    counts: behind.counts(row),
    record: {
      id: record.id,
      number: record.number,
      type: record.type,
      title: record.title,
      status: record.status,
      statusCategory: record.statusCategory,
      priority: record.priority,
      serviceRef: record.serviceRef,
      ownerRef: record.ownerRef,
    },
  };
}

const cellsOf = ({ at, value, counts, record }: KpiCounted): string[] => [
  record.number,
  record.title,
  record.type,
  record.status,
  record.priority === undefined ? '' : String(record.priority),
  record.serviceRef ?? '',
  record.ownerRef ?? '',
  at,
  value === undefined ? '' : String(value),
  counts ? 'yes' : 'no',
];

/** The records behind numbers, of those the ones that the caller may read. */
export class KpiBehind {
  constructor(
    private readonly deps: KpiDeps & {
      knex: Knex;
      types: RecordTypes;
      catalog: CatalogReader;
    },
    private readonly questions: KpiQuestions,
  ) {}

  /** @param caller - with the scopes of reading records */
  async page(
    caller: Caller,
    question: KpiQuestion,
    options: { part?: KpiPart; limit?: number; cursor?: string },
  ): Promise<KpiRecords> {
    const behind = await this.#behind(question, options.part ?? 'all');
    const { limit = DEFAULT_LIMIT, cursor } = options;
    const fingerprint = listFingerprint(behind.fingerprint);
    const given =
      cursor === undefined ? undefined : decodeCursor(cursor, fingerprint);
    const items: KpiCounted[] = [];
    let after = given && { at: given.value, id: given.id };
    let hidden = 0;
    let more = true;
    for (let go = 0; go < MOST_GOES && more && items.length < limit; go += 1) {
      const wanted = go === 0 ? limit : BATCH;
      const found = await behind.page({ after, limit: wanted + 1 });
      const rows = found.slice(0, wanted);
      const readable = await this.#readable(caller, rows);
      more = found.length > wanted;
      for (const row of rows) {
        if (items.length === limit) {
          more = true;
          break;
        }
        const record = readable.get(row.recordId ?? '');
        if (record) items.push(presentCounted(behind, row, record));
        else hidden += 1;
        after = { at: row.at, id: row.id };
      }
    }
    const refs = await this.deps.catalog.describe(
      items.flatMap(({ record }) => [record.serviceRef, record.ownerRef]),
    );
    return {
      items,
      pageInfo:
        more && after
          ? {
              nextCursor: encodeCursor(
                { value: after.at, id: after.id, direction: 'next' },
                fingerprint,
              ),
            }
          : {},
      total: await behind.total(),
      hidden,
      refs,
    };
  }

  /** The same as rows of a file, read while they are written. */
  async *rows(
    caller: Caller,
    question: KpiQuestion,
    part: KpiPart = 'all',
    maxRows = 100_000,
  ): AsyncGenerator<string[]> {
    const behind = await this.#behind(question, part);
    let after: FactPlace | undefined;
    let left = maxRows;
    for (;;) {
      const rows = await behind.page({ after, limit: BATCH });
      const readable = await this.#readable(caller, rows);
      for (const row of rows) {
        after = { at: row.at, id: row.id };
        const record = readable.get(row.recordId ?? '');
        if (!record) continue;
        if (left === 0) {
          yield [`Stopped after ${maxRows} rows; ask for a shorter period`];
          return;
        }
        left -= 1;
        yield cellsOf(presentCounted(behind, row, record));
      }
      if (rows.length < BATCH) return;
    }
  }

  /** Columns of the file. */
  readonly header = [
    'Number',
    'Title',
    'Type',
    'Status',
    'Priority',
    'Service',
    'Team',
    'Counted at',
    'Value',
    'In the numerator',
  ];

  async #behind(question: KpiQuestion, part: KpiPart): Promise<Behind> {
    const entries = await this.deps.kpiBook.now();
    const [asked] = this.questions.read(entries, [question]);
    const { key } = asked.entry.definition;
    if (asked.in === 'gauge' || asked.in === 'nothing') {
      throw new InputError(
        `key: ${key} is told as a whole; there are no records behind it`,
      );
    }
    if (asked.entry.definition.fewest !== undefined) {
      throw new InputError(
        `key: what is behind ${key} is what single people said, which is not listed`,
      );
    }
    const { formula } = asked;
    if (formula.of === 'level' || formula.of === 'level-age')
      return this.#open(asked, formula, part);
    const filter = filterOf(asked, part);
    const { facts } = this.deps;
    const [term] = termsOf(formula).slice(part === 'numerator' ? 0 : -1);
    return {
      page: place => facts.page(filter, place),
      total: async () => {
        // Rollups know it, but of several dimensions at once, and of another half of a ratio.
        if (asked.in !== 'cells' || (formula.of === 'ratio' && part !== 'all'))
          return facts.count(filter);
        const [{ total }] = await this.questions.count([asked]);
        if (part === 'all') return total.count;
        const numerator = total.numerator ?? 0;
        return part === 'numerator' ? numerator : total.count - numerator;
      },
      valueOf: row =>
        term.value === undefined ? undefined : row.values[term.value],
      counts: row =>
        formula.of !== 'share' || row.marks.includes(formula.facts.mark),
      fingerprint: [key, filter],
    };
  }

  #open(
    asked: AskedKpi,
    formula: { entered: OpenFilter['entered']; left: OpenFilter['left'] } & {
      entered: { kind: string };
    },
    part: KpiPart,
  ): Behind {
    onlyAll(asked, part);
    const { facts } = this.deps;
    const at = Math.min(asked.period.to, asked.now);
    const open: OpenFilter = {
      kind: formula.entered.kind,
      entered: formula.entered,
      left: formula.left,
      where: asked.where,
    };
    return {
      page: place => facts.openPage(open, at, place),
      total: async () => {
        const [{ total }] = await this.questions.count([asked]);
        return total.count;
      },
      valueOf: row => at - row.at,
      counts: () => true,
      fingerprint: [asked.entry.definition.key, open, at],
    };
  }

  /** The records that the caller may read, by id. One statement. */
  async #readable(caller: Caller, rows: readonly FactRow[]) {
    const { knex, types } = this.deps;
    const ids = [...new Set(rows.flatMap(({ recordId }) => recordId ?? []))];
    if (ids.length === 0) return new Map();
    const readable = readableSql(caller, types.all());
    const found = await knex('records as r')
      .whereIn('r.id', ids)
      .whereRaw(readable.sql, readable.bindings)
      .select(Object.values(RECORD_COLUMNS).map(column => `r.${column}`));
    return new Map(found.map(row => [row.id as string, toRecord(row)]));
  }
}

/** @throws InputError for a part that a number does not have */
function onlyAll({ entry }: AskedKpi, part: KpiPart): void {
  if (part === 'all') return;
  throw new InputError(
    `part: ${entry.definition.key} has no numerator; leave it out`,
  );
}

/** The facts of a part of a number. */
function filterOf(asked: AskedKpi, part: KpiPart): FactFilter {
  const { formula, where, period } = asked;
  const all = termsOf(formula);
  const base = (facts: { kind: string; stage: string; mark?: string }) => ({
    kind: facts.kind,
    stage: facts.stage,
    from: period.from,
    to: period.to,
    where,
    ...(facts.mark !== undefined && { marks: [facts.mark] }),
  });
  if (formula.of === 'share') {
    const { mark } = formula.facts;
    const among = formula.among === undefined ? [] : [formula.among];
    return {
      ...base(all[0].facts),
      marks: part === 'numerator' ? [...among, mark] : among,
      ...(part === 'rest' && { without: [mark] }),
    };
  }
  if (formula.of === 'ratio') {
    if (part === 'rest') {
      throw new InputError(
        `part: ${asked.entry.definition.key} has a numerator and a denominator; ask for numerator or all`,
      );
    }
    const term = all[part === 'numerator' ? 0 : 1];
    return {
      ...base(term.facts),
      ...(term.value !== undefined && { having: term.value }),
    };
  }
  onlyAll(asked, part);
  return {
    ...base(all[0].facts),
    ...(all[0].value !== undefined && { having: all[0].value }),
  };
}
