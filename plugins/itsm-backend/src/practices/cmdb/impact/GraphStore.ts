import type { Knex } from 'knex';
import type { CiNode, GraphChange, SaidRelation } from './CiGraph';

/** What one statement reads of a whole catalog at a time. */
const PAGE = 5_000;
/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;
/** Where the annotation is among an entity's fields. */
const REDUNDANCY = 'callboard.dev/redundancy';

/**
 * One text for all that are alike: a driver makes a new one for every row, and a hundred thousand
 * items have a handful of kinds and some hundred owners.
 */
class Alike {
  readonly #known = new Map<string, string>();

  of(text: string): string {
    const known = this.#known.get(text);
    if (known === undefined) this.#known.set(text, text);
    return known ?? text;
  }

  maybe(text: string | null): string | undefined {
    return text === null ? undefined : this.of(text);
  }
}

function toNode(row: any, alike: Alike): CiNode {
  const declared =
    row.declared === null
      ? undefined
      : JSON.parse(row.declared)[`annotations.${REDUNDANCY}`];
  return {
    ref: row.ref,
    title: row.title,
    kind: alike.of(row.kind),
    type: alike.maybe(row.type),
    ownerRef: alike.maybe(row.owner_ref),
    systemRef: alike.maybe(row.system_ref),
    ...(typeof declared === 'string' && { redundancy: declared }),
  };
}

/**
 * Reads configuration items and their relations as they are now: the kernel's copy of the catalog
 * says what there is, and the history what changed of it since.
 */
export class GraphStore {
  readonly #alike = new Alike();

  constructor(private readonly knex: Knex) {}

  /** The newest change; 0 if there was none. */
  async head(): Promise<number> {
    const row = await this.knex('ci_versions').max({ at: 'position' }).first();
    return Number(row?.at ?? 0);
  }

  /** All items with what they say, in pages: nobody else should wait until all were read. */
  async *all(relations: readonly string[]): AsyncGenerator<GraphChange[]> {
    for (let after = ''; ; ) {
      const rows = await this.#nodes()
        .whereNull('removed_at')
        .where('ref', '>', after)
        .orderBy('ref')
        .limit(PAGE);
      if (rows.length === 0) return;
      const last = rows[rows.length - 1].ref;
      const said = await this.#said(relations)
        .where('source_ref', '>', after)
        .where('source_ref', '<=', last);
      yield this.#together(
        rows.map(row => row.ref),
        rows,
        said,
      );
      after = last;
    }
  }

  /** Items that changed after a position and up to another. */
  async changedSince(after: number, upTo: number): Promise<string[]> {
    const rows = await this.knex('ci_versions')
      .where('position', '>', after)
      .where('position', '<=', upTo)
      .distinct('ref');
    return rows.map(row => row.ref);
  }

  /** Some items as they are now. */
  async some(
    refs: readonly string[],
    relations: readonly string[],
  ): Promise<GraphChange[]> {
    const found: GraphChange[] = [];
    for (let i = 0; i < refs.length; i += CHUNK) {
      const chunk = refs.slice(i, i + CHUNK);
      const rows = await this.#nodes()
        .whereIn('ref', chunk)
        .whereNull('removed_at');
      const said = await this.#said(relations).whereIn('source_ref', chunk);
      found.push(...this.#together(chunk, rows, said));
    }
    return found;
  }

  #nodes() {
    return this.knex('catalog_entities')
      .whereNot('kind', 'user')
      .select('ref', 'title', 'kind', 'type', 'owner_ref', 'system_ref')
      .select(
        this.knex.raw('case when fields like ? then fields end as declared', [
          `%${REDUNDANCY}%`,
        ]),
      );
  }

  #said(relations: readonly string[]) {
    return this.knex('catalog_relations')
      .whereIn('type', [...relations])
      .orderBy(['source_ref', 'type', 'target_ref'])
      .select('source_ref', 'type', 'target_ref');
  }

  #together(refs: readonly string[], rows: any[], said: any[]): GraphChange[] {
    const nodes = new Map(
      rows.map(row => [row.ref as string, toNode(row, this.#alike)]),
    );
    const bySource = new Map<string, SaidRelation[]>();
    for (const { source_ref: source, type, target_ref: target } of said) {
      // Who owns something is a group's matter here: nothing of people is kept.
      if (target.startsWith('user:')) continue;
      const relation = { source, relation: type, target };
      const own = bySource.get(source);
      if (own) own.push(relation);
      else bySource.set(source, [relation]);
    }
    return refs.map(ref => ({
      ref,
      node: nodes.get(ref),
      relations: bySource.get(ref) ?? [],
    }));
  }
}
