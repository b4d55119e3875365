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

/**
 * Puts together what changed of several entities and what they depend on, newest first, each change
 * once.
 */
export function recentChanges(answers: readonly CiChanges[]): RecentChanges {
  const all = new Map(
    answers.flatMap(({ items }) => items).map(event => [event.position, event]),
  );
  const events = [...all.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.position - a.position,
  );
  return {
    shown: events.slice(0, SHOWN),
    more: Math.max(0, events.length - SHOWN),
    refs: Object.assign({}, ...answers.map(({ refs }) => refs)),
    truncated: answers.some(answer => answer.truncated),
  };
}
