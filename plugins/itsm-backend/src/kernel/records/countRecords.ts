import type { Caller, RecordListOptions } from '@callboard/plugin-itsm-node';
import type { RecordTypes } from '../RecordTypes';
import type { RecordQueries } from './RecordQueries';

/** Counts stop here and say one more: what is beyond nobody reads. */
const COUNT_TO = 1_000;

/**
 * How many records the caller may read meet each question, in one statement.
 *
 * @returns up to 1001 for each, which means more than 1000
 * @throws InputError that names the question and the path of the fault
 */
export async function countRecords(
  queries: RecordQueries,
  types: RecordTypes,
  caller: Caller,
  questions: Readonly<Record<string, RecordListOptions>>,
): Promise<Record<string, number>> {
  const names = Object.keys(questions);
  if (names.length === 0) return {};
  const { knex } = queries;
  const counts = await Promise.all(
    names.map(async (name, i) => {
      const options = questions[name];
      const base = await queries.prepare(
        caller,
        types.pick(options.types),
        options,
        `queries.${name}.filter`,
      );
      const some = base()
        .select('r.id')
        .limit(COUNT_TO + 1);
      // In an object: a query that an async function returned would be run.
      return {
        count: knex
          .count({ n: '*' })
          .from(some.as(`q${i}`))
          .as(`c${i}`),
      };
    }),
  );
  const [row] = await knex.select(counts.map(c => c.count));
  return Object.fromEntries(
    names.map((name, i) => [name, Number(row[`c${i}`])]),
  );
}
