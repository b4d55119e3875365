import {
  kindOf,
  nameOf,
  type CiBrief,
  type OperationalState,
} from '@callboard/plugin-itsm-common';
import type { CiGraph } from './CiGraph';
import type { Walk } from './Walk';

/** How it stands with items, by reference. */
export type States = ReadonlyMap<string, OperationalState[]>;

/** What may be seen of a graph; nothing is asked about what was asked about before. */
export class Sight {
  readonly #seen = new Map<number, boolean>();

  constructor(
    private readonly graph: CiGraph,
    /** Absent for who may see everything. */
    private readonly ask?: (refs: string[]) => Promise<ReadonlySet<string>>,
  ) {}

  get seesAll(): boolean {
    return this.ask === undefined;
  }

  /** Finds out about items, in one call for all. */
  async look(items: Iterable<number>): Promise<void> {
    if (!this.ask) return;
    const unknown = [...items].filter(item => !this.#seen.has(item));
    if (unknown.length === 0) return;
    const visible = await this.ask(unknown.map(i => this.graph.refOf(i)));
    for (const item of unknown)
      this.#seen.set(item, visible.has(this.graph.refOf(item)));
  }

  /** Whether an item that was looked at may be seen. */
  readonly has = (item: number): boolean =>
    !this.ask || this.#seen.get(item) === true;

  /** Walks on until nothing more is reached, or so far; what may not be seen is not there. */
  async walk(walk: Walk, steps: number): Promise<void> {
    for (let step = 0; step < steps && walk.step(); step += 1) {
      if (!this.ask) continue;
      await this.look(walk.last());
      walk.hide(this.has);
    }
  }
}

/** Looks at whom items name: owner and system, for {@link briefOf}. */
export function lookAround(
  graph: CiGraph,
  sight: Sight,
  items: readonly number[],
): Promise<void> {
  if (sight.seesAll) return Promise.resolve();
  const named = items.flatMap(item => {
    const node = graph.nodeOf(item);
    return [node?.ownerRef, node?.systemRef].flatMap(ref => {
      const id = ref === undefined ? undefined : graph.idOfNamed(ref);
      return id === undefined ? [] : [id];
    });
  });
  return sight.look(named);
}

/** An owner or a system, if it may be seen; it must have been looked at. */
export function namedBy(
  graph: CiGraph,
  sight: Sight,
  named: string | undefined,
): string | undefined {
  if (named === undefined || sight.seesAll) return named;
  const id = graph.idOfNamed(named);
  return id !== undefined && sight.has(id) ? named : undefined;
}

/** An item as answers show it; what it names must have been looked at. */
export function briefOf(
  graph: CiGraph,
  sight: Sight,
  item: number,
  states?: States,
): CiBrief {
  const ref = graph.refOf(item);
  const node = graph.nodeOf(item);
  return {
    ref,
    title: node?.title ?? nameOf(ref),
    kind: node?.kind ?? kindOf(ref),
    type: node?.type,
    ownerRef: namedBy(graph, sight, node?.ownerRef),
    systemRef: namedBy(graph, sight, node?.systemRef),
    states: states?.get(ref),
  };
}
