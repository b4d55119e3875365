import type { NamedItem, NamedPart } from './ItemNamesStore';

/** Whether all that is told under the name of an item is its own, and all of its own is told so. */
export const hasPlainName = ({ parts: [first, ...former] }: NamedItem) =>
  former.length === 0 && first.after === undefined;

/** Many items, by what the history tells under their names. */
export class ItemsByName {
  readonly #asked = new Map<string, string>();
  readonly #byName = new Map<string, { item: NamedItem; part: NamedPart }[]>();
  /** References of those with a name that was theirs all the time. */
  readonly plain: readonly string[];
  /** What is that of the others. */
  readonly parts: readonly NamedPart[];

  /** @param items - by the name asked for */
  constructor(items: ReadonlyMap<string, NamedItem>) {
    // Asked for by two names it is told by the one of now.
    for (const [name, { ref }] of items)
      if (!this.#asked.has(ref) || name === ref) this.#asked.set(ref, name);
    const all = [...new Map([...items.values()].map(i => [i.ref, i])).values()];
    this.plain = all.filter(hasPlainName).map(({ ref }) => ref);
    this.parts = all.filter(i => !hasPlainName(i)).flatMap(i => i.parts);
    for (const item of all)
      for (const part of item.parts) {
        const known = this.#byName.get(part.ref);
        if (known) known.push({ item, part });
        else this.#byName.set(part.ref, [{ item, part }]);
      }
  }

  /** By which of the names asked for an item is told. */
  asked(ref: string): string {
    return this.#asked.get(ref) ?? ref;
  }

  /** Whose it is what was told under a name; undefined if it is none of theirs. */
  of(told: { ref: string; position: number }): NamedItem | undefined {
    return this.#byName
      .get(told.ref)
      ?.find(
        ({ part: { after = -Infinity, upTo = Infinity } }) =>
          told.position > after && told.position <= upTo,
      )?.item;
  }
}
