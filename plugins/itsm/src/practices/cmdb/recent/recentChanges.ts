import type {
  CiChanges,
  CiEvent,
  RefInfo,
} from '@callboard/plugin-itsm-common';

/** How many changes a card shows. */
export const SHOWN = 8;

/** What a card says of the changes of one or several entities. */
export interface RecentChanges {
  /** The newest, at most {@link SHOWN}. */
  shown: CiEvent[];
  /** How many there are beside. */
  more: number;
  refs: Record<string, RefInfo>;
  truncated: boolean;
}

/** The relations that the catalog says of one thing because another one says them of itself. */
const ECHOED =
  /^(dependencyOf|ownerOf|hasPart|apiProvidedBy|apiConsumedBy|hasMember|parentOf)$/;

/**
 * That payment is now needed by checkout is no news beside checkout now depending on payment: such
 * an echo is left out where the change behind it is told.
 */
export function withoutEchoes(events: readonly CiEvent[]): CiEvent[] {
  const told = new Set(events.map(({ ref, at }) => `${ref} ${at}`));
  return events.filter(({ kind, changes, relations, at }) => {
    const all = [...relations.added, ...relations.removed];
    const isEcho =
      kind === 'changed' &&
      changes.length === 0 &&
      all.every(
        ({ type, targetRef }) =>
          ECHOED.test(type) && told.has(`${targetRef} ${at}`),
      );
    return !isEcho;
  });
}

/**
 * Puts together what changed of several entities and what they depend on, newest first, each change
 * once.
 */
export function recentChanges(answers: readonly CiChanges[]): RecentChanges {
  const all = new Map(
    answers.flatMap(({ items }) => items).map(event => [event.position, event]),
  );
  const events = withoutEchoes([...all.values()]).sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.position - a.position,
  );
  return {
    shown: events.slice(0, SHOWN),
    more: Math.max(0, events.length - SHOWN),
    refs: Object.assign({}, ...answers.map(({ refs }) => refs)),
    truncated: answers.some(answer => answer.truncated),
  };
}
