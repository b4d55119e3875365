import type {
  BurnRate,
  ObjectiveState,
  ObjectiveSummary,
} from '@callboard/plugin-itsm-common';

/** What becomes of an error budget if it burns on as it does. */
export type Pace =
  | { kind: 'unknown' }
  | { kind: 'kept' | 'lasts'; over: number; until?: number };

type Burning = Pick<
  ObjectiveSummary,
  'window' | 'budgetRemaining' | 'burnRates' | 'alert'
>;

const HOUR_MS = 3_600_000;

/**
 * The rate that says how things go: the longest, which moves least; while an alert runs that of an hour or
 * the next longer one, as what happens now is what matters then.
 */
export function telling({
  burnRates,
  alert,
}: Pick<Burning, 'burnRates' | 'alert'>):
  | (BurnRate & { rate: number })
  | undefined {
  const known = burnRates
    .filter((b): b is BurnRate & { rate: number } => b.rate !== undefined)
    .sort((a, b) => a.window - b.window);
  const now = known.find(({ window }) => window >= HOUR_MS);
  return (alert && now) ?? known[known.length - 1];
}

/**
 * When the budget is used up at this pace. What was bad and leaves a rolling window is left out: it is used
 * up later then, never sooner.
 */
export function paceOf(objective: Burning, now: number): Pace {
  const { window, budgetRemaining } = objective;
  const pace = telling(objective);
  if (!pace || budgetRemaining === undefined || budgetRemaining <= 0)
    return { kind: 'unknown' };
  const over = pace.window;
  if (pace.rate <= 0) return { kind: 'kept', over };
  const until = now + (budgetRemaining * window.length) / pace.rate;
  const isKept =
    window.kind === 'rolling' ? pace.rate <= 1 : until >= Date.parse(window.to);
  return isKept ? { kind: 'kept', over } : { kind: 'lasts', over, until };
}

/** The worst first. What nobody knows may be bad. */
const RANK: Record<ObjectiveState, number> = {
  exhausted: 0,
  burning: 1,
  noData: 2,
  met: 3,
};

/** Objectives, the worst first: by state, then by what is left, then by name. */
export function worstFirst<
  T extends Pick<ObjectiveSummary, 'state' | 'budgetRemaining' | 'name'>,
>(objectives: readonly T[]): T[] {
  return [...objectives].sort(
    (a, b) =>
      RANK[a.state] - RANK[b.state] ||
      (a.budgetRemaining ?? 0) - (b.budgetRemaining ?? 0) ||
      a.name.localeCompare(b.name, 'en'),
  );
}
