import {
  GROWS_BY,
  MOST_OF_A_FINDER,
  type Finder,
} from '@callboard/plugin-itsm-common';
import { v7 as uuidv7 } from 'uuid';
import { plain, type Found } from './finders/model';
import { alike } from './finders/repeatedInWords';
import type { ProposalRow } from './ProposalStore';

/** How alike the words of two findings are that are one. */
const SAME_WORDS = 0.6;

/** What became of a proposal when it was looked again. */
export const PROPOSAL_NOTES = {
  found: 'proposal.found',
  cameBack: 'proposal.came-back',
  gone: 'proposal.gone',
  accepted: 'proposal.accepted',
  dismissed: 'proposal.dismissed',
  restored: 'proposal.restored',
} as const;
export type ProposalNote = (typeof PROPOSAL_NOTES)[keyof typeof PROPOSAL_NOTES];

/** What is to be kept, and what is to be told of it. */
export interface Reconciled {
  rows: ProposalRow[];
  told: { row: ProposalRow; kind: ProposalNote }[];
  /** Words of reasons that nobody will read again. */
  oldTexts: string[];
}

/** What is known beside what is kept. */
export interface ReconcileFacts {
  found: readonly Found[];
  /** Finders that did look: what others found is left alone. */
  looked: readonly Finder[];
  kept: readonly ProposalRow[];
  /** Numbers of initiatives that are over, by the id of the proposal that they came of. */
  over: ReadonlyMap<string, string>;
  now: number;
}

const keyOf = ({ finder, subject }: { finder: string; subject: string }) =>
  `${finder} ${subject}`;
const stems = (subject: string) => new Set(subject.split(' '));
const day = (at: string | number) => new Date(at).toISOString().slice(0, 10);

/**
 * Which proposal each finding is. Words that a group shares change a little from day to day: it is the one
 * that says most of the same.
 */
function match(
  found: readonly Found[],
  kept: readonly ProposalRow[],
): Map<Found, ProposalRow | undefined> {
  const byKey = new Map(kept.map(row => [keyOf(row), row]));
  const matched = new Map<Found, ProposalRow | undefined>(
    found.map(one => [one, byKey.get(keyOf(one))]),
  );
  const taken = new Set([...matched.values()].flatMap(row => row?.id ?? []));
  for (const one of found) {
    if (one.finder !== 'repeated-in-words' || matched.get(one)) continue;
    const near = kept
      .filter(row => row.finder === one.finder && !taken.has(row.id))
      .map(row => ({
        row,
        likeness: alike(stems(row.subject), stems(one.subject)),
      }))
      .filter(({ likeness }) => likeness >= SAME_WORDS)
      .sort((a, b) => b.likeness - a.likeness)[0];
    if (!near) continue;
    taken.add(near.row.id);
    matched.set(one, near.row);
  }
  return matched;
}

/** What of it is shown: the largest of each finder, and those that are there already. */
function shown(
  matched: ReadonlyMap<Found, ProposalRow | undefined>,
): [Found, ProposalRow | undefined][] {
  const counts = new Map<Finder, number>();
  return [...matched]
    .sort(([a], [b]) => b.estimate.hours - a.estimate.hours)
    .filter(([{ finder }, row]) => {
      const count = (counts.get(finder) ?? 0) + 1;
      counts.set(finder, count);
      return row !== undefined || count <= MOST_OF_A_FINDER;
    });
}

/** Why one that somebody decided about is back; undefined if it is not. */
function backBecause(
  row: ProposalRow,
  one: Found,
  over: ReadonlyMap<string, string>,
): string | undefined {
  const { state, decidedSize = row.size, decidedAt = row.foundAt } = row;
  const grew = one.size >= decidedSize * GROWS_BY;
  if (state === 'gone')
    return `It did not hold for a while, and does again since ${day(
      one.evidence.to,
    )}.`;
  if (state === 'dismissed' && grew)
    return `It was dismissed on ${day(
      decidedAt,
    )}; its number grew by half and more since.`;
  const initiative = over.get(row.id);
  if (state === 'accepted' && initiative && one.size >= decidedSize)
    return `${initiative}, which came of it, is over, and it still holds.`;
  return undefined;
}

/**
 * Puts what was found beside what is kept: new ones are added, open ones say what holds now, decided ones
 * stay decided unless they grew, and what no longer holds is gone.
 */
export function reconcile(facts: ReconcileFacts): Reconciled {
  const { looked, kept, over, now } = facts;
  const result: Reconciled = { rows: [], told: [], oldTexts: [] };
  const matched = match(facts.found, kept);
  const holding = new Set([...matched.values()].flatMap(row => row?.id ?? []));
  for (const [one, row] of shown(matched)) {
    const { finder, subject, ...says } = one;
    const saying = { ...says, hours: says.estimate.hours, seenAt: now };
    if (!row) {
      const added: ProposalRow = {
        ...saying,
        id: uuidv7(),
        finder,
        subject,
        state: 'open',
        foundAt: now,
        round: 0,
      };
      result.rows.push(added);
      result.told.push({ row: added, kind: PROPOSAL_NOTES.found });
      continue;
    }
    const note = backBecause(row, one, over);
    const next: ProposalRow = { ...row, ...saying };
    if (note === undefined) {
      result.rows.push(next);
      continue;
    }
    const back: ProposalRow = {
      ...next,
      state: 'open',
      note,
      foundAt: now,
      decidedAt: undefined,
      decidedSize: undefined,
      textId: undefined,
      round: row.round + (row.state === 'accepted' ? 1 : 0),
    };
    if (row.textId) result.oldTexts.push(row.textId);
    result.rows.push(back);
    result.told.push({ row: back, kind: PROPOSAL_NOTES.cameBack });
  }
  for (const row of kept) {
    if (row.state !== 'open' || holding.has(row.id)) continue;
    if (!looked.includes(row.finder)) continue;
    const gone: ProposalRow = {
      ...row,
      state: 'gone',
      decidedAt: now,
      note: `It no longer held on ${day(now)}; it did last on ${day(
        row.seenAt,
      )}, with ${plain(row.hours)} h a month.`,
    };
    result.rows.push(gone);
    result.told.push({ row: gone, kind: PROPOSAL_NOTES.gone });
  }
  return result;
}
