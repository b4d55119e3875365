import type { Endpoint, EndpointHealth } from './EndpointStore';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30 * 60_000;
/** Failures in a row after which a receiver that answers is given a rest too. */
const PATIENCE = 5;
/** The longest rest that a receiver can ask for. */
const LONGEST_ASKED_MS = 3_600_000;

/** How a receiver that took an event is doing. */
export function afterSuccess(now: number): EndpointHealth {
  return { failures: 0, lastSuccessAt: now };
}

/**
 * How a receiver is doing after a failure. One that does not answer is left alone for a while that
 * doubles from 5 s to half an hour, so that it takes ten seconds of nobody's time but its own; one
 * that answers with errors, after the fifth in a row.
 *
 * @param answered - whether anything came back
 * @param askedMs - the rest it asks for
 */
export function afterFailure(
  endpoint: Endpoint,
  now: number,
  answered: boolean,
  askedMs = 0,
): EndpointHealth {
  const failures = endpoint.failures + 1;
  const silent = answered ? failures - PATIENCE : failures;
  const rest =
    silent > 0
      ? Math.min(FIRST_PAUSE_MS * 2 ** (silent - 1), LONGEST_PAUSE_MS)
      : 0;
  const pause = Math.max(rest, Math.min(askedMs, LONGEST_ASKED_MS));
  return {
    failures,
    failingSince: endpoint.failingSince ?? now,
    lastSuccessAt: endpoint.lastSuccessAt,
    pausedUntil: pause > 0 ? now + pause : undefined,
  };
}
