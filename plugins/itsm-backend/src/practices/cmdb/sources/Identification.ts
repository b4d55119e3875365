import type { Basis } from '../classes/basis';
import type { ItemDraft } from '../classes/ItemDraft';
import type { ItemStore } from '../classes/ItemStore';
import { breathe } from './breathe';
import { identitiesOf, type Identity } from './identity';
import type { SourceRow } from './RowReader';

/** An item that a row may be about, and by which rule. */
export interface Candidate {
  draft: ItemDraft;
  rule: string;
  value: string;
}

/**
 * Finds the item that a row is about, by the rules of its class in their order. The first rule that
 * finds any decides. Who is found by a weaker rule and contradicts a stronger one is somebody else:
 * two servers with different serial numbers are two, whatever they are called.
 */
export class Identification {
  readonly #byHash = new Map<string, Set<ItemDraft>>();
  readonly #ofRow = new Map<SourceRow, Identity[]>();

  constructor(private readonly basis: Basis) {}

  /** The ids of stored items that any of the rows may be about. */
  async idsFor(
    rows: readonly SourceRow[],
    store: ItemStore,
  ): Promise<string[]> {
    const hashes: string[] = [];
    for (const [n, row] of rows.entries()) {
      await breathe(n);
      for (const { hash } of this.#identities(row)) hashes.push(hash);
    }
    return store.idsByHash(hashes);
  }

  #identities(row: SourceRow): Identity[] {
    const known = this.#ofRow.get(row) ?? identitiesOf(row.ciClass, row.said);
    this.#ofRow.set(row, known);
    return known;
  }

  /** Takes up an item, or what is new about it. */
  add(draft: ItemDraft): void {
    if (draft.item.state === 'merged') return;
    for (const hashes of draft.knownBy(this.basis).values()) {
      for (const hash of hashes) {
        const all = this.#byHash.get(hash);
        if (all) all.add(draft);
        else this.#byHash.set(hash, new Set([draft]));
      }
    }
  }

  #known(identity: Identity): ItemDraft[] {
    return [...(this.#byHash.get(identity.hash) ?? [])].filter(draft =>
      draft.knownBy(this.basis).get(identity.rule)?.has(identity.hash),
    );
  }

  /** Whether the two say different things under a rule that is stronger than the one at `end`. */
  #contradict(
    identities: readonly Identity[],
    draft: ItemDraft,
    end: number,
  ): boolean {
    const known = draft.knownBy(this.basis);
    return identities.slice(0, end).some(({ rule, hash }) => {
      const hashes = known.get(rule);
      return hashes !== undefined && !hashes.has(hash);
    });
  }

  /** The items that the row is about: none, one, or several that cannot be told apart. */
  find(row: SourceRow): Candidate[] {
    const identities = this.#identities(row);
    for (const [n, identity] of identities.entries()) {
      const found = this.#known(identity).filter(
        draft => !this.#contradict(identities, draft, n),
      );
      if (found.length > 0) {
        const { rule, value } = identity;
        return found
          .sort((a, b) => (a.item.id < b.item.id ? -1 : 1))
          .map(draft => ({ draft, rule, value }));
      }
    }
    return [];
  }

  /** Other items that are known by what the row says of its own. */
  others(
    row: SourceRow,
    own: ItemDraft,
  ): { other: ItemDraft; rule: string; value: string }[] {
    const identities = this.#identities(row);
    const found = new Map<
      ItemDraft,
      { other: ItemDraft; rule: string; value: string }
    >();
    identities.forEach((identity, n) => {
      const { rule, value } = identity;
      for (const other of this.#known(identity)) {
        if (
          other === own ||
          found.has(other) ||
          this.#contradict(identities, other, n)
        )
          continue;
        found.set(other, { other, rule, value });
      }
    });
    return [...found.values()];
  }
}
