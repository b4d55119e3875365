import {
  MOST_OF_A_RISK_FINDER,
  type RiskCandidateState,
  type RiskFinder,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import { dayOf, type FoundRisk } from './finders/model';

/** A candidate as it is kept. Instants are milliseconds since the epoch. */
export interface CandidateRow extends FoundRisk {
  id: string;
  state: RiskCandidateState;
  foundAt: number;
  seenAt: number;
  decidedAt?: number;
  decidedSeverity?: number;
  textId?: string;
  /** Why it was dismissed; absent once its words were erased. */
  reason?: string;
  note?: string;
  round: number;
  journalHead?: string;
}

/** What became of a candidate. */
export const CANDIDATE_NOTES = {
  found: 'risk-candidate.found',
  cameBack: 'risk-candidate.came-back',
  gone: 'risk-candidate.gone',
  accepted: 'risk-candidate.accepted',
  dismissed: 'risk-candidate.dismissed',
  restored: 'risk-candidate.restored',
} as const;
export type CandidateNote =
  (typeof CANDIDATE_NOTES)[keyof typeof CANDIDATE_NOTES];

/** What is known when it was looked again. */
export interface ReconcileFacts {
  found: readonly FoundRisk[];
  /** Finders that did look: what others found is left alone. */
  looked: readonly RiskFinder[];
  kept: readonly CandidateRow[];
  /** Numbers of risks that are closed, by the id of the candidate that they came of. */
  closed: ReadonlyMap<string, string>;
  now: number;
}

/** What is to be kept, and what is to be told of it. */
export interface Reconciled {
  rows: CandidateRow[];
  told: { row: CandidateRow; kind: CandidateNote }[];
  /** Words of reasons that nobody will read again. */
  oldTexts: string[];
}

const keyOf = ({ finder, subject }: { finder: string; subject: string }) =>
  `${finder} ${subject}`;
const scoreOf = ({ likelihood, impact }: FoundRisk) => likelihood * impact;

/** Why one that was decided about is open again; undefined if it is not. */
function backBecause(
  row: CandidateRow,
  one: FoundRisk,
  closed: ReadonlyMap<string, string>,
): string | undefined {
  const { state, decidedSeverity = row.severity, decidedAt } = row;
  if (state === 'gone') return 'It did not hold for a while, and does again.';
  if (one.severity <= decidedSeverity) return undefined;
  const day = dayOf(decidedAt ?? row.foundAt);
  if (state === 'dismissed')
    return `It was dismissed on ${day}, and is worse now.`;
  const number = closed.get(row.id);
  return state === 'accepted' && number
    ? `${number}, which came of it, is closed, and it is worse now.`
    : undefined;
}

/**
 * Puts what was found beside what is kept: new ones are added, open ones say what holds now, decided ones
 * stay decided unless they got worse, and what no longer holds is gone.
 */
export function reconcileRisks(facts: ReconcileFacts): Reconciled {
  const { found, looked, kept, closed, now } = facts;
  const result: Reconciled = { rows: [], told: [], oldTexts: [] };
  const byKey = new Map(kept.map(row => [keyOf(row), row]));
  const holding = new Set<string>();
  const counts = new Map<RiskFinder, number>();
  const highestFirst = [...found].sort(
    (a, b) =>
      scoreOf(b) - scoreOf(a) ||
      b.severity - a.severity ||
      (keyOf(a) < keyOf(b) ? -1 : 1),
  );
  for (const one of highestFirst) {
    const key = keyOf(one);
    if (holding.has(key)) continue;
    const row = byKey.get(key);
    const count = (counts.get(one.finder) ?? 0) + 1;
    if (!row && count > MOST_OF_A_RISK_FINDER) continue;
    counts.set(one.finder, count);
    holding.add(key);
    if (!row) {
      const added: CandidateRow = {
        ...one,
        id: uuidv7(),
        state: 'open',
        foundAt: now,
        seenAt: now,
        round: 0,
      };
      result.rows.push(added);
      result.told.push({ row: added, kind: CANDIDATE_NOTES.found });
      continue;
    }
    const note = backBecause(row, one, closed);
    if (note === undefined) {
      result.rows.push({ ...row, ...one, seenAt: now });
      continue;
    }
    const back: CandidateRow = {
      ...row,
      ...one,
      state: 'open',
      note,
      foundAt: now,
      seenAt: now,
      decidedAt: undefined,
      decidedSeverity: undefined,
      textId: undefined,
      round: row.round + (row.state === 'accepted' ? 1 : 0),
    };
    if (row.textId) result.oldTexts.push(row.textId);
    result.rows.push(back);
    result.told.push({ row: back, kind: CANDIDATE_NOTES.cameBack });
  }
  for (const row of kept) {
    if (row.state !== 'open' || holding.has(keyOf(row))) continue;
    if (!looked.includes(row.finder)) continue;
    const gone: CandidateRow = {
      ...row,
      state: 'gone',
      decidedAt: now,
      note: `It no longer held on ${dayOf(now)}.`,
    };
    result.rows.push(gone);
    result.told.push({ row: gone, kind: CANDIDATE_NOTES.gone });
  }
  return result;
}
