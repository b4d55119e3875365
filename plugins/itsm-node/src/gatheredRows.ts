import DataLoader from 'dataloader';
import type { Knex } from 'knex';

/** As many values as a page asks for; a longer list is a statement of its own. */
const FEW = 100;

/** What several parts of one answer may ask for at once. */
export interface GatheredQuestion {
  table: string;
  column: string;
  columns: readonly string[];
}

type Rows = Record<string, any>[];
/** Reads the rows of many values by one statement. */
export type ReadRows = (values: readonly string[]) => Promise<Rows>;

const loaders = new WeakMap<Knex, Map<string, DataLoader<string, Rows>>>();

function loaderOf(
  executor: Knex,
  { table, column, columns }: GatheredQuestion,
  read: ReadRows,
): DataLoader<string, Rows> {
  const own = loaders.get(executor) ?? new Map();
  loaders.set(executor, own);
  const key = [table, column, ...columns].join();
  const known = own.get(key);
  if (known) return known;
  const made = new DataLoader<string, Rows>(
    async values => {
      const byValue = new Map<string, Rows>();
      for (const row of await read([...new Set(values)])) {
        const same = byValue.get(row[column]);
        if (same) same.push(row);
        else byValue.set(row[column], [row]);
      }
      // Who changes a row that it was given changes its own.
      return values.map(value =>
        (byValue.get(value) ?? []).map(row => ({ ...row })),
      );
    },
    { cache: false, batchScheduleFn: send => setImmediate(send) },
  );
  own.set(key, made);
  return made;
}

/**
 * Reads rows by some values of a column, together with whoever asks the same of other values meanwhile: the
 * page of a service is told by a dozen views of different practices, which ask for the names, the item and
 * the profile of the same service each; of its 78 statements 29 were such.
 *
 * What is asked for until the end of the turn of the event loop becomes one statement. It is sent after
 * everybody has asked, so nobody is given what is older than the question; nothing is kept. In a transaction,
 * for many values, and if the rows do not tell their value, a question is a statement of its own.
 */
export async function gatheredRows(
  executor: Knex,
  question: GatheredQuestion,
  values: readonly string[],
  read: ReadRows,
): Promise<Rows> {
  const { column, columns } = question;
  const tells = columns.includes(column) || columns.includes('*');
  if (values.length > FEW || !tells || executor.isTransaction)
    return read(values);
  const loader = loaderOf(executor, question, read);
  const found = await Promise.all(values.map(value => loader.load(value)));
  return found.flat();
}
