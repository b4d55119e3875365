import type {
  CiBrief,
  OperationalState,
  Dependencies,
  Impact,
  ImpactEdge,
  Redundancy,
  SinglePoints,
} from '@callboard/plugin-itsm-common';
import { kindOf, nameOf } from '@callboard/plugin-itsm-common';

/** What can be asked about the dependencies of an item. */
export const QUESTIONS = ['impact', 'dependencies', 'singlePoints'] as const;
export type Question = (typeof QUESTIONS)[number];

/** What an answer says of an item. */
export type Standing =
  | 'asked'
  | 'fails'
  | 'needed'
  | 'single'
  | 'between'
  | 'survives'
  | 'survivesBarely';

/** That of some dependencies a number must be up, and which of them fail, if that was asked. */
export type AnyRedundancy = Omit<Redundancy, 'failed'> & { failed?: string[] };

/** An item of an answer. */
export interface AnswerItem {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  ownerRef?: string;
  systemRef?: string;
  states: readonly OperationalState[];
  /** How many steps away; what was asked about is 0. */
  distance: number;
  /** The item one step nearer to what was asked about. */
  from?: string;
  relation?: string;
  /** The redundancy that was used up or that holds. */
  redundancy?: AnyRedundancy;
  standing: Standing;
}

/** The answer to any of the questions, in the form that the map and the list show. */
export interface Answer {
  question: Question;
  /** What was asked about. */
  asked: readonly AnswerItem[];
  /** Nearest first; without what was asked about. */
  items: readonly AnswerItem[];
  /** From what fails to what fails with it. */
  edges: readonly ImpactEdge[];
  redundancies: readonly AnyRedundancy[];
  /** Taken to be down already. */
  already: readonly string[];
  /** How many there are, shown or not. */
  total: number;
  truncated: boolean;
  /** How many own what there is. */
  owners: number;
  /** Of single points: how many dependencies there are, and how many were looked at. */
  dependencies?: number;
  checked?: number;
  /** What references are called that the answer names. */
  titles: Readonly<Record<string, string>>;
}

const itemOf = (
  brief: CiBrief,
  standing: Standing,
  more: Partial<AnswerItem> = {},
): AnswerItem => ({
  distance: 0,
  ...brief,
  ...more,
  states: brief.states ?? [],
  standing,
});

/** Something of which the answer says no more than its name. */
const namedOnly = (
  ref: string,
  standing: Standing,
  more: Partial<AnswerItem> = {},
): AnswerItem =>
  itemOf({ ref, title: nameOf(ref), kind: kindOf(ref) }, standing, more);

/** How many more of them may fail. */
export function spareOf({ of, failed = [], atLeast }: AnyRedundancy): number {
  return of.length - failed.length - atLeast;
}

/** The relations by which each item is reached, for an answer that does not tell them all. */
function reachedBy(
  items: readonly AnswerItem[],
  towards: 'item' | 'asked',
): ImpactEdge[] {
  return items.flatMap(({ ref, from, relation = '', redundancy }) => {
    if (from === undefined) return [];
    const redundant = redundancy && true;
    return towards === 'item'
      ? [{ from, to: ref, relation, redundant }]
      : [{ from: ref, to: from, relation, redundant }];
  });
}

/** What survives: it is no hit, so the answer names it in its redundancy only. */
function survivors(impact: Impact): AnswerItem[] {
  const fails = new Set(
    [...impact.asked, ...impact.hits].map(({ ref }) => ref),
  );
  const distance = new Map(impact.hits.map(hit => [hit.ref, hit.distance]));
  const found = new Map<string, AnswerItem>();
  for (const redundancy of impact.withstood) {
    const { ref, failed } = redundancy;
    if (fails.has(ref) || failed.length === 0) continue;
    const before = found.get(ref)?.redundancy;
    // Of several sets, the one with the least left says how it stands.
    if (before && spareOf(before) <= spareOf(redundancy)) continue;
    found.set(
      ref,
      namedOnly(ref, spareOf(redundancy) > 0 ? 'survives' : 'survivesBarely', {
        distance: 1 + Math.min(...failed.map(f => distance.get(f) ?? 0)),
        from: failed[0],
        redundancy,
      }),
    );
  }
  return [...found.values()];
}

/** What fails with it. */
export function ofImpact(impact: Impact): Answer {
  const asked = impact.asked.map(brief => itemOf(brief, 'asked'));
  const hits = impact.hits
    .filter(({ distance }) => distance > 0)
    .map(hit => itemOf(hit, 'fails', hit));
  const held = survivors(impact);
  const heldEdges = held.flatMap(({ ref, redundancy }) =>
    (redundancy?.failed ?? []).map(from => ({
      from,
      to: ref,
      relation: 'dependsOn',
      redundant: true,
    })),
  );
  return {
    question: 'impact',
    asked,
    items: [...hits, ...held].sort((a, b) => a.distance - b.distance),
    edges: [...(impact.edges ?? reachedBy(hits, 'item')), ...heldEdges],
    redundancies: [
      ...impact.withstood,
      ...hits.flatMap(({ redundancy }) => redundancy ?? []),
    ],
    already: impact.already,
    total: impact.total,
    truncated: impact.truncated,
    owners: impact.owners.length,
    titles: Object.fromEntries(
      impact.owners.map(({ ref, title }) => [ref, title]),
    ),
  };
}

const countOwners = (items: ReadonlyArray<{ ownerRef?: string }>): number =>
  new Set(items.flatMap(({ ownerRef }) => ownerRef ?? [])).size;

/** What it needs. */
export function ofDependencies(found: Dependencies): Answer {
  const items = found.hits
    .filter(({ distance }) => distance > 0)
    .map(hit => itemOf(hit, 'needed', hit));
  return {
    question: 'dependencies',
    asked: found.asked.map(brief => itemOf(brief, 'asked')),
    items,
    edges: found.edges ?? reachedBy(items, 'asked'),
    redundancies: found.redundancies,
    already: [],
    total: found.total,
    truncated: found.truncated,
    owners: countOwners(found.hits),
    titles: {},
  };
}

/** What alone takes it down, and what stands between. */
export function ofSinglePoints(points: SinglePoints): Answer {
  const info = (ref: string): CiBrief => ({
    ref,
    title: points.refs[ref]?.title ?? nameOf(ref),
    kind: points.refs[ref]?.kind ?? kindOf(ref),
    type: points.refs[ref]?.type,
  });
  const items = new Map<string, AnswerItem>(
    points.items.map(item => [
      item.ref,
      itemOf(item, 'single', { distance: item.distance, from: item.path[1] }),
    ]),
  );
  const edges = new Map<string, ImpactEdge>();
  for (const { path } of points.items) {
    path.forEach((ref, i) => {
      const next = path[i + 1];
      if (next === undefined) return;
      edges.set(`${ref} ${next}`, { from: ref, to: next, relation: '' });
      if (!items.has(ref))
        items.set(
          ref,
          itemOf(info(ref), 'between', {
            distance: path.length - 1 - i,
            from: next,
          }),
        );
    });
  }
  return {
    question: 'singlePoints',
    asked: [itemOf(info(points.ref), 'asked')],
    items: [...items.values()].sort((a, b) => a.distance - b.distance),
    edges: [...edges.values()],
    redundancies: [],
    already: [],
    total: points.items.length,
    truncated: points.checked < points.dependencies,
    owners: countOwners(points.items),
    dependencies: points.dependencies,
    checked: points.checked,
    titles: Object.fromEntries(
      Object.entries(points.refs).map(([ref, { title }]) => [ref, title]),
    ),
  };
}
