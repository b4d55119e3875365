import type { FailureDirection } from '@callboard/plugin-itsm-common';
import type { Clock, Definitions } from '@callboard/plugin-itsm-node';
import { CiGraph } from './CiGraph';
import type { GraphStore } from './GraphStore';
import {
  redundancyKind,
  type DeclaredRedundancy,
  type RedundancyBody,
} from './redundancy';

/** How long a graph is taken to be the newest one without looking. */
const LOOK_EVERY_MS = 1_000;
/** From here on reading everything anew is less work than what changed. */
const MOST_CHANGES = 20_000;

/**
 * Keeps the graph of configuration items in memory, each backend its own, and up to date: once a
 * second at most, and only when somebody asks, it looks whether the history has gone on, and reads
 * what changed. As old as the history is behind the journal, plus a second.
 */
export class CiGraphs {
  #graph: CiGraph | undefined;
  #position = 0;
  #declaredBy = '';
  #lookedAt = -Infinity;
  #looking: Promise<CiGraph> | undefined;

  constructor(
    private readonly deps: {
      store: GraphStore;
      rules: Readonly<Record<string, FailureDirection>>;
      definitions: Definitions;
      clock: Clock;
    },
  ) {}

  /** The graph as it is now. Many who ask at once wait for one reading. */
  current(): Promise<CiGraph> {
    const sinceLook = this.deps.clock.now() - this.#lookedAt;
    // A clock that was set back must not keep an old graph. One with nothing in it is never kept: the
    // catalog was not read yet, and whatever is put forward now would be assessed without it.
    if (this.#graph?.size && sinceLook >= 0 && sinceLook < LOOK_EVERY_MS)
      return Promise.resolve(this.#graph);
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<CiGraph> {
    const { store, rules, clock } = this.deps;
    const [head, declared] = await Promise.all([
      store.head(),
      this.#declared(),
    ]);
    const key = JSON.stringify(declared);
    let graph = this.#graph;
    // A history that is made anew has less in it than it had; then what was read still holds.
    if (graph && head > this.#position) {
      const changed = await store.changedSince(this.#position, head);
      graph =
        changed.length > MOST_CHANGES
          ? undefined
          : graph.with(await store.some(changed, graph.relations));
    }
    if (!graph) {
      const empty = CiGraph.empty(rules, declared);
      const draft = empty.draft();
      for await (const page of store.all(empty.relations)) draft.apply(page);
      graph = draft.done();
    } else if (key !== this.#declaredBy) {
      graph = graph.declaring(declared);
    }
    this.#graph = graph;
    this.#position = Math.max(this.#position, head);
    this.#declaredBy = key;
    this.#lookedAt = clock.now();
    return graph;
  }

  async #declared(): Promise<DeclaredRedundancy[]> {
    const found = await this.deps.definitions.list<RedundancyBody>(
      redundancyKind.kind,
    );
    return found.map(({ body }) => body);
  }
}
