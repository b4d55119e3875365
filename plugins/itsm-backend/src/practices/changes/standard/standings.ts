import {
  nextMemory,
  NO_MEMORY,
  type StandardEvent,
  type StandardStanding,
} from '@callboard/plugin-itsm-common';
import type { BlameRow, RunRow, StandingRow } from './StandardStore';

/** When a standard change became what it is. */
export interface Move {
  at: number;
  standing: StandardStanding;
}

/** A success record with how it came about. */
export interface ToldStanding {
  standing: StandardStanding;
  /** Since when the state is this; absent while nothing happened. */
  since?: number;
  moves: Move[];
}

/**
 * The success record of what a template told to do, from what is known of its runs, in the order in which
 * the journal learned of it.
 *
 * @param promoteAfter - how many good runs were asked for at an instant
 */
export function tellStanding(
  runs: readonly RunRow[],
  blames: readonly BlameRow[],
  promoteAfter: (at: number) => number,
): ToldStanding {
  const events: { position: number; at: number; event: StandardEvent }[] = [
    ...runs.map(run => ({
      position: run.position,
      at: run.finishedAt,
      event: {
        kind: 'finished' as const,
        change: run.recordId,
        outcome: run.outcome,
      },
    })),
    ...blames.map(blame => ({
      position: blame.position,
      at: blame.at,
      event: {
        kind: 'blamed' as const,
        change: blame.recordId,
        incident: blame.incidentId,
      },
    })),
  ].sort((a, b) => a.position - b.position);
  let memory = NO_MEMORY;
  const moves: Move[] = [];
  for (const { at, event } of events) {
    const next = nextMemory(memory, event, promoteAfter(at));
    if (next.standing.state !== memory.standing.state)
      moves.push({ at, standing: next.standing });
    memory = next;
  }
  return {
    standing: memory.standing,
    since: moves[moves.length - 1]?.at,
    moves,
  };
}

/** A success record as it is kept. */
export const standingRow = (
  templateKey: string,
  proof: string,
  { standing, since }: ToldStanding,
): StandingRow => ({
  templateKey,
  proof,
  state: standing.state,
  runs: standing.runs,
  goodRuns: standing.goodRuns,
  goodInARow: standing.goodInARow,
  since,
  causeChangeId: standing.cause?.change,
  causeOutcome: standing.cause?.outcome,
  causeIncidentId: standing.cause?.incident,
});
