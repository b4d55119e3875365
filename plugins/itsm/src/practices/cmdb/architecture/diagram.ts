import type { Landscape, Part } from './landscape';

/** How far in one looks. */
export const LEVELS = ['context', 'containers', 'resources'] as const;
export type Level = (typeof LEVELS)[number];

/** What a box stands for; each has a shape of its own. */
export type Shape = 'component' | 'api' | 'resource' | 'system' | 'team';

export type Verb = 'uses' | 'provides' | 'dependsOn' | 'owns';

/** A box. */
export interface DiagramNode {
  /** Its reference, or a name for a group. */
  id: string;
  title: string;
  shape: Shape;
  /** Its kind and type: "component · service". */
  kind: string;
  /** Who owns it, as far as that is known. */
  owner?: string;
  /** Within what is looked at. */
  inside: boolean;
  /** How many it stands for, if it is a group. */
  count?: number;
}

/** What one box has to do with another. */
export interface DiagramEdge {
  from: string;
  to: string;
  /** What, and how many relations that stands for. */
  verbs: ReadonlyArray<{ verb: Verb; count: number }>;
}

/** A relation, before those between the same two boxes are one line. */
interface Use {
  from: string;
  to: string;
  verb: Verb;
  count: number;
}

/** A picture of a system or a domain, before anything has its place. */
export interface Diagram {
  level: Level;
  /** What is looked at: a box of the context, the boundary of all other levels. */
  root: { ref: string; title: string; kind: string };
  nodes: readonly DiagramNode[];
  edges: readonly DiagramEdge[];
  /** How many boxes stand for one thing; less than there is if some are in groups. */
  drawn: number;
  grouped: boolean;
}

/** So many boxes stay readable, inside and around. */
const MOST_INSIDE = 60;
const MOST_OUTSIDE = 24;

const VERBS: Record<string, { verb: Verb; back?: boolean }> = {
  dependsOn: { verb: 'dependsOn' },
  dependencyOf: { verb: 'dependsOn', back: true },
  consumesApi: { verb: 'uses' },
  apiConsumedBy: { verb: 'uses', back: true },
  providesApi: { verb: 'provides' },
  apiProvidedBy: { verb: 'provides', back: true },
};

const shapeOf = (kind: string): Shape => {
  if (kind === 'api' || kind === 'resource') return kind;
  if (kind === 'system' || kind === 'domain') return 'system';
  return kind === 'group' || kind === 'user' ? 'team' : 'component';
};

/** Every "uses" among parts and around them, once, whichever side says it. */
function usesOf({ root, parts }: Landscape): Use[] {
  const found = new Map<string, Use>();
  for (const part of [root, ...parts]) {
    for (const { type, targetRef } of part.relations) {
      const known = VERBS[type];
      if (!known) continue;
      const [from, to] = known.back
        ? [targetRef, part.ref]
        : [part.ref, targetRef];
      const { verb } = known;
      found.set(`${from} ${verb} ${to}`, { from, to, verb, count: 1 });
    }
  }
  return [...found.values()];
}

/** As which box something is drawn at a level; undefined if it is not. */
function boxesOf(
  landscape: Landscape,
  level: Level,
): (ref: string) => Part | undefined {
  const { root, parts, around } = landscape;
  const inside = new Map(parts.map(part => [part.ref, part]));
  const isDomain = root.kind === 'domain';
  const systemOf = (part: Part) => (part.partOf ? part.partOf : undefined);
  const outer = (part: Part): Part => {
    const system = systemOf(part);
    return (system && around.get(system)) || part;
  };
  const inner = (part: Part): Part | undefined => {
    if (!isDomain) return part;
    const system = systemOf(part);
    return (system && inside.get(system)) || part;
  };
  return ref => {
    const part = inside.get(ref);
    if (ref === root.ref) return level === 'context' ? root : undefined;
    const neighbour = around.get(ref);
    if (level === 'context') return part ? root : neighbour && outer(neighbour);
    if (level === 'containers') {
      if (!part) return neighbour && outer(neighbour);
      return !isDomain && part.kind === 'resource' ? undefined : inner(part);
    }
    if (part) return part.kind === 'resource' ? part : inner(part);
    return neighbour?.kind === 'resource' ? neighbour : undefined;
  };
}

/** Puts those with the fewest relations into one group a shape, where there are too many. */
function grouped(
  nodes: readonly DiagramNode[],
  degree: ReadonlyMap<string, number>,
  most: number,
): { kept: DiagramNode[]; groupOf: Map<string, DiagramNode> } {
  const groupOf = new Map<string, DiagramNode>();
  if (nodes.length <= most) return { kept: [...nodes], groupOf };
  const byWeight = [...nodes].sort(
    (a, b) =>
      (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) ||
      (a.id < b.id ? -1 : 1),
  );
  const groups = new Map<Shape, DiagramNode>();
  for (const node of byWeight.slice(most)) {
    const { shape, inside, count = 1 } = node;
    const group: DiagramNode = groups.get(shape) ?? {
      id: `group:${inside ? 'inside' : 'outside'}/${shape}`,
      title: '',
      shape,
      kind: shape,
      inside,
      count: 0,
    };
    group.count = (group.count ?? 0) + count;
    groups.set(shape, group);
    groupOf.set(node.id, group);
  }
  return { kept: [...byWeight.slice(0, most), ...groups.values()], groupOf };
}

/** The relations between boxes: those of things that are one box are one. */
function usesAmong(
  uses: Iterable<Use>,
  boxOf: (ref: string) => string | undefined,
): Use[] {
  const found = new Map<string, Use>();
  for (const { from, to, verb, count } of uses) {
    const [a, b] = [boxOf(from), boxOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = `${a} ${verb} ${b}`;
    const use = found.get(key) ?? { from: a, to: b, verb, count: 0 };
    use.count += count;
    found.set(key, use);
  }
  return [...found.values()];
}

/** One line for all that a box has to do with another. */
function inLines(uses: readonly Use[]): DiagramEdge[] {
  const lines = new Map<string, Use[]>();
  for (const use of uses) {
    const key = `${use.from} ${use.to}`;
    lines.set(key, [...(lines.get(key) ?? []), use]);
  }
  return [...lines.values()].map(([first, ...more]) => ({
    from: first.from,
    to: first.to,
    verbs: [first, ...more].map(({ verb, count }) => ({ verb, count })),
  }));
}

/** Who owns what is looked at, as a box of its context. */
function ownership({ root, around }: Landscape): Use[] {
  const { ownerRef } = root;
  return ownerRef && around.has(ownerRef)
    ? [{ from: ownerRef, to: root.ref, verb: 'owns', count: 1 }]
    : [];
}

/** The picture of a system or a domain at a level, bounded however large it is. */
export function diagramOf(landscape: Landscape, level: Level): Diagram {
  const { root, parts, around } = landscape;
  const isInside = new Set([root.ref, ...parts.map(({ ref }) => ref)]);
  const boxOf = boxesOf(landscape, level);
  const boxes = new Map<string, Part>();
  const box = (ref: string) => {
    const found = boxOf(ref);
    if (found) boxes.set(found.ref, found);
    return found?.ref;
  };
  const all = usesAmong(usesOf(landscape), ref => boxOf(ref)?.ref);
  let edges = all;
  if (level === 'context') {
    edges = [...all, ...ownership(landscape)];
    boxes.set(root.ref, root);
    if (root.ownerRef && around.has(root.ownerRef))
      boxes.set(root.ownerRef, around.get(root.ownerRef)!);
  } else {
    // Resources are shown with what stands on them, and without what has nothing to do with them.
    const isResource = (ref: string) => ref.startsWith('resource:');
    if (level === 'resources')
      edges = all.filter(({ from, to }) => isResource(from) || isResource(to));
    for (const { ref } of parts)
      if (level === 'containers' || isResource(ref)) box(ref);
  }
  const byRef = new Map(
    [root, ...parts, ...around.values()].map(part => [part.ref, part]),
  );
  for (const { from, to } of edges)
    for (const ref of [from, to]) boxes.set(ref, byRef.get(ref)!);

  const degree = new Map<string, number>();
  for (const { from, to } of edges)
    for (const ref of [from, to]) degree.set(ref, (degree.get(ref) ?? 0) + 1);
  const nodes = [...boxes.values()].map(
    ({ ref, title, kind, type, ownerRef }): DiagramNode => ({
      id: ref,
      title,
      kind: [kind, type].filter(Boolean).join(' · '),
      shape: shapeOf(kind),
      owner: ownerRef && byRef.get(ownerRef)?.title,
      inside: isInside.has(ref),
    }),
  );
  const inner = grouped(
    nodes.filter(({ inside }) => inside),
    degree,
    MOST_INSIDE,
  );
  const outer = grouped(
    nodes.filter(({ inside }) => !inside),
    degree,
    MOST_OUTSIDE,
  );
  const groupOf = new Map([...inner.groupOf, ...outer.groupOf]);
  const kept = [...inner.kept, ...outer.kept];
  return {
    level,
    root: { ref: root.ref, title: root.title, kind: root.kind },
    nodes: kept,
    edges: inLines(usesAmong(edges, ref => groupOf.get(ref)?.id ?? ref)),
    drawn: kept.filter(({ count }) => count === undefined).length,
    grouped: groupOf.size > 0,
  };
}
