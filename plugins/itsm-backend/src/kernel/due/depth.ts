import type { Knex } from 'knex';
import { isPostgres } from '../database';

/**
 * What happens within a minute of its cause is taken for a chain reaction. What waits longer, e.g.
 * a reminder that comes again every hour, is a clock and may go on for ever.
 */
export const CHAIN_MS = 60_000;

/**
 * How many entries of the journal led to each of the given ones, one through the other, each
 * within a minute. Looks no further than `most`.
 */
export async function depthsOf(
  executor: Knex,
  positions: readonly number[],
  most: number,
): Promise<Map<number, number>> {
  const wanted = [...new Set(positions)];
  if (wanted.length === 0) return new Map();
  const [among, given] = isPostgres(executor)
    ? ['= any(?::bigint[])', [wanted]]
    : [`in (${wanted.map(() => '?').join(', ')})`, wanted];
  const answer = await executor.raw(
    `with recursive chain (start, cause, recorded_at, depth) as (
       select position, caused_by, recorded_at, 0 from journal
       where position ${among} and caused_by is not null
       union all
       select c.start, j.caused_by, j.recorded_at, c.depth + 1
       from chain c join journal j on j.position = c.cause
       where c.recorded_at - j.recorded_at < ? and c.depth < ?
     )
     select start, max(depth) as depth from chain group by start`,
    [...given, CHAIN_MS, most],
  );
  const rows: { start: unknown; depth: unknown }[] = answer.rows ?? answer;
  return new Map(rows.map(r => [Number(r.start), Number(r.depth)]));
}
