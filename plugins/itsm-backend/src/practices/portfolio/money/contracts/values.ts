import {
  hasRole,
  type Caller,
  type RecordValues,
} from '@callboard/plugin-itsm-node';

const INSTANTS = new Set(['reviewAt', 'startAt', 'endAt']);

/** What somebody says, as it is stored. */
export function stored(
  values: Readonly<Record<string, unknown>>,
): RecordValues {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      INSTANTS.has(key) && typeof value === 'string'
        ? Date.parse(value)
        : value,
    ]),
  );
}

/**
 * Who a new supplier or contract is with: agents look after what they take up, unless they name somebody
 * else; others asked for it.
 */
export function whoTakesItUp(caller: Caller): RecordValues {
  if (caller.kind !== 'user') return {};
  return hasRole(caller, 'agent')
    ? { assigneeRef: caller.ref }
    : { requesterRef: caller.ref };
}

/** A comment that goes with a transition. */
export const commentOf = (comment: string | undefined) =>
  comment === undefined
    ? undefined
    : ({ body: comment, audience: 'requester' } as const);

/** Those of the values that a row of a list has. */
export function pick<T>(
  keys: readonly string[],
  all: Readonly<Record<string, unknown>>,
): T {
  return Object.fromEntries(
    keys.filter(key => all[key] !== undefined).map(key => [key, all[key]]),
  ) as T;
}
