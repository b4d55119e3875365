import { NotAllowedError } from '@backstage/errors';
import {
  refusalToDecide,
  type Barred,
  type Decider,
  type Round,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { deputisedBy, type Deputised } from './deputies';
import type { StoredRound, StoredSeat } from './model';

/**
 * As whom somebody may decide at a seat: for themselves if it is theirs or their group's, else for
 * somebody who is away. Of several who are away, the first for whom nothing speaks against it.
 *
 * @returns undefined if the seat is not theirs in any way
 */
export function asWhom(
  round: Round,
  seat: Pick<StoredSeat, 'id' | 'forRef'>,
  caller: Caller,
  deputised: readonly Deputised[],
  barred: Barred,
): Decider | undefined {
  if (caller.kind === 'user' && caller.ownership.includes(seat.forRef))
    return { ref: caller.ref };
  const others = deputised
    .filter(d => d.ownership.includes(seat.forRef))
    .map((d): Decider => ({ ref: caller.ref, standsInForRef: d.ref }));
  return (
    others.find(d => !refusalToDecide(round, seat.id, d, barred)) ?? others[0]
  );
}

/**
 * {@link asWhom}, looked up in the transaction that decides: an absence that ended meanwhile counts.
 *
 * @throws NotAllowedError for whoever is not asked
 */
export async function deciderAt(
  tx: Knex.Transaction,
  asked: {
    round: StoredRound;
    seatId: string;
    caller: Caller;
    barred: Barred;
    now: number;
  },
): Promise<Decider> {
  const { round, seatId, caller, barred, now } = asked;
  const seat = round.steps.flatMap(s => s.seats).find(s => s.id === seatId);
  const own = seat && asWhom(round, seat, caller, [], barred);
  const decider =
    own ??
    (seat &&
      asWhom(round, seat, caller, await deputisedBy(tx, caller, now), barred));
  if (decider) return decider;
  throw new NotAllowedError(
    'You are not asked here, nor do you stand in for somebody who is; the record says who decides',
  );
}
