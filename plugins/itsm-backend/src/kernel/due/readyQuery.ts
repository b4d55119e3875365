import type { Knex } from 'knex';

/** Which items can be taken. */
export interface Ready {
  /** Kinds that are handled, all of them in this mode. */
  kinds: readonly string[];
  mode: 'once' | 'leased';
  /** Milliseconds since the epoch. */
  now: number;
  /** How long a lease can be. */
  leaseMs: number;
  /** Items that this backend handles at the moment. */
  busy?: readonly string[];
}

// A lease that ends later than any lease can was taken before the clock was set back.
const LEASED = (row: string) =>
  `${row}.lease_until > ? and ${row}.lease_until <= ?`;

const FIRST_OF_LANE = (kinds: number) => `(c.lane is null or not exists (
  select 1 from due_work e where e.lane = c.lane and e.state = 'waiting'
  and (e.due_at, e.id) < (c.due_at, c.id)
  and e.kind in (${Array(kinds).fill('?').join(', ')})))`;

const NONE_OF_LANE_LEASED = `(c.lane is null or not exists (
  select 1 from due_work e where e.lane = c.lane and e.state = 'waiting'
  and e.id <> c.id and ${LEASED('e')}))`;

/**
 * Items that nothing but the time keeps waiting, next first, as `c`: of mode `once` the first ones
 * of their lanes, of mode `leased` those that nobody has leased and whose lane has no other lease.
 * Items whose kind nobody here handles neither show nor hold up a lane: their practice may be
 * switched off.
 */
export function readyQuery(knex: Knex, ready: Ready): Knex.QueryBuilder {
  const { kinds, mode, now, leaseMs, busy } = ready;
  const query = knex('due_work as c')
    .where('c.state', 'waiting')
    .whereIn('c.kind', [...kinds])
    .orderBy(['c.next_at', 'c.id']);
  if (busy?.length) query.whereNotIn('c.id', [...busy]);
  if (mode === 'once') {
    return query.whereRaw(FIRST_OF_LANE(kinds.length), [...kinds]);
  }
  const span = [now, now + leaseMs];
  return query
    .whereRaw(`(c.lease_until is null or not (${LEASED('c')}))`, span)
    .whereRaw(NONE_OF_LANE_LEASED, span);
}
