import type {
  DemotionCause,
  StandardChangeSummary,
  StandardRunView,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { RunRow, StandardStore } from './StandardStore';

type Words = Omit<NonNullable<StandardChangeSummary['demotion']>, 'at'>;

const ENDED = { 'rolled-back': 'was rolled back', failed: 'failed' } as const;

/** Runs and what was blamed on them, by the numbers that the caller may know. */
export class NamedRuns {
  constructor(
    private readonly records: Pick<RecordKernel, 'readableNumbers'>,
    private readonly store: StandardStore,
  ) {}

  async runs(
    caller: Caller,
    rows: readonly RunRow[],
  ): Promise<StandardRunView[]> {
    const ids = rows.map(row => row.recordId);
    const blames = await this.store.blamesOf(ids);
    const numbers = await this.#numbers(caller, [
      ...ids,
      ...[...blames.values()].flat(),
    ]);
    return rows.map(({ recordId: id, outcome, finishedAt }) => {
      const incidents = blames.get(id) ?? [];
      const number = numbers.get(id);
      return {
        change: number ? { id, number } : undefined,
        at: new Date(finishedAt).toISOString(),
        outcome,
        incidents: incidents.flatMap(incident => numbers.get(incident) ?? []),
        incidentCount: incidents.length,
        good: outcome === 'successful' && incidents.length === 0,
      };
    });
  }

  /** Why standard changes were demoted, in sentences that tell no more than the caller may know. */
  async demotions(
    caller: Caller,
    causes: readonly (DemotionCause | undefined)[],
  ): Promise<Words[]> {
    const numbers = await this.#numbers(
      caller,
      causes.flatMap(cause => [
        ...(cause ? [cause.change] : []),
        ...(cause?.incident ? [cause.incident] : []),
      ]),
    );
    return causes.map((cause): Words => {
      if (!cause) return { words: '' };
      const change = numbers.get(cause.change);
      const incident = cause.incident && numbers.get(cause.incident);
      const run = change ?? 'a run';
      const why = cause.incident
        ? `caused ${incident ?? 'an incident'}`
        : ENDED[cause.outcome as keyof typeof ENDED];
      return {
        change,
        incident,
        outcome: cause.outcome,
        words: `Demoted because ${run} ${why}.`,
      };
    });
  }

  async #numbers(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    return ids.length > 0
      ? this.records.readableNumbers(caller, [...new Set(ids)])
      : new Map();
  }
}
